//! Tables an airline can hand over as CSV: airports, flights, bookings. `server/wire/README.md` shows each
//! with an example.
//!
//! Common to all: UTF-8 with or without byte order mark; comma or semicolon, whichever the first line uses; lines
//! end with LF or CRLF; fields may be quoted (RFC 4180). The first line names the columns, in any order and case.
//! Every bad row is reported with its line and reason; one bad row, and nothing is loaded.

mod airports;
mod bookings;
mod feedback;
mod flights;
mod read;
mod row;
#[cfg(test)]
mod tests;
mod values;
mod write;

pub use airports::{Airport, airports};
pub use bookings::{Booking, Extra, Passenger, Segment, bookings};
pub use feedback::{Feedback, feedback};
pub use flights::{Flight, flights};
pub use read::{Bad, Line, Read};
pub use write::csv;

/// The longest field taken, in bytes: an unclosed quote swallows the rest of a file.
pub const LONGEST_FIELD: usize = 1_000;
/// The largest file taken, in bytes.
pub const LARGEST_FILE: usize = 512 << 20;
