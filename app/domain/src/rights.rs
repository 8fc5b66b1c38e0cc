//! Who is looking, what they have proved, and what that opens. The only place rights are decided.

mod article;
mod case;
mod improvement;
mod machine;
mod report;
mod trip;

pub use article::{ArticleRole, article_role, may_approve};
pub use case::{CaseAction, CaseFacts, CaseRole, case_access, proved_opener};
pub use improvement::{ImprovementRole, improvement_role};
pub use machine::{Departments, Machine, Scope};
pub use report::{may_read_answers, may_see_own_answers, may_see_reports};
pub use trip::{TripAccess, may_act_for_passengers, may_approve_for, may_see_approvals, trip_access};

use crate::case::CaseId;
use serde::{Deserialize, Serialize};

/// The person or programme on whose behalf a use-case runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Viewer {
    /// Key of the browser session (SHA-256 of its token), if there is one.
    pub session: Option<Vec<u8>>,
    /// The session's public name, for audit rows and logs.
    pub session_name: Option<String>,
    /// Who it is.
    pub who: Who,
}

/// The kinds of people design knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Anyone, with whatever this browser has proved so far (nothing, for a first visit).
    Public(Grants),
    /// Staff signed in with a second factor.
    Staff(StaffMember),
    /// A program with a token.
    Machine(Machine),
    /// The portal itself: deadlines, imports, the demo.
    System,
}

impl Default for Who {
    fn default() -> Self {
        Self::Public(Grants::default())
    }
}

/// What a browser session has proved. Expired proofs are left out before this is built.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grants {
    /// Locators opened by name: itinerary and status, never contact data or cases.
    pub trips: Vec<String>,
    /// Addresses (folded) that received and returned a one-time code or a signed link.
    pub contacts: Vec<String>,
    /// Passengers (ids) identified by ticket and birth date, or by an agent.
    pub passengers: Vec<String>,
    /// Locators for which one of the proofs above counts as verified.
    pub verified_trips: Vec<String>,
    /// Cases opened in this browser, by signed link or by invitation.
    pub cases: Vec<CaseId>,
    /// Bags (issuer and serial of the tag, nine digits) opened by tag and name: where they are, nothing else.
    pub bags: Vec<String>,
}

/// A signed-in member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// Row id (UUID).
    pub id: String,
    /// As passengers read it: "Mei Chen".
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Departments they work for, by id.
    pub departments: Vec<String>,
}

/// Roles of staff, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Works on the cases of their departments.
    Agent,
    /// Answers for a department: may also set deadlines and priorities there.
    Owner,
    /// Sees every department.
    Supervisor,
    /// Runs the system: people, sessions, audit.
    Administrator,
}

