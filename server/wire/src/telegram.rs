//! Any Type B message: the envelope, and what it holds.

use crate::{
    bag,
    fault::{Fault, Reading, quoted},
    list, load, movement, schedule,
    typeb::{Envelope, Family, Kind, MARKS, Parcel, TEXT},
};
use jiff::civil::Date;
use serde::Serialize;

/// The longest message taken: longer than any sender's, and short enough that what it says stays small.
const MOST_LINES: usize = 2_000;
/// The largest, in bytes.
const MOST_BYTES: usize = 128 << 10;

/// A message with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Telegram {
    /// What it is.
    pub kind: Kind,
    /// The lines above it.
    #[serde(skip_serializing_if = "no_heads")]
    pub envelope: Envelope,
    /// `COR`, `REV`, `PDM`: it corrects, revises or may repeat another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<&'static str>,
    /// SITA's `=TEXT` stands between the identifier and what it says.
    #[serde(skip)]
    pub text_mark: bool,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

fn no_heads(envelope: &Envelope) -> bool {
    envelope.heads.is_empty()
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// About bags.
    Bag(bag::Message),
    /// About a movement.
    Movement(movement::Message),
    /// About a load.
    Load(load::Message),
    /// About passengers.
    List(list::Message),
    /// About a schedule.
    Schedule(schedule::Message),
}

impl Telegram {
    /// Reads a message; years and months that were not sent are the nearest to the context.
    ///
    /// # Errors
    /// Why it is refused, at the place.
    pub fn parse(parcel: &Parcel, context: Date) -> Result<Reading<Self>, Fault> {
        let first = parcel.lines.first().ok_or_else(|| Fault::new(1, "", "nothing to read"))?;
        if parcel.lines.len() > MOST_LINES || parcel.lines.iter().map(|(_, line)| line.len()).sum::<usize>() > MOST_BYTES {
            return Err(Fault::new(first.0, "", format!("longer than {MOST_LINES} lines or {} kB: no message", MOST_BYTES >> 10)));
        }
        let Some((place, kind)) = parcel.identifier() else {
            return Err(Fault::new(first.0, "", format!("no message of a known kind: {}", quoted(&first.1))));
        };
        let (heads, lines) = parcel.lines.split_at_checked(place).unwrap_or_default();
        let envelope = Envelope::parse(heads.iter().map(|(_, line)| line.as_str()));
        let unknown = envelope.heads.iter().zip(heads).filter(|(head, _)| matches!(head, crate::typeb::Head::Other(_)));
        let mut warnings: Vec<Fault> =
            unknown.map(|(_, (line, text))| Fault::new(*line, "", format!("kept above the message: {}", quoted(text)))).collect();
        let text_mark = parcel.has_text_mark(place + 1);
        let unmarked: Vec<(usize, String)>;
        let lines = if text_mark {
            unmarked = lines.iter().take(1).chain(lines.iter().skip(2)).cloned().collect();
            unmarked.as_slice()
        } else {
            lines
        };
        let Reading { value: body, warnings: more } = match kind.family {
            Family::Bag | Family::Record => bag::parse(kind, lines, context)?.map(Body::Bag),
            Family::Movement => movement::parse(kind, lines, context)?.map(Body::Movement),
            Family::Load => load::parse(lines, context)?.map(Body::Load),
            Family::List => list::parse(lines, context)?.map(Body::List),
            Family::Schedule => schedule::parse(kind, lines, context)?.map(Body::Schedule),
        };
        warnings.extend(more);
        let announced = lines.first().map(|(_, line)| line.as_str()).unwrap_or_default();
        let is_marked = |mark: &&str| envelope.is_marked(mark) || announced.split(' ').any(|word| word.eq_ignore_ascii_case(mark));
        let marks = MARKS.into_iter().filter(is_marked).collect();
        Ok(Reading { value: Self { kind, envelope, marks, text_mark, body }, warnings })
    }

    /// As it is written, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        let mut lines = self.envelope.write();
        let body = match &self.body {
            Body::Bag(message) => message.write(),
            Body::Movement(message) => message.write(),
            Body::Load(message) => message.write(),
            Body::List(message) => message.write(),
            Body::Schedule(message) => message.write(),
        };
        let mut body = body.splitn(2, '\n');
        lines.extend(body.next().map(str::to_owned));
        lines.extend(self.text_mark.then(|| TEXT.to_owned()));
        lines.extend(body.next().map(str::to_owned));
        lines.join("\n")
    }
}
