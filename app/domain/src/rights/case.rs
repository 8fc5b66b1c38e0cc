//! Who may do what in a case.

use super::{Role, Scope, Viewer, Who};
use crate::case::{Also, Audience, CaseId};

/// What rights in a case depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFacts<'a> {
    /// Which case.
    pub id: CaseId,
    /// Which department has it.
    pub department: &'a str,
    /// Who has it, by row id.
    pub owner: Option<&'a str>,
    /// The folded address of whoever opened it.
    pub opener_address: Option<&'a str>,
    /// The passenger (row id) who opened it.
    pub opener_passenger: Option<&'a str>,
    /// Their other addresses, from cases that go on in it.
    pub also: &'a [Also],
    /// This browser holds the case by a companion's invitation.
    pub invited: bool,
}

/// What somebody is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseRole {
    /// Opened it: by proved address, proved identity, signed link, or in this very browser.
    Opener,
    /// Came in by invitation.
    Companion,
    /// Staff whose rights reach it.
    Staff {
        /// With which role.
        role: Role,
        /// Whether it is their own.
        own: bool,
    },
    /// A program whose token is good for its department.
    Machine {
        /// It reads what passengers see.
        reads: bool,
        /// It reads what staff see.
        staff_side: bool,
        /// It writes for the passenger.
        writes: bool,
    },
}

/// What can be done in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseAction {
    /// Look at it.
    Read,
    /// Write to the other side.
    Reply,
    /// Write to colleagues.
    Note,
    /// Become responsible.
    Take,
    /// Make somebody else responsible, by name.
    HandOver,
    /// Bring in another department.
    Transfer,
    /// Say what it is about.
    SetTopic,
    /// Say how much it presses.
    SetPriority,
    /// Set the reply-by by hand.
    SetDeadline,
    /// Raise it a level.
    Escalate,
    /// Close it.
    Close,
    /// Say whether the answer does.
    Verdict,
    /// Let somebody else in.
    Invite,
    /// Have its letters sent somewhere else.
    ChangeAddress,
    /// Have its letters sent somewhere else for whoever opened it, once it is sure who asks.
    Readdress,
    /// Tag it, put it aside, link it, plan a follow-up.
    Arrange,
    /// Go on with it in another case, or apart again.
    Merge,
}

impl CaseAction {
    /// Every action.
    pub const ALL: [Self; 17] = [
        Self::Read,
        Self::Reply,
        Self::Note,
        Self::Take,
        Self::HandOver,
        Self::Transfer,
        Self::SetTopic,
        Self::SetPriority,
        Self::SetDeadline,
        Self::Escalate,
        Self::Close,
        Self::Verdict,
        Self::Invite,
        Self::ChangeAddress,
        Self::Readdress,
        Self::Arrange,
        Self::Merge,
    ];
}

/// Whether somebody has proved to be who opened the case, by their address or their identity: more than having opened it in this browser.
#[must_use]
pub fn proved_opener(viewer: &Viewer, case: &CaseFacts<'_>) -> bool {
    viewer.grants().is_some_and(|grants| {
        let proved = |address: &str| grants.contacts.iter().any(|proved| proved == address);
        let by_address = case.opener_address.is_some_and(proved) || case.also.iter().any(|also| proved(&also.address));
        by_address || case.opener_passenger.is_some_and(|opener| grants.passengers.iter().any(|proved| proved == opener))
    })
}

/// What the viewer is to the case; none: for them it does not exist (or, for staff, is not theirs).
#[must_use]
pub fn case_access(viewer: &Viewer, case: &CaseFacts<'_>) -> Option<CaseRole> {
    match &viewer.who {
        Who::Public(grants) => {
            if proved_opener(viewer, case) {
                return Some(CaseRole::Opener);
            }
            let held = grants.cases.contains(&case.id);
            held.then_some(if case.invited { CaseRole::Companion } else { CaseRole::Opener })
        }
        Who::Staff(member) => {
            let own = case.owner == Some(member.id.as_str());
            let theirs = own || member.departments.iter().any(|department| department == case.department);
            match member.role {
                Role::Agent | Role::Owner => theirs.then_some(CaseRole::Staff { role: member.role, own }),
                Role::Supervisor | Role::Administrator => Some(CaseRole::Staff { role: member.role, own }),
            }
        }
        Who::Machine(machine) => machine.departments.contain(case.department).then(|| CaseRole::Machine {
            reads: machine.reads_cases(),
            staff_side: machine.may(Scope::CasesStaff),
            writes: machine.may(Scope::CasesWrite),
        }),
        // the portal's own work is not a look and does not come this way
        Who::System => None,
    }
}

