//! `.F/SK4416/05FEB/TOS/C`

use super::{
    layout::{self, Holds},
    slot::Value,
};
use crate::fault::{Fault, quoted};
use jiff::civil::Date;

/// A line of a message that begins with a dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// `F`, as it came; files on bags use two letters.
    pub letter: String,
    /// What stands between its strokes.
    pub slots: Vec<Slot>,
}

/// What stands between two strokes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What it is called; empty beyond those that are known.
    pub name: &'static str,
    /// As it came.
    pub text: String,
    /// What it means; `None` where it is empty or cannot be read.
    pub value: Option<Value>,
}

impl Element {
    /// An element to send. Values beyond the last slot of the letter are kept as they are.
    #[must_use]
    pub fn new(letter: &str, values: impl IntoIterator<Item = Option<Value>>) -> Self {
        let names = layout::slots(letter).unwrap_or_default().iter().map(|(name, _)| *name).chain(std::iter::repeat(""));
        let slots = values.into_iter().zip(names);
        let slots = slots.map(|(value, name)| Slot { name, text: value.as_ref().map(Value::write).unwrap_or_default(), value });
        Self { letter: letter.to_owned(), slots: slots.collect() }
    }

    /// Reads a line; `None` where it has no dot, letters and stroke. What cannot be read is kept and told.
    pub(super) fn parse(line: usize, text: &str, context: Date, faults: &mut Vec<Fault>) -> Option<Self> {
        let (letter, rest) = text.strip_prefix('.')?.split_once('/')?;
        if !(1..=2).contains(&letter.len()) || !letter.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let known = layout::slots(letter).unwrap_or_default();
        // tags may be followed by further ones
        let further = known.last().filter(|(_, holds)| *holds == Holds::Plates).map_or(Holds::Text, |(_, holds)| *holds);
        let layout = known.iter().copied().chain(std::iter::repeat(("", further)));
        let slots = rest.split('/').zip(layout).map(|(text, (name, holds))| {
            let plain = text.trim();
            let value = if plain.is_empty() { None } else { Value::parse(plain, holds, context) };
            if value.is_none() && !plain.is_empty() {
                let name = if name.is_empty() { "tags" } else { name };
                faults.push(Fault::new(line, format!(".{letter}"), format!("{name} {}", quoted(plain))));
            }
            Slot { name, text: text.to_owned(), value }
        });
        let mut element = Self { letter: letter.to_owned(), slots: slots.collect() };
        element.end_of_day();
        Some(element)
    }

    /// `2400` is the midnight at the end of its day: the first of the next.
    fn end_of_day(&mut self) {
        if self.value("time").is_none() || !self.text("time").is_some_and(|time| time.starts_with("24")) {
            return;
        }
        for slot in &mut self.slots {
            if let Some(Value::Day(day)) = &mut slot.value {
                *day = day.tomorrow().unwrap_or(*day);
            }
        }
    }

    /// Whether it is the element of this letter.
    #[must_use]
    pub fn is(&self, letter: &str) -> bool {
        self.letter.eq_ignore_ascii_case(letter)
    }

    /// As it is written.
    #[must_use]
    pub fn write(&self) -> String {
        let slots: Vec<&str> = self.slots.iter().map(|slot| slot.text.as_str()).collect();
        format!(".{}/{}", self.letter, slots.join("/"))
    }

    /// What a slot means.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.slots.iter().find(|slot| slot.name == name)?.value.as_ref()
    }

    /// The words of a slot, without blanks around them; `None` where it is empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.slots.iter().find(|slot| slot.name == name).map(|slot| slot.text.trim()).filter(|text| !text.is_empty())
    }
}
