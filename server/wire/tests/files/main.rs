//! What strangers send as files: told by content, hostile ones refused, pictures stripped.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod documents;
mod made;
mod pictures;

use domain::files::Why;
use proptest::prelude::*;
use wire::files::{Sort, anew, sort};

/// First bytes of everything that is known, alone and with something behind them.
#[test]
fn what_is_not_taken_is_named() {
    for (bytes, why) in [
        (&b""[..], Why::Empty),
        (b"MZ\x90\0\x03", Why::Program),
        (b"\x7fELF\x02\x01", Why::Program),
        (b"#!/bin/sh\nrm -rf /", Why::Program),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", Why::Program),
        (b"\0asm\x01\0\0\0", Why::Program),
        (b"Rar!\x1a\x07", Why::Archive),
        (b"7z\xbc\xaf\x27\x1c", Why::Archive),
        (b"\x1f\x8b\x08\0", Why::Archive),
        (b"PK\x05\x06\0\0", Why::Archive),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", Why::OldOffice),
        (b"{\\rtf1 x}", Why::OldOffice),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Why::Heic),
        (b"\0\0\0\x1cftypmif1\0\0\0\0", Why::Heic),
        (b"\0\0\0\x18ftypavif\0\0\0\0", Why::Heic),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", Why::Unknown),
        (b"<!DOCTYPE html><p>x", Why::WebPage),
        (b"\xef\xbb\xbf  <HTML>", Why::WebPage),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", Why::WebPage),
        (b"<svg onload=alert(1)>", Why::WebPage),
        (b"<!-- x --><script>", Why::WebPage),
        (b"\xff\xfe<\0s\0v\0g\0>\0", Why::WebPage),
        (b"plain\0text", Why::Unknown),
        (b"\x01\x02\x03\x04", Why::Unknown),
        (b"BM\x36\0\0\0\0\0", Why::Unknown),
        (b"II*\0\x08\0\0\0", Why::Unknown),
    ] {
        assert_eq!(sort("file", bytes), Err(why), "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn names_that_say_something_else_are_refused() {
    for (name, bytes, why) in [
        ("run.js", &b"alert(1)"[..], Why::WebPage),
        ("page.html", b"hello", Why::WebPage),
        ("run.bat", b"del *.*", Why::Program),
        ("run.ps1", b"ls", Why::Program),
        ("a.docx", b"only text", Why::Misleading),
        ("receipt.pdf", b"only text", Why::Misleading),
    ] {
        assert_eq!(sort(name, bytes), Err(why), "{name}");
    }
    assert_eq!(sort("receipt.exe", &made::pdf()), Err(Why::Misleading));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the bytes are, and whatever they pretend to be, it ends without a panic.
    #[test]
    fn anything_ends(first in 0_usize..8, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let firsts: [&[u8]; 8] = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8L", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe"];
        let bytes = [firsts[first], &bytes].concat();
        if let Ok(Sort::Picture(format)) = sort("file", &bytes) {
            let _ = anew(format, &bytes);
        }
    }

    /// A real file with one byte changed, or cut off anywhere, ends as well.
    #[test]
    fn damage_ends(which in 0_usize..6, at in 0.0_f64..1.0, byte: u8, cut: bool) {
        let files = [made::jpeg(40, 30), made::png(40, 30), made::gif(40, 30), made::webp(40, 30), made::pdf(), made::docx()];
        let mut bytes = files[which].clone();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = ((bytes.len() - 1) as f64 * at) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(Sort::Picture(format)) = sort("file", &bytes) {
            let _ = anew(format, &bytes);
        }
    }
}
