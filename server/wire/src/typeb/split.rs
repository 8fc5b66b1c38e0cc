//! One input, several messages.

use super::{envelope, kind::Kind, lines};

/// A message cut out of the input, with the lines around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parcel {
    /// Its lines, each with its place in the input; none is empty.
    pub lines: Vec<(usize, String)>,
}

impl Parcel {
    /// The place of the line that says what the message is.
    #[must_use]
    pub fn identifier(&self) -> Option<(usize, Kind)> {
        self.lines.iter().enumerate().find_map(|(place, (_, line))| Some((place, Kind::announced_by(line)?)))
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
    announced: bool,
}

impl Cutter {
    fn cut(&mut self) {
        self.announced = false;
        let parcel = std::mem::take(&mut self.open);
        if !parcel.lines.is_empty() {
            self.done.push(parcel);
        }
    }

    fn take(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if line.starts_with("ZCZC") {
            self.cut();
        }
        if Kind::announced_by(line).is_some() {
            if self.announced {
                self.begin_anew();
            }
            self.announced = true;
        }
        if line != "NNNN" {
            self.open.lines.push((number, line.to_owned()));
        }
        if line == "NNNN" || ends(line) {
            self.cut();
        }
    }

    /// Another identifier: the addresses, the origin and the marks right before it go with it.
    fn begin_anew(&mut self) {
        let belongs = self.open.lines.iter().rev().take_while(|(_, line)| envelope::is_head(line)).count();
        let head = self.open.lines.split_off(self.open.lines.len().saturating_sub(belongs));
        self.cut();
        self.open.lines = head;
    }
}

/// `ENDBSM`, `ENDPART2`, `ENDCAL`: nothing of the message comes after.
fn ends(line: &str) -> bool {
    let end = line.strip_prefix("END").unwrap_or_default();
    Kind::parse(end).is_some() || end.strip_prefix("PART").is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}
