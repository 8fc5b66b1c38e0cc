//! Tickets that another airline takes: to which ones, and whether what is offered is theirs.

use super::super::ask::{Ask, Offer, OfferSegment};
use super::super::rulebook::{Rulebook, Slot};
use super::super::rules::{Does, Waiver};
use super::{Deciding, Failed, concerned, does, named, sound};
use std::collections::BTreeSet;

/// The airlines to which tickets may be endorsed for everybody and every flight a change is about: whose flights may be offered beside
/// one's own.
///
/// # Errors
/// As [`super::decide`].
pub fn endorsements(book: &Rulebook, policy: Option<&str>, ask: Ask<'_>) -> Result<Vec<String>, Failed> {
    let ask = Ask { offer: None, ..ask };
    sound(ask)?;
    let force = book.in_force(named(book, policy)?, ask.booking, ask.request.at)?;
    if does(ask, &force)? != Does::Change {
        return Ok(Vec::new());
    }
    let mut all: Option<BTreeSet<String>> = None;
    for one in concerned(ask, &force)? {
        let waivers = force.all(&Slot::Waiver, &one.facts).into_iter();
        let waivers = waivers.filter_map(|found| found.held.file.waiver.get(found.ready.index));
        let airlines = waivers.filter_map(|waiver| waiver.endorses.as_ref()).flat_map(|endorses| endorses.list.iter().cloned());
        let airlines: BTreeSet<String> = airlines.collect();
        all = Some(match all {
            None => airlines,
            Some(others) => others.intersection(&airlines).cloned().collect(),
        });
    }
    Ok(all.unwrap_or_default().into_iter().collect())
}

impl Deciding<'_, '_> {
    /// Whether a waiver that endorses is about what is offered: flights of its airlines, and else only of those the booking has. Any other
    /// waiver is.
    pub(super) fn endorses(&self, waiver: &Waiver) -> bool {
        let Some(airlines) = &waiver.endorses else { return true };
        let Some(Offer { segments, .. }) = self.ask.offer else { return false };
        let theirs = |new: &&OfferSegment| airlines.list.iter().any(|airline| airline == new.carrier());
        let own = |new: &OfferSegment| self.ask.booking.segments.iter().any(|segment| segment.carrier() == new.carrier());
        segments.iter().any(|new| theirs(&new)) && segments.iter().all(|new| theirs(&new) || own(new))
    }
}
