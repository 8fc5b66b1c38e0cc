//! Files as strangers send them: told by their content, looked through for what they may hide, pictures made anew.
//!
//! Pure and total: whatever the bytes are, it ends, in time and memory that are bounded before anything is unpacked.

mod pdf;
mod picture;
mod text;
mod zip;

pub use picture::{LONGEST_SIDE, MOST_PIXELS, Picture, anew, pixels};

use domain::files::{Kind, Why};

/// A file that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// To be made anew ([`anew`]) before it is kept.
    Picture(Format),
    /// Kept as it is, never shown in a page.
    Document(Kind),
}

/// Formats pictures come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photos.
    Jpeg,
    /// Screens and drawings.
    Png,
    /// Both.
    Webp,
    /// Of an animation the first picture is kept.
    Gif,
}

/// What the bytes are, or why they are not taken. `name` decides between sorts of text and is held against the content.
///
/// # Errors
/// The reason.
pub fn sort(name: &str, bytes: &[u8]) -> Result<Sort, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if let Some(format) = format(bytes) {
        return Ok(Sort::Picture(format));
    }
    if let Some(why) = refused(bytes) {
        return Err(why);
    }
    let kind = if bytes.starts_with(b"%PDF-") {
        pdf::check(bytes)?
    } else if bytes.starts_with(b"PK\x03\x04") {
        zip::check(bytes)?
    } else {
        text::check(name, bytes)?
    };
    if domain::files::misleads(name, kind) { Err(Why::Misleading) } else { Ok(Sort::Document(kind)) }
}

fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(Format::Gif)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::Webp)
    } else {
        None
    }
}

/// First bytes of what is known and not taken.
const KNOWN: [(&[u8], Why); 24] = [
    (b"MZ", Why::Program),
    (b"\x7fELF", Why::Program),
    (b"\xca\xfe\xba\xbe", Why::Program),
    (b"\xcf\xfa\xed\xfe", Why::Program),
    (b"\xce\xfa\xed\xfe", Why::Program),
    (b"\xfe\xed\xfa\xce", Why::Program),
    (b"\xfe\xed\xfa\xcf", Why::Program),
    (b"\0asm", Why::Program),
    (b"dex\n", Why::Program),
    (b"#!", Why::Program),
    // a shortcut
    (b"L\0\0\0\x01\x14\x02\0", Why::Program),
    (b"PK\x05\x06", Why::Archive),
    (b"PK\x07\x08", Why::Archive),
    (b"Rar!", Why::Archive),
    (b"7z\xbc\xaf\x27\x1c", Why::Archive),
    (b"\x1f\x8b", Why::Archive),
    (b"BZh", Why::Archive),
    (b"\xfd7zXZ\0", Why::Archive),
    (b"\x28\xb5\x2f\xfd", Why::Archive),
    (b"MSCF", Why::Archive),
    (b"!<arch>", Why::Archive),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Why::OldOffice),
    (b"{\\rtf", Why::OldOffice),
    (b"ITSF", Why::Program),
];

fn refused(bytes: &[u8]) -> Option<Why> {
    if let Some((_, why)) = KNOWN.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Some(*why);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(Why::Archive);
    }
    // ISO media: photos by their brand, films by the rest
    let heic: [&[u8]; 12] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis"];
    match (bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"ftyp"), Some(brand)) if heic.contains(&brand) => Some(Why::Heic),
        (Some(b"ftyp"), _) => Some(Why::Unknown),
        _ => None,
    }
}

/// Whether one of these words (small letters) stands in the bytes, in any case.
fn says(bytes: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|word| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word)))
}

/// What browsers of every age take for a page where it stands near the beginning.
const PAGE: [&[u8]; 9] = [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?php", b"<?xml"];
