//! A whole message.

use super::{element::Element, slot::Value};
use crate::{
    fault::{Fault, Reading, quoted},
    typeb::{Family, Kind, MARKS},
};
use jiff::civil::Date;
use serde::Serialize;

/// Tags in one message at most: what one `.N` may stand for. All are counted out.
const MOST_TAGS: u32 = 999;

/// A baggage message, or a file on a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is.
    pub kind: Kind,
    /// The line of the identifier, as it came: `BSM`, `BSM CHG`, `AHL JFKBA10231`.
    pub announced: String,
    /// Its lines below the identifier, each with its place in the input.
    pub body: Vec<(usize, Body)>,
}

/// A line below the identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// `.F/SK4416/05FEB/TOS/C`
    Element(Element),
    /// `CHG`, `DEL`; in a BCM what it controls: `BAM`, `FOM`, `FCM`, `FMM`, `DBM`. In files on bags any word.
    Word(String),
    /// `ENDBSM`, `ENDPART2`
    End(String),
    /// Anything else, as it came.
    Kept(String),
}

/// `.V/1LOSL`: who knows of the bag, and which part of a long message this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Of the data dictionary.
    pub dictionary: Option<char>,
    /// `L` local, `T` transfer, `R` remote, `X` other.
    pub source: Option<char>,
    /// Where.
    pub airport: Option<String>,
    /// Which part, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// The sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the sender asks for an acknowledgement.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub acknowledge: bool,
}

/// Reads a message from the line of its identifier on; each line comes with its place in the input.
///
/// # Errors
/// Why it is refused, at the place.
pub fn parse(kind: Kind, lines: &[(usize, String)], context: Date) -> Result<Reading<Message>, Fault> {
    let ((at, announced), rest) = lines.split_first().ok_or_else(|| Fault::new(1, "", "nothing"))?;
    let mut warnings = Vec::new();
    let body = rest.iter().map(|(line, text)| (*line, Body::parse(kind, *line, text, context, &mut warnings))).collect();
    let message = Message { kind, announced: announced.clone(), body };
    message.check(*at, &mut warnings)?;
    Ok(Reading { value: message, warnings })
}

const CHANGES: [&str; 2] = ["CHG", "DEL"];
/// What a BCM is about.
const CONTROLS: [&str; 5] = ["BAM", "FOM", "FCM", "FMM", "DBM"];

/// `CHG` or `DEL`, in letters of either size.
pub(super) fn change(mark: &str) -> Option<&'static str> {
    CHANGES.into_iter().find(|change| change.eq_ignore_ascii_case(mark))
}

impl Body {
    fn parse(kind: Kind, line: usize, text: &str, context: Date, warnings: &mut Vec<Fault>) -> Self {
        if let Some(element) = Element::parse(line, text, context, warnings) {
            if super::layout::slots(&element.letter).is_none() && element.letter.len() == 1 {
                warnings.push(Fault::new(line, format!(".{}", element.letter), "an element nobody knows"));
            }
            return Self::Element(element);
        }
        if text.get(..3).is_some_and(|end| end.eq_ignore_ascii_case("END")) && !text.contains([' ', '/', '.']) {
            return Self::End(text.to_owned());
        }
        let short = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if change(text).is_some() || short && (kind.family != Family::Bag || kind.code == "BCM" && CONTROLS.contains(&text)) {
            return Self::Word(text.to_owned());
        }
        warnings.push(Fault::new(line, "", format!("kept as it came: {}", quoted(text))));
        Self::Kept(text.to_owned())
    }

    fn write(&self) -> String {
        match self {
            Self::Element(element) => element.write(),
            Self::Word(text) | Self::End(text) | Self::Kept(text) => text.clone(),
        }
    }
}

impl Message {
    /// The elements in their order, with their places.
    pub fn elements(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.body.iter().filter_map(|(line, body)| match body {
            Body::Element(element) => Some((*line, element)),
            _ => None,
        })
    }

    /// The first element of a letter.
    #[must_use]
    pub fn element(&self, letter: &str) -> Option<&Element> {
        self.elements().map(|(_, element)| element).find(|element| element.is(letter))
    }

    /// Words beside the elements: `CHG`, `DEL`, `BAM`.
    pub fn marks(&self) -> impl Iterator<Item = &str> {
        let below = self.body.iter().filter_map(|(_, body)| match body {
            Body::Word(word) => Some(word.as_str()),
            _ => None,
        });
        let is_mark = |word: &str| MARKS.iter().chain([&self.kind.code]).any(|mark| mark.eq_ignore_ascii_case(word));
        let announced = self.announced.split_whitespace().filter(move |word| !is_mark(word));
        announced.chain(below)
    }

