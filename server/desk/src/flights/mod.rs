//! Flight status for everyone: found by number, route or airport, with where the aircraft is and how the number
//! usually does. Public: nothing here is about a person, so nothing asks for rights or leaves an audit row.

mod board;
mod days;
mod find;
mod irregular;
mod issuers;
mod live;
mod names;
mod planned;
mod punctuality;
mod report;
mod rotation;
mod store;
mod sweep;
#[cfg(test)]
mod tests;

pub use board::{Board, Cursor, Direction, Turn, board};
pub use days::{Neighbours, known_days, neighbours};
pub use find::{by_designator, by_number, by_route};
pub use irregular::{Irregular, irregular_now};
pub use issuers::{Issuers, issuers};
pub use live::{changed_since, versions};
pub(crate) use names::with_countries;
pub use names::{Airport, Named, airport, airports};
pub(crate) use planned::plans_of;
pub use punctuality::{Punctuality, punctuality};
pub use report::report;
pub use rotation::{comes_from, goes_on};
pub use store::{Flight, load};
pub use sweep::sweep;
