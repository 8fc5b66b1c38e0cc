//! Schedules: messages that change them (SSIM chapters 4 and 5: SSM, ASM) and files that hold them (chapter 7).

mod columns;
mod file;
mod message;
mod row;
mod submessage;
#[cfg(test)]
mod tests;

pub use file::{At, FlightLeg, Record, Records, is_file};
pub use message::{Message, Mode, parse};
pub use row::{Row, Says};
pub use submessage::{Equipment, FlightDay, Leg, Period, Submessage};
