//! How much of a booking somebody may see.

use super::{Role, Viewer, Who};

/// How much of a booking is open, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TripAccess {
    /// Name and locator: itinerary and status; contacts masked, no ticket numbers, no birth dates.
    Itinerary,
    /// A proof of the contact or of a passenger: also what moves money or shows contact data.
    Verified,
    /// Staff: everything, and the look is written down.
    Staff,
}

impl TripAccess {
    /// Whether contacts, ticket numbers and birth dates are open.
    #[must_use]
    pub const fn shows_personal_data(self) -> bool {
        matches!(self, Self::Verified | Self::Staff)
    }
}

/// What of a booking is open to a viewer; `None`: not even that it exists.
#[must_use]
pub fn trip_access(viewer: &Viewer, locator: &str) -> Option<TripAccess> {
    match &viewer.who {
        Who::Staff(_) | Who::System => Some(TripAccess::Staff),
        Who::Public(grants) if grants.verified_trips.iter().any(|trip| trip == locator) => Some(TripAccess::Verified),
        Who::Public(grants) if grants.trips.iter().any(|trip| trip == locator) => Some(TripAccess::Itinerary),
        Who::Public(_) | Who::Machine(_) => None,
    }
}

/// Whether staff may change, cancel and ask for money back on a passenger's behalf: whoever serves passengers. Administrators run the
/// system and decide nothing here. Whom they act for has to be identified, which is on record beside it.
#[must_use]
pub fn may_act_for_passengers(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role != Role::Administrator)
}

/// Whether the viewer may see what colleagues want to waive beyond what is theirs to waive.
#[must_use]
pub fn may_see_approvals(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role == Role::Supervisor)
}

/// Whether the viewer may approve or refuse what this member of staff asks for: a supervisor, never on their own account.
#[must_use]
pub fn may_approve_for(viewer: &Viewer, asker: &str) -> bool {
    may_see_approvals(viewer) && viewer.staff().is_some_and(|member| member.id != asker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{Grants, StaffMember};

    #[test]
    fn who_acts_for_passengers_and_who_approves() {
        let staff = |id: &str, role| {
            let member = StaffMember { id: id.into(), name: id.into(), role, departments: vec!["flights".into()] };
            Viewer { who: Who::Staff(member), ..Viewer::default() }
        };
        for (role, acts, approves) in
            [(Role::Agent, true, false), (Role::Owner, true, false), (Role::Supervisor, true, true), (Role::Administrator, false, false)]
        {
            let viewer = staff("mei", role);
            assert_eq!((may_act_for_passengers(&viewer), may_see_approvals(&viewer)), (acts, approves), "{role:?}");
            assert_eq!((may_approve_for(&viewer, "li"), may_approve_for(&viewer, "mei")), (approves, false), "{role:?}");
        }
        for viewer in [Viewer::default(), Viewer::system()] {
            assert!(!may_act_for_passengers(&viewer) && !may_approve_for(&viewer, "li"));
        }
    }

    #[test]
    fn each_proof_opens_its_part_of_its_own_booking_only() {
        let grants = Grants {
            trips: vec!["DEMO2A".into(), "DEMO3B".into()],
            verified_trips: vec!["DEMO3B".into(), "DEMO4C".into()],
            ..Grants::default()
        };
        let viewer = Viewer { who: Who::Public(grants), ..Viewer::default() };
        let expected = [
            ("DEMO2A", Some(TripAccess::Itinerary)),
            ("DEMO3B", Some(TripAccess::Verified)),
            ("DEMO4C", Some(TripAccess::Verified)),
            ("DEMO5D", None),
            ("demo2a", None),
            ("", None),
        ];
        for (locator, access) in expected {
            assert_eq!(trip_access(&viewer, locator), access, "{locator}");
        }
        assert_eq!(trip_access(&Viewer::default(), "DEMO2A"), None);
        assert_eq!(trip_access(&Viewer::system(), "DEMO2A"), Some(TripAccess::Staff));
        assert!(!TripAccess::Itinerary.shows_personal_data() && TripAccess::Verified.shows_personal_data());
    }
}
