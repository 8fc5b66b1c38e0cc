//! A laid-out paper as PDF/UA-1.

use super::{Paper, face::Face, flow};
use flow::{Flow, Ink, Node, Stretch, Tag, Tone};
use krilla::Document;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{self, Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, TagGroup, TagKind, TagTree};
use krilla::text::TextDirection;
use krilla::{SerializeSettings, error::KrillaError};
use std::num::NonZeroU16;

const INK: (u8, u8, u8) = (22, 26, 36);
const QUIET: (u8, u8, u8) = (86, 92, 106);
const BAR: (u8, u8, u8) = (120, 128, 146);
const SIGNAL: (u8, u8, u8) = (190, 70, 20);
const LINE: (u8, u8, u8) = (196, 200, 208);

/// Thickness by which strong words are fatter, of their size.
const FAT: f32 = 0.028;

pub(super) fn draw(paper: &Paper, flow: &Flow, face: &Face) -> Result<Vec<u8>, String> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|error| format!("{error:?}"))?;
    let mut document = Document::new_with(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() });
    let (width, height) = paper.format.size();
    let mut ids: Vec<Option<Identifier>> = vec![None; flow.stretches.len()];
    for number in 0..flow.pages {
        let settings = PageSettings::from_wh(width, height).ok_or("no page has this size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (id, stretch) in ids.iter_mut().zip(&flow.stretches).filter(|(_, stretch)| stretch.page == number) {
            *id = Some(stretched(&mut surface, stretch, face));
        }
        decoration(&mut surface, paper, flow, number, face);
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(paper.language.to_owned()));
    for node in &flow.tree {
        if let Some(node) = tagged(node, &ids) {
            tree.push(node);
        }
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(paper, flow));
    let metadata = Metadata::new().title(paper.title.clone()).language(paper.language.to_owned());
    document.set_metadata(metadata.authors(vec![paper.issuer.clone()]).creator("Landside".to_owned()));
    document.finish().map_err(|error: KrillaError| format!("{error:?}"))
}