impl Role {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Owner => "owner",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads what [`Role::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Agent, Self::Owner, Self::Supervisor, Self::Administrator].into_iter().find(|role| role.as_str() == text)
    }

    /// Key of the role's name in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agent => "role-agent",
            Self::Owner => "role-owner",
            Self::Supervisor => "role-supervisor",
            Self::Administrator => "role-administrator",
        }
    }
}

impl Viewer {
    /// The portal itself.
    #[must_use]
    pub const fn system() -> Self {
        Self { session: None, session_name: None, who: Who::System }
    }

    /// The member of staff, if it is one.
    #[must_use]
    pub const fn staff(&self) -> Option<&StaffMember> {
        match &self.who {
            Who::Staff(member) => Some(member),
            Who::Public(_) | Who::Machine(_) | Who::System => None,
        }
    }

    /// The program, if it is one.
    #[must_use]
    pub const fn machine(&self) -> Option<&Machine> {
        match &self.who {
            Who::Machine(machine) => Some(machine),
            Who::Public(_) | Who::Staff(_) | Who::System => None,
        }
    }

    /// What the public session has proved, if it is one.
    #[must_use]
    pub const fn grants(&self) -> Option<&Grants> {
        match &self.who {
            Who::Public(grants) => Some(grants),
            Who::Staff(_) | Who::Machine(_) | Who::System => None,
        }
    }
}

impl From<Machine> for Viewer {
    fn from(machine: Machine) -> Self {
        Self { session: None, session_name: None, who: Who::Machine(machine) }
    }
}

/// Whether this browser may start to prove more about a booking: it must have opened it by name.
#[must_use]
pub fn may_prove_trip(viewer: &Viewer, locator: &str) -> bool {
    viewer.grants().is_some_and(|grants| {
        let named = |trips: &[String]| trips.iter().any(|trip| trip == locator);
        named(&grants.trips) || named(&grants.verified_trips)
    })
}

/// Whether the viewer may replace the contact on file: a passenger verified for this booking, or staff
/// after they have checked who is asking.
#[must_use]
pub fn may_change_contact(viewer: &Viewer, locator: &str) -> bool {
    match &viewer.who {
        Who::Public(grants) => grants.verified_trips.iter().any(|trip| trip == locator),
        Who::Staff(_) => true,
        Who::Machine(_) | Who::System => false,
    }
}

/// Whether the viewer may see and end the sessions of this member of staff: one's own, and of everyone
/// for those who answer for everyone.
#[must_use]
pub fn may_manage_sessions_of(viewer: &Viewer, staff_id: &str) -> bool {
    viewer.staff().is_some_and(|member| member.id == staff_id || member.role >= Role::Supervisor)
}

/// Whether the viewer may say when a department answers: its owner, and those who answer for everyone.
#[must_use]
pub fn may_set_hours(viewer: &Viewer, department: &str) -> bool {
    viewer.staff().is_some_and(|member| {
        member.role >= Role::Supervisor || member.role == Role::Owner && member.departments.iter().any(|own| own == department)
    })
}

/// Whether the viewer may write the texts of a department (`None`: everybody's): its owner, and those who answer for everyone.
#[must_use]
pub fn may_write_phrases(viewer: &Viewer, department: Option<&str>) -> bool {
    match department {
        Some(department) => may_set_hours(viewer, department),
        None => viewer.staff().is_some_and(|member| member.role >= Role::Supervisor),
    }
}

/// Whether the viewer may write and publish surveys, and see how many answer: those who answer for everyone.
#[must_use]
pub fn may_write_surveys(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role >= Role::Supervisor)
}

/// Whether the viewer may read who looked at what.
#[must_use]
pub fn may_read_audit(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role == Role::Administrator)
}

/// Whether the viewer may see which letters were promised and sent. Letters of cases are shown as far as the cases are
/// ([`crate::queue::reach`]).
#[must_use]
pub fn may_see_outbox(viewer: &Viewer) -> bool {
    viewer.staff().is_some()
}

/// Whether the viewer may see what was paid and given back, for all bookings.
#[must_use]
pub fn may_see_payments(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role >= Role::Supervisor)
}

/// The department that looks after bags.
const BAGGAGE: &str = "baggage";

/// Whether the viewer may see where a bag is: opened by its tag and a name on it, or of a booking that is open. Staff may, and
/// each look is written down.
#[must_use]
pub fn may_see_bag(viewer: &Viewer, bag: &str, locators: &[&str]) -> bool {
    match &viewer.who {
        Who::Staff(_) | Who::System => true,
        Who::Public(grants) => {
            grants.bags.iter().any(|open| open == bag) || locators.iter().any(|locator| trip_access(viewer, locator).is_some())
        }
        Who::Machine(_) => false,
    }
}

/// Whether the viewer may see how the bags of a whole station stand.
#[must_use]
pub fn may_see_stations(viewer: &Viewer) -> bool {
    viewer.staff().is_some()
}

/// Whether the viewer may read airline messages nobody could use, and mend them: whoever looks after bags, and those who answer
/// for everyone.
#[must_use]
pub fn may_mend_messages(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role >= Role::Supervisor || member.departments.iter().any(|own| own == BAGGAGE))
}

/// Whether the viewer may write down bags that were found, and see those that wait: whoever looks after bags, and supervisors.
#[must_use]
pub fn may_keep_bags(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| {
        member.role == Role::Supervisor || member.role != Role::Administrator && member.departments.iter().any(|own| own == BAGGAGE)
    })
}

/// Whether the viewer may see letters that tell of no case: codes, and changes of a contact.
#[must_use]
pub fn may_see_other_letters(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| member.role >= Role::Supervisor)
}
