//! What every target asks: nothing panics, and what was read is written so that it is read again the same.

use jiff::civil::date;
use wire::decode::{Format, decode};

pub fn round_trip(bytes: &[u8], format: Option<Format>) {
    let context = date(2026, 11, 21);
    let format = format.unwrap_or_else(|| Format::guess(&wire::typeb::text(bytes)));
    for read in decode(bytes, Some(format), context).into_iter().flatten() {
        let written = read.value.write();
        let again = decode(written.as_bytes(), Some(format), context);
        assert!(matches!(again.as_slice(), [Ok(again)] if again.value.write() == written), "{written:?}");
    }
}
