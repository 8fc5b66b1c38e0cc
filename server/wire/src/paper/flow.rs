//! Where everything on a paper goes: lines, columns, pages.

use super::{Code, Format, Paper, Part, Table, face::Face};

/// What is said of a stretch of a page to whoever does not see it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tag {
    Title(String),
    Heading(String),
    Text,
    Table(String),
    Row,
    Head,
    RowHead,
    Cell,
    Figure(String),
}

/// A tagged thing with things in it, or a stretch of a page, by its place among the stretches.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Group(Tag, Option<&'static str>, Vec<Node>),
    Leaf(usize),
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ink {
    /// From the left, baseline from above.
    Words { x: f32, y: f32, size: f32, tone: Tone, words: String },
    /// A bar: from the left, from above, its width and height, and whether it is the one spoken of.
    Bar { x: f32, y: f32, width: f32, height: f32, signal: bool },
    /// A code, from the left, from above, its side.
    Code { x: f32, y: f32, side: f32, code: Code },
}

/// How dark, how strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Quiet,
    Strong,
}

/// Something drawn on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub page: usize,
    pub ink: Vec<Ink>,
}

/// A paper, page by page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Flow {
    pub stretches: Vec<Stretch>,
    pub tree: Vec<Node>,
    /// Thin lines: page, from, to, height. Decoration.
    pub rules: Vec<(usize, f32, f32, f32)>,
    pub pages: usize,
}

/// Lines are this much higher than their letters.
const LEADING: f32 = 1.42;
/// What is kept free between columns.
const GAP: f32 = 10.0;

struct Pen<'a> {
    face: &'a Face,
    format: Format,
    out: Flow,
    y: f32,
}

/// Lays a paper out.
pub(super) fn flow(paper: &Paper, face: &Face) -> Flow {
    let mut pen = Pen { face, format: paper.format, out: Flow::default(), y: paper.format.margin() };
    for (part, language) in &paper.parts {
        let node = pen.part(part, *language);
        pen.out.tree.extend(node);
    }
    pen.out.pages += 1;
    pen.out
}

