//! Formats in, values out: bytes as others send them, read without I/O; and papers to be printed.

pub mod airline;
pub mod bag;
pub mod calendar;
pub mod decode;
pub mod fault;
pub mod files;
pub mod fixed;
pub mod list;
pub mod load;
pub mod mail;
pub mod movement;
pub mod number;
pub mod paper;
pub mod pass;
pub mod rules;
pub mod schedule;
pub mod table;
pub mod telegram;
pub mod typeb;
