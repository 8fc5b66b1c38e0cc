//! Office files: ZIP archives of a known shape. Only their directory is read; of what is in them one small part is
//! unpacked, up to a bound.

use domain::files::{Kind, Why};
use flate2::read::DeflateDecoder;
use std::io::Read;

/// Parts of a document; real ones have dozens, one with many pictures hundreds.
const PARTS: usize = 4000;
/// Bytes all parts may claim to unpack to.
const UNPACKED: u64 = 300_000_000;
/// How many times larger than packed the whole may claim to be, once it is more than a few megabytes.
const RATIO: u64 = 120;
/// Below this no ratio is asked: an empty table packs very well.
const SMALL: u64 = 20_000_000;
/// Bytes of the list of content types that are read.
const TYPES: u64 = 512 * 1024;
/// The end record, and the comment that may follow it.
const END: usize = 22;
const COMMENT: usize = 65_535;

/// One part, as the directory tells it.
struct Part<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    packed: u64,
    unpacked: u64,
    offset: usize,
}

/// The end record: where it stands, how many parts, where their list is.
struct End {
    at: usize,
    parts: usize,
    size: usize,
    offset: usize,
    comment: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// The last end record whose comment fits.
fn end(bytes: &[u8]) -> Option<End> {
    let from = bytes.len().saturating_sub(END + COMMENT);
    let tail = bytes.get(from..)?;
    let at = (0..tail.len().saturating_sub(END - 1)).rev().find(|at| tail.get(*at..*at + 4) == Some(b"PK\x05\x06"))?;
    let record = tail.get(at..)?;
    Some(End {
        at: from + at,
        parts: usize::from(u16_at(record, 10)?),
        size: size_at(record, 12)?,
        offset: size_at(record, 16)?,
        comment: usize::from(u16_at(record, 20)?),
    })
}

/// Whether programs that unpack would find an archive in it, whatever stands before.
pub(super) fn has_directory(bytes: &[u8]) -> bool {
    end(bytes).is_some_and(|end| {
        let list = end.at.checked_sub(end.size).and_then(|at| bytes.get(at..));
        end.parts > 0 && list.is_some_and(|list| list.starts_with(b"PK\x01\x02"))
    })
}

/// Which office document it is.
pub(super) fn check(bytes: &[u8]) -> Result<Kind, Why> {
    let parts = directory(bytes)?;
    sizes(&parts, bytes.len())?;
    if parts.iter().any(|part| part.flags & 1 != 0 || outside(part.name)) {
        return Err(Why::Archive);
    }
    let has = |name: &[u8]| parts.iter().any(|part| part.name.eq_ignore_ascii_case(name));
    let kind = if has(b"[Content_Types].xml") && has(b"word/document.xml") {
        Kind::Docx
    } else if has(b"[Content_Types].xml") && has(b"xl/workbook.xml") {
        Kind::Xlsx
    } else if parts.first().is_some_and(|part| is_odt(bytes, part)) && has(b"content.xml") {
        Kind::Odt
    } else {
        return Err(Why::Archive);
    };
    // whatever the part is called, its type has to be named for a program to run it
    let listed = parts.iter().find(|part| part.name.eq_ignore_ascii_case(b"[Content_Types].xml"));
    let types = listed.map(|part| unpacked(bytes, part).ok_or(Why::Broken)).transpose()?.unwrap_or_default();
    let runs = super::says(&types, &[b"macroenabled", b"vbaproject", b"macrosheet", b"activex"]);
    if runs || parts.iter().any(|part| is_program(part.name)) { Err(Why::Macros) } else { Ok(kind) }
}

/// Every part. The archive fills the file: nothing stands before its first part, between its list and its end, or after it.
fn directory(bytes: &[u8]) -> Result<Vec<Part<'_>>, Why> {
    let end = end(bytes).ok_or(Why::Broken)?;
    let whole = end.offset.checked_add(end.size) == Some(end.at) && end.at + END + end.comment == bytes.len();
    if !whole {
        return Err(Why::TwoInOne);
    }
    if end.parts > PARTS {
        return Err(Why::Bomb);
    }
    let list = bytes.get(end.offset..end.at).ok_or(Why::Broken)?;
    let (mut parts, mut at) = (Vec::with_capacity(end.parts), 0);
    for _ in 0..end.parts {
        let (part, next) = part(list, at).ok_or(Why::Broken)?;
        parts.push(part);
        at = next;
    }
    if at != list.len() {
        return Err(Why::Broken);
    }
    if parts.iter().map(|part| part.offset).min() != Some(0) {
        return Err(Why::TwoInOne);
    }
    Ok(parts)
}

