//! One input, several messages.

use super::{envelope, kind::Kind, lines};

/// SITA's layout: what follows is the text of the message.
pub(crate) const TEXT: &str = "=TEXT";

/// A message cut out of the input, with the lines around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parcel {
    /// Its lines, each with its place in the input; none is empty.
    pub lines: Vec<(usize, String)>,
}

impl Parcel {
    /// The place of the line that says what the message is. In SITA's layout `=SMI` may say it first, and the text below `=TEXT` again.
    #[must_use]
    pub fn identifier(&self) -> Option<(usize, Kind)> {
        let announced = |place: usize| Kind::announced_by(&self.lines.get(place)?.1);
        let (place, kind) = (0..self.lines.len()).find_map(|place| Some((place, announced(place)?)))?;
        let again = self.has_text_mark(place + 1) && announced(place + 2) == Some(kind);
        Some((if again { place + 2 } else { place }, kind))
    }

    /// Whether this line says only that the text begins.
    pub(crate) fn has_text_mark(&self, place: usize) -> bool {
        self.lines.get(place).is_some_and(|(_, line)| line == TEXT)
    }

    /// As it is written again.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(_, line)| line.as_str()).collect();
        lines.join("\n")
    }
}

/// Cuts an input into messages: where control characters, `ZCZC` and `NNNN` say so, after `ENDBSM` and its like, and where
/// another identifier begins.
#[must_use]
pub fn split(text: &str) -> Vec<Parcel> {
    let plain = lines::unprint(text);
    let mut cutter = Cutter::default();
    for (place, line) in plain.split('\n').enumerate() {
        for (part, piece) in line.split(['\u{1}', '\u{3}']).enumerate() {
            if part > 0 {
                cutter.cut();
            }
            for text in piece.split('\u{2}') {
                cutter.take(place + 1, &lines::bare(text));
            }
        }
    }
    cutter.cut();
    cutter.done
}

#[derive(Default)]
struct Cutter {
    done: Vec<Parcel>,
    open: Parcel,
    announced: Option<Kind>,
    /// What is open began behind the `ENDBSM` of the last that is done.
    ended: bool,
}

impl Cutter {
    fn cut(&mut self) {
        let (announced, ended) = (self.announced.take(), std::mem::take(&mut self.ended));
        let parcel = std::mem::take(&mut self.open);
        match self.done.last_mut().filter(|_| ended && announced.is_none() && is_footer(&parcel)) {
            Some(before) => before.lines.extend(parcel.lines),
            None if parcel.lines.is_empty() => {}
            None => self.done.push(parcel),
        }
    }

    fn take(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if line.starts_with("ZCZC") {
            self.cut();
        }
        if let Some(kind) = Kind::announced_by(line) {
            if self.announced.is_some() && !self.says_again(kind) {
                self.begin_anew();
            }
            self.announced = Some(kind);
        }
        if line != "NNNN" {
            self.open.lines.push((number, line.to_owned()));
        }
        if line == "NNNN" || ends(line) {
            self.cut();
            self.ended = ends(line);
        }
    }

    /// The text's own identifier, where `=SMI` has told it.
    fn says_again(&self, kind: Kind) -> bool {
        let mut last = self.open.lines.iter().rev().map(|(_, line)| line.as_str());
        last.next() == Some(TEXT) && last.next().and_then(Kind::announced_by) == Some(kind)
    }

    /// Another identifier: the addresses, the origin and the marks right before it go with it.
    fn begin_anew(&mut self) {
        let belongs = self.open.lines.iter().rev().take_while(|(_, line)| envelope::is_head(line)).count();
        let head = self.open.lines.split_off(self.open.lines.len().saturating_sub(belongs));
        self.cut();
        self.open.lines = head;
    }
}

/// A few words below the end of a message, in which no message can be hidden: they go with it.
fn is_footer(parcel: &Parcel) -> bool {
    const LONGEST: usize = 5;
    let plain = |line: &str| !line.contains('/') && !line.starts_with(['.', '-', '=']) && !envelope::is_head(line);
    parcel.lines.len() <= LONGEST && parcel.lines.iter().all(|(_, line)| plain(line))
}

/// `ENDBSM`, `ENDPART2`, `ENDCAL`: nothing of the message comes after.
fn ends(line: &str) -> bool {
    let (end, behind) = line.split_at_checked(3).unwrap_or_default();
    let end = if end.eq_ignore_ascii_case("END") { behind } else { "" };
    Kind::parse(end).is_some() || end.strip_prefix("PART").is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}