impl Pen<'_> {
    fn width(&self) -> f32 {
        self.format.size().0 - 2.0 * self.format.margin()
    }

    /// Sizes of title, heading, text and small words.
    const fn sizes(&self) -> [f32; 4] {
        match self.format {
            Format::Letter => [21.0, 12.5, 9.8, 8.2],
            Format::Card => [13.0, 9.6, 8.2, 7.0],
        }
    }

    /// Room for so much, on the next page if need be. The foot keeps two lines.
    fn room(&mut self, height: f32) {
        let end = self.format.size().1 - self.format.margin() - 22.0;
        if self.y + height > end && self.y > self.format.margin() {
            self.out.pages += 1;
            self.y = self.format.margin();
        }
    }

    fn leaf(&mut self, ink: Vec<Ink>) -> Node {
        self.out.stretches.push(Stretch { page: self.out.pages, ink });
        Node::Leaf(self.out.stretches.len() - 1)
    }

    fn part(&mut self, part: &Part, language: Option<&'static str>) -> Vec<Node> {
        let [title, heading, text, small] = self.sizes();
        match part {
            Part::Title(words) => vec![self.words(Tag::Title(words.clone()), language, words, title, Tone::Strong, 4.0)],
            Part::Heading(words) => {
                self.y += 11.0;
                // a heading never stands alone at the foot of a page
                self.room(heading * 4.0);
                vec![self.words(Tag::Heading(words.clone()), language, words, heading, Tone::Strong, 3.0)]
            }
            Part::Text(words) => vec![self.words(Tag::Text, language, words, text, Tone::Plain, 5.0)],
            Part::Small(words) => vec![self.words(Tag::Text, language, words, small, Tone::Quiet, 4.0)],
            Part::Facts(facts) => self.facts(facts, language),
            Part::Large(words) => self.large(words, language),
            Part::Table(table) => vec![self.table(table, language)],
            Part::Bars(finding, bars) => vec![self.bars(finding, bars, language)],
            Part::Code(code, millimetres, alt) => vec![self.code(code, *millimetres, alt, language)],
        }
    }

    /// A paragraph, line by line over as many pages as it takes.
    fn words(&mut self, tag: Tag, language: Option<&'static str>, words: &str, size: f32, tone: Tone, after: f32) -> Node {
        let x = self.format.margin();
        let mut leaves = Vec::new();
        for words in self.face.lines(words, size, self.width()) {
            self.room(size * LEADING);
            self.y += size * LEADING;
            let y = self.y - size * 0.3;
            // the space tells readers where one line's last word ends
            leaves.push(self.leaf(vec![Ink::Words { x, y, size, tone, words: format!("{words} ") }]));
        }
        self.y += after;
        Node::Group(tag, language, leaves)
    }

    /// Names and values, as a table of two columns.
    fn facts(&mut self, facts: &[(String, String)], language: Option<&'static str>) -> Vec<Node> {
        let [_, _, text, _] = self.sizes();
        let share = if self.format == Format::Letter { 0.34 } else { 0.4 };
        let (left, first) = (self.format.margin(), self.width() * share);
        let columns = [(left, first - GAP, false), (left + first, self.width() - first, false)];
        let rows = facts.iter().map(|(name, value)| {
            let cells = [(name.as_str(), Tone::Quiet), (value.as_str(), Tone::Plain)];
            self.row(&cells, &columns, text, &[Tag::RowHead, Tag::Cell], 1.5)
        });
        let rows: Vec<Node> = rows.collect();
        self.y += 4.0;
        if rows.is_empty() { Vec::new() } else { vec![Node::Group(Tag::Table(String::new()), language, rows)] }
    }

    /// Cells beside each other, each broken into lines; the row stays on one page.
    fn row(&mut self, cells: &[(&str, Tone)], columns: &[(f32, f32, bool)], size: f32, tags: &[Tag], after: f32) -> Node {
        let lines: Vec<Vec<String>> =
            cells.iter().zip(columns).map(|((words, _), (_, width, _))| self.face.lines(words, size, *width)).collect();
        let step = size * LEADING;
        let most = u16::try_from(lines.iter().map(Vec::len).max().unwrap_or(1)).unwrap_or(u16::MAX);
        let height = step * f32::from(most);
        self.room(height);
        let mut group = Vec::new();
        for (place, ((lines, (x, width, figure)), (_, tone))) in lines.into_iter().zip(columns).zip(cells).enumerate() {
            let mut y = self.y;
            let mut ink = Vec::new();
            for words in lines {
                y += step;
                let x = if *figure { x + width - self.face.width(&words, size) } else { *x };
                ink.push(Ink::Words { x, y: y - size * 0.3, size, tone: *tone, words: format!("{words} ") });
            }
            let tag = tags.get(place).or(tags.last()).cloned().unwrap_or(Tag::Cell);
            let leaf = self.leaf(ink);
            group.push(Node::Group(tag, None, vec![leaf]));
        }
        self.y += height + after;
        Node::Group(Tag::Row, None, group)
    }

    /// Small words with large ones below, side by side.
    fn large(&mut self, all: &[(String, String)], language: Option<&'static str>) -> Vec<Node> {
        let [title, _, _, small] = self.sizes();
        let count = f32::from(u16::try_from(all.len().max(1)).unwrap_or(1));
        let (left, each) = (self.format.margin(), self.width() / count);
        self.room(small * LEADING + title * LEADING);
        let top = self.y;
        let mut nodes = Vec::new();
        let mut x = left;
        for (name, value) in all {
            let (name, value) = (self.face.legible(name), self.face.legible(value));
            let widest = self.face.width(&value, title).max(1.0);
            let size = (title * (each - 4.0) / widest).min(title);
            let ink = vec![
                Ink::Words { x, y: top + small * 1.1, size: small, tone: Tone::Quiet, words: format!("{name} ") },
                Ink::Words { x, y: top + small * LEADING + title, size, tone: Tone::Strong, words: format!("{value} ") },
            ];
            let leaf = self.leaf(ink);
            nodes.push(Node::Group(Tag::Text, language, vec![leaf]));
            x += each;
        }
        self.y += small * LEADING + title * LEADING + 3.0;
        nodes
    }

    fn table(&mut self, table: &Table, language: Option<&'static str>) -> Node {
        let [_, _, text, small] = self.sizes();
        let whole: f32 = table.heads.iter().map(|(_, share)| share).sum::<f32>().max(f32::EPSILON);
        let mut x = self.format.margin();
        let mut columns = Vec::new();
        for (place, (_, share)) in table.heads.iter().enumerate() {
            let width = self.width() * share / whole;
            let last = place + 1 == table.heads.len();
            columns.push((x, if last { width } else { width - GAP }, place >= table.figures_from));
            x += width;
        }
        self.room(text * LEADING * 3.0);
        let heads: Vec<(&str, Tone)> = table.heads.iter().map(|(head, _)| (head.as_str(), Tone::Quiet)).collect();
        let mut rows = vec![self.row(&heads, &columns, small, &[Tag::Head], 1.0)];
        self.rule();
        for (place, row) in table.rows.iter().enumerate() {
            let sum = table.sum && place + 1 == table.rows.len();
            if sum {
                self.rule();
            }
            let tone = if sum { Tone::Strong } else { Tone::Plain };
            let cells: Vec<(&str, Tone)> = row.iter().map(|cell| (cell.as_str(), tone)).collect();
            rows.push(self.row(&cells, &columns, text, &[Tag::Cell], 1.5));
        }
        self.y += 6.0;
        Node::Group(Tag::Table(table.summary.clone()), language, rows)
    }

    /// A figure that stays on one page: whoever does not see it hears its names and values.
    fn bars(&mut self, finding: &str, bars: &[(String, f32, String, bool)], language: Option<&'static str>) -> Node {
        let [_, _, text, small] = self.sizes();
        let (left, height) = (self.format.margin(), small * 1.1);
        let (names, most) = (self.width() * 0.3, bars.iter().map(|(_, value, ..)| *value).fold(f32::EPSILON, f32::max));
        let step = height * 1.7;
        let count = f32::from(u16::try_from(bars.len()).unwrap_or(u16::MAX));
        self.room(text * LEADING * 2.0 + step * count);
        let mut ink = Vec::new();
        self.y += text * LEADING;
        ink.push(Ink::Words { x: left, y: self.y - text * 0.3, size: text, tone: Tone::Strong, words: format!("{finding} ") });
        self.y += 3.0;
        for (name, value, words, signal) in bars {
            let name = self.face.lines(name, small, names - GAP).into_iter().next().unwrap_or_default();
            let (words, y) = (self.face.legible(words), self.y + height - small * 0.25);
            let width = (value / most).clamp(0.0, 1.0) * self.width() * 0.55;
            ink.push(Ink::Words { x: left, y, size: small, tone: Tone::Plain, words: format!("{name} ") });
            ink.push(Ink::Bar { x: left + names, y: self.y, width, height, signal: *signal });
            ink.push(Ink::Words { x: left + names + width + 5.0, y, size: small, tone: Tone::Plain, words: format!("{words} ") });
            self.y += step;
        }
        self.y += 5.0;
        let leaf = self.leaf(ink);
        let told: Vec<String> = bars.iter().map(|(name, _, words, _)| format!("{name}: {words}")).collect();
        Node::Group(Tag::Figure(format!("{finding}: {}", told.join("; "))), language, vec![leaf])
    }

    fn rule(&mut self) {
        let left = self.format.margin();
        self.out.rules.push((self.out.pages, left, left + self.width(), self.y));
        self.y += 2.0;
    }

    fn code(&mut self, code: &Code, millimetres: f32, alt: &str, language: Option<&'static str>) -> Node {
        let side = millimetres * 72.0 / 25.4;
        self.room(side);
        let x = match self.format {
            Format::Letter => self.format.margin(),
            Format::Card => (self.format.size().0 - side) / 2.0,
        };
        let ink = Ink::Code { x, y: self.y, side, code: code.clone() };
        self.y += side + 6.0;
        let leaf = self.leaf(vec![ink]);
        Node::Group(Tag::Figure(alt.to_owned()), language, vec![leaf])
    }
}
