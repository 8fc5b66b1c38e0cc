//! Bookings: opened by locator and family name, shown as a trip, stored as they come.

mod extras;
mod held;
pub mod letters;
mod new;
mod open;
mod people;
mod store;
mod trip;

pub use extras::{NewExtra, insert_extras};
pub use held::{Held, held, lapse_due, pay, settle_held};
pub use new::{NewBag, NewBooking, NewContact, NewPassenger, NewSeat, NewSegment, Source};
pub use open::{by_name, open_trip};
pub use people::{MOST_PEOPLE, Somebody, find_people};
pub use store::insert;
pub use trip::{Bag, Contact, Fare, Passenger, Place, Seat, Segment, Trip, trip};
pub(crate) use trip::{places, reports, whole};