    /// `CHG` or `DEL`: whether it changes or takes back what was sent before.
    #[must_use]
    pub fn change(&self) -> Option<&'static str> {
        self.marks().find_map(change)
    }

    /// A word where `CHG` or `DEL` stands, and is neither, with its line: what becomes of the bags is not known.
    #[must_use]
    pub fn unknown_change(&self) -> Option<(usize, &str)> {
        match self.body.first() {
            Some((line, Body::Kept(word))) if self.change().is_none() && !word.contains(|c: char| !c.is_ascii_alphabetic()) => {
                Some((*line, word))
            }
            _ => None,
        }
    }

    /// What `.V` says.
    #[must_use]
    pub fn version(&self) -> Option<Version> {
        let element = self.element("V")?;
        let text = element.text("version").unwrap_or_default().to_ascii_uppercase();
        let mut letters = text.chars();
        let (dictionary, source) = (letters.next(), letters.next());
        let airport = Some(letters.as_str()).filter(|airport| !airport.is_empty()).map(str::to_owned);
        let part = element.text("part").map(|part| part.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        Some(Version {
            dictionary,
            source,
            airport,
            part: part.and_then(|part| part.parse().ok()),
            reference: element.text("reference").map(str::to_owned),
            acknowledge: element.text("acknowledge") == Some("A"),
        })
    }

    /// The message as it is written, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = self.announced.clone();
        for (_, body) in &self.body {
            text.push('\n');
            text.push_str(&body.write());
        }
        text
    }

    fn check(&self, at: usize, warnings: &mut Vec<Fault>) -> Result<(), Fault> {
        self.check_size()?;
        for (line, element) in self.elements().filter(|(_, element)| element.is("F")) {
            if let Some(day) = element.text("date").filter(|_| element.value("date").is_none()) {
                return Err(Fault::new(line, ".F", format!("date {}", quoted(day))));
            }
        }
        if self.kind.family == Family::Bag {
            let source = self.kind.code == "BSM";
            self.check_version(at, source, warnings)?;
            self.check_tags(at, source, warnings)?;
            self.check_part(warnings);
            self.check_end(at, warnings);
        }
        Ok(())
    }

    fn check_size(&self) -> Result<(), Fault> {
        let mut tags = 0;
        for (line, element) in self.elements() {
            let counts = element.slots.iter().map(|slot| match &slot.value {
                Some(Value::Plates(plates)) => u32::from(plates.count.unwrap_or(1)),
                _ => 0,
            });
            tags += counts.sum::<u32>();
            if tags > MOST_TAGS {
                return Err(Fault::new(line, format!(".{}", element.letter), format!("more than {MOST_TAGS} tags in one message")));
            }
        }
        Ok(())
    }

    fn check_version(&self, at: usize, source: bool, warnings: &mut Vec<Fault>) -> Result<(), Fault> {
        let Some((line, element)) = self.elements().find(|(_, element)| element.is("V")) else {
            let missing = Fault::new(at, ".V", "missing");
            if source {
                return Err(missing);
            }
            warnings.push(missing);
            return Ok(());
        };
        let text = element.text("version").unwrap_or_default();
        let mut letters = text.chars();
        let known =
            letters.next().is_some_and(|c| c.is_ascii_digit()) && letters.next().is_some_and(|c| "LTRX".contains(c.to_ascii_uppercase()));
        if !known || letters.as_str().len() != 3 {
            warnings.push(Fault::new(line, ".V", format!("version {}", quoted(text))));
        }
        Ok(())
    }

    /// Parts are read one by one: what the first says of the flight does not hold here.
    fn check_part(&self, warnings: &mut Vec<Fault>) {
        let further = self.version().and_then(|version| version.part).filter(|part| *part > 1);
        let flightless = !self.elements().any(|(_, element)| element.is("F") || element.is("I"));
        if let (Some(part), Some((line, _))) = (further.filter(|_| flightless), self.elements().find(|(_, element)| element.is("V"))) {
            warnings.push(Fault::new(line, ".F", format!("missing in part {part}: of which flight these bags are is not known")));
        }
    }

    fn check_tags(&self, at: usize, source: bool, warnings: &mut Vec<Fault>) -> Result<(), Fault> {
        let tagged = self.elements().any(|(_, element)| (element.is("N") || element.is("B")) && element.value("tags").is_some());
        let unread = self.elements().find(|(_, element)| element.is("N"));
        if tagged {
            return Ok(());
        }
        match unread {
            Some((line, element)) if source => {
                let text: Vec<&str> = element.slots.iter().map(|slot| slot.text.as_str()).collect();
                Err(Fault::new(line, ".N", format!("tags {}: no tag of ten digits", quoted(&text.join("/")))))
            }
            None if source => Err(Fault::new(at, ".N", "missing: a BSM is about tags")),
            None if !matches!(self.kind.code, "BCM" | "BRQ") => {
                warnings.push(Fault::new(at, ".N", "missing"));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_end(&self, at: usize, warnings: &mut Vec<Fault>) {
        let end = self.body.iter().rev().find_map(|(line, body)| match body {
            Body::End(end) => Some((*line, end.as_str())),
            _ => None,
        });
        match end {
            None => warnings.push(Fault::new(at, "", format!("END{} is missing", self.kind.code))),
            Some((line, end)) if !end.eq_ignore_ascii_case(&format!("END{}", self.kind.code)) && !end.starts_with("ENDPART") => {
                warnings.push(Fault::new(line, "", format!("{} ends with {}", self.kind.code, quoted(end))));
            }
            Some(_) => {}
        }
    }
}
