//! Type B: the telegrams airports and airlines send each other. Lines of text, in an envelope or without.
//!
//! Priority and addresses, origin and time, then the line that says what the message is. Senders put several in
//! one go, with or without the control characters that part them; printed line ends (`<≡`) and SITA's `=TEXT`
//! layout are read as well. What stands around a message is kept.

mod envelope;
mod kind;
mod lines;
mod split;

pub use envelope::{Envelope, Head, Origin};
pub(crate) use kind::MARKS;
pub use kind::{Family, Kind};
pub(crate) use lines::free_text;
pub use lines::{Line, normalise};
pub(crate) use split::TEXT;
pub use split::{Parcel, split};

/// The text of bytes: UTF-8, or one character a byte where they are not.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}
