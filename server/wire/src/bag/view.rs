//! A message as JSON: what it is, what it says of whose bags, and every element with its line.

use super::{
    element::Element,
    message::{Message, change},
};
use crate::typeb::Family;
use serde::{Serialize, Serializer, ser::SerializeMap};

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(change) = self.change() {
            map.serialize_entry("change", change)?;
        }
        let marks: Vec<&str> = self.marks().filter(|mark| change(mark).is_none()).collect();
        match (self.kind.family, marks.first()) {
            (Family::Record, Some(reference)) => map.serialize_entry("reference", reference)?,
            (_, Some(_)) => map.serialize_entry("subject", &marks.join(" "))?,
            (_, None) => {}
        }
        if let Some(version) = self.version() {
            map.serialize_entry("version", &version)?;
        }
        if self.kind.family == Family::Bag {
            map.serialize_entry("groups", &self.groups())?;
        }
        let elements: Vec<Row> = self.elements().map(|(line, element)| Row { line, element }).collect();
        map.serialize_entry("elements", &elements)?;
        map.end()
    }
}

/// An element with its line.
struct Row<'a> {
    line: usize,
    element: &'a Element,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("element", &format_args!(".{}", self.element.letter))?;
        let named = self.element.slots.iter().filter(|slot| !slot.name.is_empty() && !slot.text.trim().is_empty());
        for slot in named {
            match &slot.value {
                Some(value) => map.serialize_entry(slot.name, value)?,
                None => map.serialize_entry(slot.name, slot.text.trim())?,
            }
        }
        let more: Vec<&str> = self.element.slots.iter().filter(|slot| slot.name.is_empty()).map(|slot| slot.text.trim()).collect();
        if more.iter().any(|text| !text.is_empty()) {
            map.serialize_entry("more", &more)?;
        }
        map.end()
    }
}
