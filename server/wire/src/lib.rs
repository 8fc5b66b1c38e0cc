//! Formats in, values out: bytes as others send them, read without I/O.

pub mod mail;
pub mod table;
