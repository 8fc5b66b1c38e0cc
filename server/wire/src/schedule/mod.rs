//! Schedules: messages that change them (SSIM chapters 4 and 5: SSM, ASM) and files that hold them (chapter 7).

mod aircraft;
mod columns;
mod file;
mod message;
mod row;
mod submessage;
#[cfg(test)]
mod tests;
mod when;
mod whole;

pub use aircraft::{Class, aircraft, seats};
pub use file::{At, FlightLeg, Record, Records, is_file};
pub use message::{Message, Mode, Serial, parse};
pub use row::{Row, Says};
pub use submessage::{Equipment, FlightDay, Leg, Period, Span, Submessage};
pub use when::{Ends, Flown, Series, Weekdays, day_of, flown};
pub use whole::{Planned, Whole};
