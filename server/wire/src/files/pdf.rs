//! PDF: begins and ends as one, and is nothing else besides.

use super::{PAGE, says, zip};
use domain::files::{Kind, Why};

/// How far from the beginning readers look for a page.
const HEAD: usize = 1024;
/// How far from the end the mark of the end may stand.
const TAIL: usize = 2048;

pub(super) fn check(bytes: &[u8]) -> Result<Kind, Why> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    // XMP stands in a stream of its own, further down
    if says(head, &PAGE) || zip::has_directory(bytes) {
        return Err(Why::TwoInOne);
    }
    // cut off on the way, or only dressed as one
    if !says(tail, &[b"%%eof"]) || !says(bytes, &[b" obj"]) {
        return Err(Why::Broken);
    }
    Ok(Kind::Pdf)
}
