//! Help: what the portal can answer it answers at once.

mod article;
mod found;
mod shelves;

pub use article::ArticlePage;
pub use found::Suggested;
pub use shelves::{HelpPage, HelpSearch};

use crate::words::{Lang, t};
use domain::help::Action;

/// The name of what an article leads to.
#[must_use]
pub(crate) fn action_name(l: Lang, action: Action) -> String {
    match action {
        Action::Trip => t!(l, "help-act-trip"),
        Action::Flights => t!(l, "help-act-flights"),
        Action::Ask(_, topic) => t!(l, "help-act-ask", topic = l.text(topic.key(), None)),
    }
}
