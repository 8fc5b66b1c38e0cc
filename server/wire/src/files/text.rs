//! Plain text and tables as text.

use super::PAGE;
use domain::files::{Kind, Why};

/// Text that is one: no bytes that no writing has. UTF-8, UTF-16 with its mark, or what older programs wrote.
pub(super) fn check(name: &str, bytes: &[u8]) -> Result<Kind, Why> {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let written = if wide { is_utf16(bytes) } else { !bytes.iter().any(|byte| is_control(*byte)) };
    if !written {
        return Err(Why::Unknown);
    }
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0 && *byte < 0x80).take(512).collect();
    let start: Vec<u8> = narrow.trim_ascii_start().to_ascii_lowercase();
    if start.starts_with(b"<!--") || PAGE.iter().any(|page| start.starts_with(page)) {
        return Err(Why::WebPage);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" | "tsv" => Ok(Kind::Csv),
        "htm" | "html" | "xhtml" | "shtml" | "svg" | "xml" | "js" | "mjs" | "css" | "php" | "hta" | "mht" | "mhtml" | "url" => {
            Err(Why::WebPage)
        }
        "bat" | "cmd" | "ps1" | "sh" | "vbs" | "vbe" | "jse" | "wsf" | "wsh" | "py" | "pl" | "rb" | "reg" | "inf" | "scr" | "com"
        | "exe" | "command" | "desktop" => Err(Why::Program),
        _ => Ok(Kind::Text),
    }
}

/// Bytes of no writing: controls but tab, line ends, new page, and the end mark of DOS.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x19 | 0x1b..=0x1f | 0x7f)
}

fn is_utf16(bytes: &[u8]) -> bool {
    let little = bytes.starts_with(b"\xff\xfe");
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] if little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    bytes.len().is_multiple_of(2) && char::decode_utf16(units).all(|c| c.is_ok_and(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')))
}
