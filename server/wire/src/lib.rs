//! Formats in, values out: bytes as others send them, read without I/O.

pub mod files;
pub mod mail;
pub mod table;
