//! A pass as JSON: its fields by name, and what they mean.

use super::{Block, Leg, Pass};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// Sizes and marks that only hold the text together.
const SCAFFOLD: [&str; 5] = ["beginning", "whole_size", "conditional_size", "size", "caret"];

fn fields<M: SerializeMap>(map: &mut M, block: &Block) -> Result<(), M::Error> {
    let said = block.fields.iter().filter(|field| !SCAFFOLD.contains(&field.name));
    for field in said.filter(|field| !field.text.trim().is_empty()) {
        match (field.name, field.text.trim()) {
            ("fast_track", "Y") => map.serialize_entry("fast_track", &true)?,
            ("fast_track", "N") => map.serialize_entry("fast_track", &false)?,
            (name, text) => map.serialize_entry(name, text)?,
        }
    }
    Ok(())
}

impl Serialize for Pass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.prefix.is_empty() {
            map.serialize_entry("prefix", &self.prefix)?;
        }
        fields(&mut map, &self.head)?;
        let (surname, given) = self.name();
        map.serialize_entry("surname", surname)?;
        map.serialize_entry("given_name", given)?;
        if let Some(first) = self.legs.first() {
            fields(&mut map, &first.whole)?;
        }
        if let Some(issued) = self.issued {
            map.serialize_entry("issued", &issued)?;
        }
        let tags: Vec<String> = self.tags().iter().map(|tag| tag.as_str().to_owned()).collect();
        map.serialize_entry("tags", &tags)?;
        map.serialize_entry("legs", &self.legs)?;
        fields(&mut map, &self.security)?;
        if !self.unparsed.is_empty() {
            map.serialize_entry("unparsed", &self.unparsed)?;
        }
        map.end()
    }
}

impl Serialize for Leg {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields(&mut map, &self.fields)?;
        if let Some(flight) = self.flight() {
            let designator = flight.designator().map_or_else(|| flight.to_string(), |designator| designator.to_string());
            map.serialize_entry("designator", &designator)?;
        }
        if let Some(date) = self.date {
            map.serialize_entry("date", &date)?;
        }
        fields(&mut map, &self.conditional)?;
        if let Some(ticket) = self.ticket() {
            map.serialize_entry("ticket", &ticket)?;
        }
        if !self.airline.is_empty() {
            map.serialize_entry("airline_use", &self.airline)?;
        }
        map.end()
    }
}
