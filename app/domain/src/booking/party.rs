//! Who travels with whom, and where they sit.

use super::{Cabin, PassengerKind};
use std::collections::HashSet;
use std::hash::BuildHasher;

/// Whether a booking that `goes` and `stays` would leave a child or infant without an adult. Those who were booked alone may go alone.
#[must_use]
pub fn leaves_child_alone(goes: &[PassengerKind], stays: &[PassengerKind]) -> bool {
    let adult = |kinds: &[PassengerKind]| kinds.contains(&PassengerKind::Adult);
    let alone = |kinds: &[PassengerKind]| !kinds.is_empty() && !adult(kinds);
    (adult(goes) || adult(stays)) && (alone(goes) || alone(stays))
}

/// A seat wish on another flight: the same seat where it is free, else the nearest row with the same letter; `None` where there is none.
#[must_use]
pub fn seat_like<S: BuildHasher>(wish: &str, cabin: Cabin, taken: &HashSet<String, S>) -> Option<String> {
    let (row, letter) = wish.split_at_checked(wish.len().checked_sub(1)?)?;
    let row: i32 = row.parse().ok()?;
    let rows = if cabin == Cabin::Business { 1..=4 } else { 7..=33 };
    let mut all: Vec<i32> = rows.collect();
    all.sort_by_key(|other| (other - row).abs());
    all.into_iter().map(|row| format!("{row}{letter}")).find(|seat| !taken.contains(seat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use PassengerKind::{Adult, Child, Infant};

    #[test]
    fn nobody_small_is_left_alone() {
        for (goes, stays, alone) in [
            (&[Adult][..], &[Adult, Child][..], false),
            (&[Adult, Child], &[Adult], false),
            (&[Adult, Infant, Child], &[], false),
            (&[Child], &[Adult], true),
            (&[Adult], &[Child, Infant], true),
            (&[Infant], &[Adult, Adult], true),
            // booked alone
            (&[Child], &[], false),
            (&[Child], &[Child], false),
        ] {
            assert_eq!(leaves_child_alone(goes, stays), alone, "{goes:?} / {stays:?}");
        }
    }

    #[test]
    fn a_seat_wish_follows() {
        let taken: HashSet<String> = ["14A", "13A"].map(str::to_owned).into();
        assert_eq!(seat_like("14C", Cabin::Economy, &taken).as_deref(), Some("14C"));
        assert_eq!(seat_like("14A", Cabin::Economy, &taken).as_deref(), Some("15A"));
        assert_eq!(seat_like("2A", Cabin::Business, &HashSet::new()).as_deref(), Some("2A"));
        assert_eq!(seat_like("", Cabin::Economy, &taken), None);
        assert_eq!(seat_like("行", Cabin::Economy, &taken), None);
    }
}
