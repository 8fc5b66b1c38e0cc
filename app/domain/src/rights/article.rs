//! Who writes help and who approves it.

use super::{Role, Viewer};

/// What a member of staff may do with the articles of a department; each more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticleRole {
    /// Read drafts and what readers say.
    Reader,
    /// Write: start, change, send to review, take back.
    Author,
    /// Answer for what is read: approve what others wrote, withdraw, change what an article leads to.
    Reviewer,
}

/// Agents write for their departments; a department's owners answer for it, supervisors and administrators for every one.
/// Whoever is not staff has no part in it.
#[must_use]
pub fn article_role(viewer: &Viewer, department: &str) -> Option<ArticleRole> {
    let member = viewer.staff()?;
    let there = member.departments.iter().any(|own| own == department);
    Some(match (member.role, there) {
        (Role::Supervisor | Role::Administrator, _) | (Role::Owner, true) => ArticleRole::Reviewer,
        (Role::Agent, true) => ArticleRole::Author,
        (Role::Agent | Role::Owner, false) => ArticleRole::Reader,
    })
}

/// Whether the viewer may approve a version: who answers for the department, and wrote none of it.
#[must_use]
pub fn may_approve(viewer: &Viewer, department: &str, writers: &[String]) -> bool {
    article_role(viewer, department) == Some(ArticleRole::Reviewer) && viewer.staff().is_some_and(|member| !writers.contains(&member.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{StaffMember, Who};

    fn viewer(role: Role, departments: &[&str]) -> Viewer {
        let departments = departments.iter().map(|id| (*id).to_owned()).collect();
        Viewer { who: Who::Staff(StaffMember { id: "me".to_owned(), name: String::new(), role, departments }), ..Viewer::default() }
    }

    #[test]
    fn roles_by_department() {
        let cases = [
            (Role::Agent, true, ArticleRole::Author),
            (Role::Agent, false, ArticleRole::Reader),
            (Role::Owner, true, ArticleRole::Reviewer),
            (Role::Owner, false, ArticleRole::Reader),
            (Role::Supervisor, false, ArticleRole::Reviewer),
            (Role::Administrator, false, ArticleRole::Reviewer),
        ];
        for (role, there, expected) in cases {
            let viewer = viewer(role, if there { &["baggage"] } else { &["refunds"] });
            assert_eq!(article_role(&viewer, "baggage"), Some(expected), "{role:?} {there}");
            let approves = expected == ArticleRole::Reviewer;
            assert_eq!(may_approve(&viewer, "baggage", &["somebody".to_owned()]), approves);
            assert!(!may_approve(&viewer, "baggage", &["somebody".to_owned(), "me".to_owned()]), "nobody approves their own words");
        }
        for viewer in [Viewer::default(), Viewer::system()] {
            assert_eq!(article_role(&viewer, "baggage"), None);
            assert!(!may_approve(&viewer, "baggage", &[]));
        }
    }
}
