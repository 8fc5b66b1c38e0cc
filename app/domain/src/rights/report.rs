//! Who sees what passengers said in surveys.

use super::{Departments, Role, Viewer, Who};

/// Whose figures the viewer may see: supervisors and administrators all of them, others what was said of the cases of their departments.
/// None for whoever is not staff.
#[must_use]
pub fn may_see_reports(viewer: &Viewer) -> Option<Departments> {
    let member = viewer.staff()?;
    Some(match member.role {
        Role::Supervisor | Role::Administrator => Departments::Every,
        Role::Agent | Role::Owner => Departments::These(member.departments.clone()),
    })
}

/// Whose single answers and words the viewer may read: those whose figures they see, but for agents, who would read what is said of
/// themselves; whoever leads the team does.
#[must_use]
pub fn may_read_answers(viewer: &Viewer) -> Option<Departments> {
    may_see_reports(viewer).filter(|_| viewer.staff().is_some_and(|member| member.role != Role::Agent))
}

/// Whether the viewer may see, hand over and have forgotten what was asked of and said by whoever has this address (folded): whoever has
/// proved that it is theirs, and administrators, who answer requests for it.
#[must_use]
pub fn may_see_own_answers(viewer: &Viewer, address: &str) -> bool {
    match &viewer.who {
        Who::Public(grants) => grants.contacts.iter().any(|own| own == address),
        Who::Staff(member) => member.role == Role::Administrator,
        Who::System => true,
        Who::Machine(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{StaffMember, Who};

    #[test]
    fn figures_by_department_and_words_for_who_leads() {
        let own = Some(Departments::These(vec!["baggage".into()]));
        for (role, figures, words) in [
            (Role::Agent, own.clone(), None),
            (Role::Owner, own.clone(), own.clone()),
            (Role::Supervisor, Some(Departments::Every), Some(Departments::Every)),
            (Role::Administrator, Some(Departments::Every), Some(Departments::Every)),
        ] {
            let member = StaffMember { id: "mei".into(), name: "Mei".into(), role, departments: vec!["baggage".into()] };
            let viewer = Viewer { who: Who::Staff(member), ..Viewer::default() };
            assert_eq!((may_see_reports(&viewer), may_read_answers(&viewer)), (figures, words), "{role:?}");
        }
        for nobody in [Viewer::default(), Viewer::system()] {
            assert_eq!((may_see_reports(&nobody), may_read_answers(&nobody)), (None, None));
        }
    }
}
