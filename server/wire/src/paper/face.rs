//! The typeface: how wide its letters are, and how words are broken into lines.

use std::sync::LazyLock;
use ttf_parser::GlyphId;

/// Noto Sans SC, as `fonts/README.md` tells; unpacked when the first paper is written.
static FONT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut font = Vec::new();
    let packed: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf.br");
    match brotli_decompressor::BrotliDecompress(&mut &*packed, &mut font) {
        Ok(()) => font,
        Err(_) => Vec::new(),
    }
});

/// Stands for what has no letter.
const NOTHING: char = '□';

/// What never begins a line.
const NOT_FIRST: &str = "，。、；：？！）」』》】”’…—,.;:?!)%·";
/// What never ends one.
const NOT_LAST: &str = "（「『《【“‘(";

/// The typeface, ready to be measured.
pub(super) struct Face {
    face: ttf_parser::Face<'static>,
    /// As the writer of PDF takes it.
    pub(super) font: krilla::text::Font,
}

impl Face {
    pub(super) fn load() -> Result<Self, String> {
        let bytes: &'static [u8] = FONT.as_slice();
        let face = ttf_parser::Face::parse(bytes, 0).map_err(|error| format!("the typeface of papers: {error}"))?;
        let font = krilla::text::Font::new(bytes.into(), 0).ok_or("the typeface of papers cannot be embedded")?;
        Ok(Self { face, font })
    }

    fn glyph(&self, letter: char) -> Option<GlyphId> {
        self.face.glyph_index(letter).filter(|glyph| glyph.0 != 0)
    }

    /// Words as they can be set: every kind of space but the one that keeps together is a space, what has no letter a square.
    pub(super) fn legible(&self, words: &str) -> String {
        let letter = |c: char| match c {
            '\u{a0}' | '\u{202f}' => '\u{a0}',
            c if c.is_whitespace() || c.is_control() => ' ',
            c if self.glyph(c).is_some() => c,
            _ => NOTHING,
        };
        words.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')).map(letter).collect()
    }

    /// How wide words are at a size.
    pub(super) fn width(&self, words: &str, size: f32) -> f32 {
        let units: u32 = words.chars().filter_map(|c| self.face.glyph_hor_advance(self.glyph(c)?)).map(u32::from).sum();
        // a line of text is far from where a float counts no more
        #[allow(clippy::cast_precision_loss)]
        let units = units as f32;
        units * size / f32::from(self.face.units_per_em())
    }

    /// Words broken into lines no wider than this: at spaces, between Chinese characters, and anywhere where nothing else helps.
    pub(super) fn lines(&self, words: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in words.split('\n') {
            let paragraph = self.legible(paragraph);
            let mut line = String::new();
            for piece in pieces(&paragraph) {
                if self.width(line.trim_end(), size) + self.width(&format!("{}{}", trailing(&line), piece.trim_end()), size) > width
                    && !line.is_empty()
                {
                    lines.push(line.trim_end().to_owned());
                    line = String::new();
                }
                let mut rest = piece;
                while self.width(rest.trim_end(), size) > width {
                    let most = self.fitting(rest, size, width);
                    let (now, later) = rest.split_at(most);
                    lines.push(now.to_owned());
                    rest = later;
                }
                line.push_str(rest);
            }
            lines.push(line.trim_end().to_owned());
        }
        lines
    }

    /// Bytes of the longest beginning that is not too wide; at least one letter.
    fn fitting(&self, words: &str, size: f32, width: f32) -> usize {
        let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
        let first = words.chars().next().map_or(0, char::len_utf8);
        ends.take_while(|end| words.get(..*end).is_some_and(|part| self.width(part, size) <= width)).last().unwrap_or(first).max(first)
    }
}

/// The spaces a line ends in.
fn trailing(line: &str) -> &str {
    line.get(line.trim_end().len()..).unwrap_or_default()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// What stays together in a line: a word with the spaces after it, a Chinese character with the signs that belong to it.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in words.char_indices() {
        let breaks = before.is_some_and(|before| {
            let between = before == ' ' && c != ' ' || (is_wide(before) || is_wide(c)) && before != '\u{a0}' && c != '\u{a0}' && c != ' ';
            between && !NOT_FIRST.contains(c) && !NOT_LAST.contains(before)
        });
        if breaks {
            pieces.extend(words.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    pieces.extend(words.get(start..).filter(|last| !last.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_break_where_readers_expect_it() {
        assert_eq!(pieces("Terminal C, gate C92"), ["Terminal ", "C, ", "gate ", "C92"]);
        assert_eq!(pieces("航班（LD 408）取消。"), ["航", "班", "（LD ", "408）", "取", "消。"]);
        assert_eq!(pieces("USD\u{a0}1,241.20"), ["USD\u{a0}1,241.20"]);
        assert!(pieces("").is_empty());
        let face = Face::load().unwrap();
        let width = face.width("Terminal C,", 10.0) + 0.1;
        assert_eq!(face.lines("Terminal C, gate C92", 10.0, width), ["Terminal C,", "gate C92"]);
        assert_eq!(face.lines("航班取消。", 10.0, 40.1), ["航班取", "消。"]);
        assert_eq!(face.lines("a\nb", 10.0, 100.0), ["a", "b"]);
        // wider than any line: cut, never lost
        assert_eq!(face.lines("WWWWWWWWWW", 10.0, 30.0).concat(), "WWWWWWWWWW");
    }

    #[test]
    fn what_has_no_letter_is_seen() {
        let face = Face::load().unwrap();
        assert_eq!(face.legible("Åsa Đặng Ωμ Жук 王喆 \u{200b}•••• 4242 −1 €"), "Åsa Đặng Ωμ Жук 王喆 •••• 4242 −1 €");
        assert_eq!(face.legible("محمد"), "□□□□");
    }
}
