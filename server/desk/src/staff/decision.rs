//! What a supervisor says of something a colleague asks for.

use crate::{Error, Result};
use domain::rights::{StaffMember, Viewer, may_see_approvals};

/// Longest reason, in characters.
pub(crate) const WHY_LONGEST: usize = 500;

/// Who decides, and why, where they may decide at all: whoever refuses says why.
///
/// # Errors
/// `Forbidden`; `Invalid` for `words`.
pub(crate) fn decision<'a>(viewer: &'a Viewer, agrees: bool, words: &'a str) -> Result<(&'a StaffMember, &'a str)> {
    let member = viewer.staff().filter(|_| may_see_approvals(viewer)).ok_or(Error::Forbidden)?;
    let words = words.trim();
    if !agrees && words.is_empty() {
        return Err(Error::invalid("words", "waiver-refusal-missing"));
    }
    if words.chars().count() > WHY_LONGEST {
        return Err(Error::invalid("words", "waiver-why-long"));
    }
    Ok((member, words))
}