impl CaseRole {
    /// Whether this role may do that. Administrators run the system: they read, and decide nothing here.
    #[must_use]
    pub const fn may(self, action: CaseAction) -> bool {
        use CaseAction as A;
        match self {
            Self::Opener => matches!(action, A::Read | A::Reply | A::Verdict | A::Invite | A::ChangeAddress),
            Self::Companion => matches!(action, A::Read | A::Reply),
            Self::Machine { reads, writes, .. } => matches!(action, A::Read) && reads || matches!(action, A::Reply) && writes,
            Self::Staff { role, own } => match action {
                A::Read => true,
                A::Verdict | A::Invite | A::ChangeAddress => false,
                A::Reply
                | A::Note
                | A::Take
                | A::Transfer
                | A::Readdress
                | A::SetTopic
                | A::Escalate
                | A::Close
                | A::Arrange
                | A::Merge => !matches!(role, Role::Administrator),
                A::HandOver => matches!(role, Role::Owner | Role::Supervisor) || (own && matches!(role, Role::Agent)),
                A::SetPriority | A::SetDeadline => matches!(role, Role::Owner | Role::Supervisor),
            },
        }
    }

    /// Whether entries for this audience reach this role (I6).
    #[must_use]
    pub const fn sees(self, audience: Audience) -> bool {
        match audience {
            Audience::Everyone => true,
            Audience::Staff => self.is_staff(),
        }
    }

    /// Whether it is the service office's side of the case.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Staff { .. } | Self::Machine { staff_side: true, .. })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Departments, Grants, Machine, StaffMember};
    use super::*;
    use CaseAction as A;

