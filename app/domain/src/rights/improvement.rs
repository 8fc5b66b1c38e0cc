//! Who may do what in the register of improvements.

use super::{Role, Viewer};

/// What somebody may do with one of them, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImprovementRole {
    /// Read it, and suggest others.
    Reads,
    /// Say why it is so, plan and carry out the measure, write what is to be published.
    Works,
    /// Take it up, decline it, close it, publish it.
    Decides,
}

/// The viewer's part in an improvement with this owner (id of a member of staff); none for whoever is not staff.
#[must_use]
pub fn improvement_role(viewer: &Viewer, owner: Option<&str>) -> Option<ImprovementRole> {
    let member = viewer.staff()?;
    Some(if member.role >= Role::Supervisor {
        ImprovementRole::Decides
    } else if owner == Some(member.id.as_str()) {
        ImprovementRole::Works
    } else {
        ImprovementRole::Reads
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{StaffMember, Who};

    #[test]
    fn who_may_do_what() {
        for (role, own, other) in [
            (Role::Agent, ImprovementRole::Works, ImprovementRole::Reads),
            (Role::Owner, ImprovementRole::Works, ImprovementRole::Reads),
            (Role::Supervisor, ImprovementRole::Decides, ImprovementRole::Decides),
            (Role::Administrator, ImprovementRole::Decides, ImprovementRole::Decides),
        ] {
            let member = StaffMember { id: "mei".into(), name: "Mei".into(), role, departments: Vec::new() };
            let viewer = Viewer { who: Who::Staff(member), ..Viewer::default() };
            let part = |owner| improvement_role(&viewer, owner);
            assert_eq!((part(Some("mei")), part(Some("ada")), part(None)), (Some(own), Some(other), Some(other)));
        }
        assert_eq!((improvement_role(&Viewer::default(), None), improvement_role(&Viewer::system(), None)), (None, None));
    }
}