fn color((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn fill(tone: (u8, u8, u8)) -> Fill {
    Fill { paint: color(tone).into(), opacity: NormalizedF32::ONE, rule: krilla::paint::FillRule::default() }
}

fn stretched(surface: &mut Surface<'_>, stretch: &Stretch, face: &Face) -> Identifier {
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    for ink in &stretch.ink {
        match ink {
            Ink::Words { x, y, size, tone, words } => {
                let shade = if *tone == Tone::Quiet { QUIET } else { INK };
                write(surface, face, Point::from_xy(*x, *y), *size, words, shade, *tone == Tone::Strong);
            }
            Ink::Bar { x, y, width, height, signal } => {
                let mut path = PathBuilder::new();
                path.extend_rect(*x, *y, width.max(0.6), *height);
                surface.set_stroke(None);
                surface.set_fill(Some(fill(if *signal { SIGNAL } else { BAR })));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
            Ink::Code { x, y, side, code } => {
                // a scanner reads up to 2,953 bytes: at most 185 modules a side
                let module = side / f32::from(u16::try_from(code.outer()).unwrap_or(u16::MAX));
                let mut path = PathBuilder::new();
                let at = |place: usize| f32::from(u16::try_from(place).unwrap_or(u16::MAX)) * module;
                for (left, top, long) in code.runs() {
                    let (left, top) = (x + at(left + super::EDGE), y + at(top + super::EDGE));
                    path.extend_rect(left, top, at(long), module);
                }
                surface.set_stroke(None);
                surface.set_fill(Some(fill((0, 0, 0))));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
        }
    }
    surface.end_tagged();
    id
}

trait ExtendRect {
    fn extend_rect(&mut self, x: f32, y: f32, width: f32, height: f32);
}

impl ExtendRect for PathBuilder {
    fn extend_rect(&mut self, x: f32, y: f32, width: f32, height: f32) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.push_rect(rect);
        }
    }
}

fn write(surface: &mut Surface<'_>, face: &Face, at: Point, size: f32, words: &str, shade: (u8, u8, u8), strong: bool) {
    surface.set_fill(Some(fill(shade)));
    let fat = Stroke { paint: color(shade).into(), width: size * FAT, ..Stroke::default() };
    surface.set_stroke(strong.then_some(fat));
    surface.draw_text(at, face.font.clone(), size, &words.replace('\u{a0}', " "), false, TextDirection::LeftToRight);
}

/// Rules and the foot: nothing anybody has to hear.
fn decoration(surface: &mut Surface<'_>, paper: &Paper, flow: &Flow, number: usize, face: &Face) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: color(LINE).into(), width: 0.7, ..Stroke::default() }));
    for (_, from, to, y) in flow.rules.iter().filter(|(page, ..)| *page == number) {
        if let Some(line) = line(*from, *to, *y) {
            surface.draw_path(&line);
        }
    }
    surface.end_tagged();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let (_, height) = paper.format.size();
    let foot = paper.foot.replace("{pages}", &flow.pages.to_string()).replace("{page}", &(number + 1).to_string());
    let size = if paper.format == super::Format::Letter { 7.6 } else { 6.2 };
    let (margin, foot) = (paper.format.margin(), face.legible(&foot));
    let width = paper.format.size().0 - 2.0 * margin;
    let size = (size * width / face.width(&foot, size).max(1.0)).min(size);
    write(surface, face, Point::from_xy(margin, height - margin * 0.72), size, &foot, QUIET, false);
    surface.end_tagged();
}

fn line(from: f32, to: f32, y: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    path.line_to(to, y);
    path.finish()
}

fn tagged(node: &Node, ids: &[Option<Identifier>]) -> Option<tagging::Node> {
    match node {
        Node::Leaf(place) => ids.get(*place).copied().flatten().map(tagging::Node::Leaf),
        Node::Group(tag, language, children) => {
            let language = language.map(str::to_owned);
            let mut group = TagGroup::new(kind(tag, language));
            for child in children.iter().filter_map(|child| tagged(child, ids)) {
                group.push(child);
            }
            Some(tagging::Node::Group(group))
        }
    }
}

fn kind(tag: &Tag, language: Option<String>) -> TagKind {
    let level = |number| NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN);
    match tag {
        Tag::Title(words) => tagging::Tag::Hn(level(1), Some(words.clone())).with_lang(language).into(),
        Tag::Heading(words) => tagging::Tag::Hn(level(2), Some(words.clone())).with_lang(language).into(),
        Tag::Text => tagging::Tag::P.with_lang(language).into(),
        Tag::Table(summary) if summary.is_empty() => tagging::Tag::Table.with_lang(language).into(),
        Tag::Table(summary) => tagging::Tag::Table.with_summary(Some(summary.clone())).with_lang(language).into(),
        Tag::Row => tagging::Tag::TR.into(),
        Tag::Head => tagging::Tag::TH(TableHeaderScope::Column).into(),
        Tag::RowHead => tagging::Tag::TH(TableHeaderScope::Row).into(),
        Tag::Cell => tagging::Tag::TD.into(),
        Tag::Figure(alt) => tagging::Tag::Figure(Some(alt.clone())).with_lang(language).into(),
    }
}

/// Title and headings, for the side of a reader's window.
fn outline(paper: &Paper, flow: &Flow) -> Outline {
    let mut outline = Outline::new();
    for node in &flow.tree {
        let Node::Group(Tag::Title(words) | Tag::Heading(words), _, leaves) = node else { continue };
        let first = leaves.iter().find_map(|leaf| if let Node::Leaf(place) = leaf { flow.stretches.get(*place) } else { None });
        let Some(Ink::Words { y, size, .. }) = first.and_then(|stretch| stretch.ink.first()) else { continue };
        let page = first.map_or(0, |stretch| stretch.page);
        let to = XyzDestination::new(page, Point::from_xy(paper.format.margin(), (y - size).max(0.0)));
        outline.push_child(OutlineNode::new(words.clone(), to));
    }
    outline
}
