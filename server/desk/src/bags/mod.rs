//! Bags: what messages say of them, and where their owners and stations see them to be.

mod another;
mod answers;
mod apply;
mod deliver;
mod known;
mod left;
mod live;
mod matches;
mod of_case;
mod on_hand;
mod open;
mod report;
mod station;
mod step;
mod sweep;
mod trace;

pub use another::{BESIDE, another};
pub use answers::{BOX_LONGEST, LINE_LONGEST, read_report};
pub(crate) use apply::{Brought, apply, known};
pub use deliver::{CHOSEN, Delivering, Sheet, choose_window, courier_sheet, delivering, hand_over};
pub use known::{BY_TAG, Known, WITHOUT, known_bag, of_trip};
pub use left::left_behind;
pub use live::{changed, versions};
pub use matches::{Act, Decided, Held, Missed, Pair, decide, held, pairs_of_case, weigh_due};
pub(crate) use of_case::broken;
pub use of_case::{Report, case_of, report_of};
pub use on_hand::{OnHand, Waiting, on_hand, record_on_hand};
pub use open::{Opened, open_bag};
pub(crate) use report::spoken;
pub use report::{Filed, Filing, Reported, file};
pub use station::{AtRisk, Delivered, Departing, Station, came_out, station};
pub use step::{NextStep, step, tell_due};
pub use sweep::forget;
pub use trace::{Leg, Step, Traced, trace};