    const CASE: CaseFacts<'_> = CaseFacts {
        id: 7,
        department: "baggage",
        owner: Some("mei"),
        opener_address: Some("wang@example.com"),
        opener_passenger: Some("p1"),
        also: &[],
        invited: false,
    };

    fn public(grants: Grants) -> Viewer {
        Viewer { who: Who::Public(grants), ..Viewer::default() }
    }

    fn staff(id: &str, role: Role, department: &str) -> Viewer {
        let member = StaffMember { id: id.into(), name: id.into(), role, departments: vec![department.into()] };
        Viewer { who: Who::Staff(member), ..Viewer::default() }
    }

    #[test]
    fn a_case_belongs_to_whoever_opened_it_not_to_the_booking() {
        let trip = Grants { trips: vec!["DEMO5D".into()], verified_trips: vec!["DEMO5D".into()], ..Grants::default() };
        assert_eq!(case_access(&public(trip), &CASE), None);
        assert_eq!(case_access(&Viewer::default(), &CASE), None);
        assert_eq!(case_access(&Viewer::system(), &CASE), None);
        let other = Grants { contacts: vec!["li@example.com".into()], passengers: vec!["p2".into()], cases: vec![8], ..Grants::default() };
        assert_eq!(case_access(&public(other), &CASE), None);
        for grants in [
            Grants { contacts: vec!["wang@example.com".into()], ..Grants::default() },
            Grants { passengers: vec!["p1".into()], ..Grants::default() },
            Grants { cases: vec![7], ..Grants::default() },
        ] {
            assert_eq!(case_access(&public(grants), &CASE), Some(CaseRole::Opener));
        }
    }

    #[test]
    fn one_passengers_other_address_opens_what_goes_on() {
        let also = [Also { address: "wei@example.net".into(), language: crate::locale::Locale::En }];
        let wei = public(Grants { contacts: vec!["wei@example.net".into()], ..Grants::default() });
        assert_eq!(case_access(&wei, &CASE), None);
        assert_eq!(case_access(&wei, &CaseFacts { also: &also, ..CASE }), Some(CaseRole::Opener));
    }

    #[test]
    fn an_invitation_makes_a_companion_and_proof_outranks_it() {
        let case = CaseFacts { invited: true, ..CASE };
        assert_eq!(case_access(&public(Grants { cases: vec![7], ..Grants::default() }), &case), Some(CaseRole::Companion));
        let both = Grants { cases: vec![7], contacts: vec!["wang@example.com".into()], ..Grants::default() };
        assert_eq!(case_access(&public(both), &case), Some(CaseRole::Opener));
        // an invitation alone, its grant run out, opens nothing
        assert_eq!(case_access(&Viewer::default(), &case), None);
    }

    #[test]
    fn nobody_without_an_opener_recorded_is_an_opener() {
        let case = CaseFacts { opener_address: None, opener_passenger: None, ..CASE };
        let grants = Grants { contacts: vec![String::new()], passengers: vec![String::new()], ..Grants::default() };
        assert_eq!(case_access(&public(grants), &case), None);
    }

    #[test]
    fn staff_reach_their_departments_and_their_own() {
        for role in [Role::Agent, Role::Owner] {
            assert!(case_access(&staff("li", role, "baggage"), &CASE).is_some());
            assert!(case_access(&staff("li", role, "refunds"), &CASE).is_none());
            assert_eq!(case_access(&staff("mei", role, "refunds"), &CASE), Some(CaseRole::Staff { role, own: true }));
        }
        for role in [Role::Supervisor, Role::Administrator] {
            assert!(case_access(&staff("li", role, "refunds"), &CASE).is_some());
        }
    }

    #[test]
    fn a_token_opens_cases_of_its_departments_from_its_side() {
        let machine = |scopes: &[Scope], departments| {
            let (id, name) = ("m".into(), "crm".into());
            Viewer::from(Machine { id, name, scopes: scopes.to_vec(), departments, per_minute: 60 })
        };
        let baggage = || Departments::These(vec!["baggage".into()]);
        let role = |scopes: &[Scope], departments| case_access(&machine(scopes, departments), &CASE);
        let all = CaseRole::Machine { reads: true, staff_side: true, writes: true };
        assert_eq!(role(&[Scope::CasesStaff, Scope::CasesWrite], baggage()), Some(all));
        assert_eq!(role(&Scope::ALL, Departments::Every), Some(all));
        assert_eq!(role(&Scope::ALL, Departments::These(vec!["refunds".into()])), None);
        let only = CaseRole::Machine { reads: true, staff_side: false, writes: false };
        assert_eq!(role(&[Scope::CasesRead], baggage()), Some(only));
        assert!(!only.sees(Audience::Staff) && only.sees(Audience::Everyone));
        let none = CaseRole::Machine { reads: false, staff_side: false, writes: false };
        assert_eq!(role(&[Scope::IngestMail, Scope::SocialWrite], baggage()), Some(none));
    }

    /// Every role × action × audience, written out: a change here is a change of rights.
    #[test]
    fn the_table_of_rights() {
        let staff = |role, own| CaseRole::Staff { role, own };
        let agent =
            [A::Read, A::Reply, A::Note, A::Take, A::Transfer, A::SetTopic, A::Escalate, A::Close, A::Readdress, A::Arrange, A::Merge]
                .to_vec();
        let with = |more: &[A]| [agent.clone(), more.to_vec()].concat();
        let lead = with(&[A::HandOver, A::SetPriority, A::SetDeadline]);
        let table = [
            (CaseRole::Opener, vec![A::Read, A::Reply, A::Verdict, A::Invite, A::ChangeAddress], false),
            (CaseRole::Companion, vec![A::Read, A::Reply], false),
            (staff(Role::Agent, false), agent.clone(), true),
            (staff(Role::Agent, true), with(&[A::HandOver]), true),
            (staff(Role::Owner, false), lead.clone(), true),
            (staff(Role::Owner, true), lead.clone(), true),
            (staff(Role::Supervisor, false), lead.clone(), true),
            (staff(Role::Supervisor, true), lead, true),
            (staff(Role::Administrator, false), vec![A::Read], true),
            (staff(Role::Administrator, true), vec![A::Read], true),
            (CaseRole::Machine { reads: true, staff_side: false, writes: false }, vec![A::Read], false),
            (CaseRole::Machine { reads: true, staff_side: true, writes: false }, vec![A::Read], true),
            (CaseRole::Machine { reads: false, staff_side: false, writes: true }, vec![A::Reply], false),
            (CaseRole::Machine { reads: false, staff_side: false, writes: false }, vec![], false),
        ];
        for (role, allowed, sees_staff) in table {
            for action in CaseAction::ALL {
                assert_eq!(role.may(action), allowed.contains(&action), "{role:?} {action:?}");
            }
            assert!(role.sees(Audience::Everyone), "{role:?}");
            assert_eq!(role.sees(Audience::Staff), sees_staff, "{role:?}");
        }
    }
}