fn part(list: &[u8], at: usize) -> Option<(Part<'_>, usize)> {
    let record = list.get(at..)?;
    if !record.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, comment) = (usize::from(u16_at(record, 28)?), usize::from(u16_at(record, 30)?), usize::from(u16_at(record, 32)?));
    let part = Part {
        name: record.get(46..46 + name)?,
        flags: u16_at(record, 8)?,
        method: u16_at(record, 10)?,
        packed: u64::from(u32_at(record, 20)?),
        unpacked: u64::from(u32_at(record, 24)?),
        offset: size_at(record, 42)?,
    };
    Some((part, at + 46 + name + extra + comment))
}

/// What the parts claim to be must be possible and bearable. Two parts of the same bytes are a bomb's way to be small.
fn sizes(parts: &[Part<'_>], bytes: usize) -> Result<(), Why> {
    let (mut unpacked, mut packed) = (0_u64, 0_u64);
    for part in parts {
        // 0xffffffff leads to sizes of 64 bits, which no document of ours needs
        if part.unpacked == u64::from(u32::MAX) || part.packed == u64::from(u32::MAX) {
            return Err(Why::Bomb);
        }
        unpacked = unpacked.saturating_add(part.unpacked);
        packed = packed.saturating_add(part.packed);
    }
    let mut offsets: Vec<usize> = parts.iter().map(|part| part.offset).collect();
    offsets.sort_unstable();
    let shared = offsets.windows(2).any(|pair| pair.first() == pair.last());
    let bytes = bytes as u64;
    let dense = unpacked > SMALL && unpacked / RATIO > bytes;
    if shared || packed > bytes || unpacked > UNPACKED || dense { Err(Why::Bomb) } else { Ok(()) }
}

/// A name that leads out of the folder it is unpacked into.
fn outside(name: &[u8]) -> bool {
    name.first().is_none_or(|first| matches!(first, b'/' | b'\\'))
        || name.contains(&0)
        || name.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| part == b"..")
}

fn is_program(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let folder = [b"basic/".as_slice(), b"scripts/", b"xl/macrosheets/", b"word/activex/", b"xl/activex/"];
    let file = [b"vbaproject.bin".as_slice(), b"vbadata.xml", b".exe", b".dll", b".js", b".vbs", b".html", b".htm", b".jar", b".class"];
    folder.iter().any(|folder| name.starts_with(folder)) || file.iter().any(|file| name.ends_with(file))
}

/// An OpenDocument file says what it is in its first part, unpacked.
fn is_odt(bytes: &[u8], part: &Part<'_>) -> bool {
    part.name == b"mimetype" && part.method == 0 && data(bytes, part) == Some(b"application/vnd.oasis.opendocument.text")
}

/// The bytes of a part as they are packed.
fn data<'a>(bytes: &'a [u8], part: &Part<'_>) -> Option<&'a [u8]> {
    let record = bytes.get(part.offset..)?;
    let starts = record.starts_with(b"PK\x03\x04");
    let (name, extra) = (usize::from(u16_at(record, 26)?), usize::from(u16_at(record, 28)?));
    let same = record.get(30..30 + name)? == part.name;
    let from = 30 + name + extra;
    (starts && same).then(|| record.get(from..from.checked_add(usize::try_from(part.packed).ok()?)?)).flatten()
}

/// A small part unpacked.
fn unpacked(bytes: &[u8], part: &Part<'_>) -> Option<Vec<u8>> {
    let packed = data(bytes, part)?;
    let mut out = Vec::new();
    match part.method {
        0 => packed.take(TYPES).read_to_end(&mut out).ok()?,
        8 => DeflateDecoder::new(packed).take(TYPES).read_to_end(&mut out).ok()?,
        _ => return None,
    };
    // what is longer is not read to its end, so nothing can be said of it
    ((out.len() as u64) < TYPES).then_some(out)
}
