//! `/desk/improvements`: what is made better, by whom, by when, and whether it helped (SUR-5, OFF-5).

mod forms;
mod history;
mod new;
mod one;
mod register;

pub use new::NewPage;
pub use one::ImprovementPage;
pub use register::RegisterPage;

use crate::{
    ui::status::Mark,
    words::{Lang, t},
};
use domain::improvement::{Cause, State};

/// The address of this area.
const HERE: &str = "/desk/improvements";

fn state_name(l: Lang, state: State) -> String {
    match state {
        State::Suggested => t!(l, "improvement-suggested"),
        State::Open => t!(l, "improvement-open"),
        State::Working => t!(l, "improvement-working"),
        State::Done => t!(l, "improvement-done"),
        State::Closed => t!(l, "improvement-closed"),
        State::Declined => t!(l, "improvement-declined"),
    }
}

const fn mark(state: State, overdue: bool) -> Mark {
    match state {
        _ if overdue => Mark::Bad,
        State::Suggested | State::Open | State::Working => Mark::Changed,
        State::Done | State::Closed => Mark::Good,
        State::Declined => Mark::Rest,
    }
}

fn cause_name(l: Lang, cause: Cause) -> String {
    match cause {
        Cause::People => t!(l, "cause-people"),
        Cause::Procedure => t!(l, "cause-procedure"),
        Cause::Equipment => t!(l, "cause-equipment"),
        Cause::Information => t!(l, "cause-information"),
        Cause::Partner => t!(l, "cause-partner"),
        Cause::Outside => t!(l, "cause-outside"),
    }
}
