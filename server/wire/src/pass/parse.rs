//! From the text of a barcode to its fields.

use super::{Leg, Pass, block, dates};
use crate::fault::{Fault, Reading, quoted};
use crate::fixed::{Block, Cursor, Layout};
use jiff::civil::Date;

/// Reads a boarding pass; years are inferred from the context, its line in the input is told in faults.
///
/// # Errors
/// Why it is none, at the place.
pub fn parse(text: &str, line: usize, context: Date) -> Result<Reading<Pass>, Fault> {
    let mut reader = Reader { line, warnings: Vec::new() };
    let prefix = prefix(text);
    let mut cursor = Cursor::new(text.get(prefix.len()..).unwrap_or_default());
    if !text.is_ascii() {
        reader.warn("", "holds letters beyond ASCII: cut by characters, not bytes".to_owned());
    }
    let head = cursor.block(block::HEAD);
    let count = reader.legs(&head)?;
    let mut legs = Vec::new();
    for place in 1..=count {
        if place > 1 && (cursor.left() == 0 || cursor.rest().starts_with('^')) {
            reader.warn(&format!("leg {place}"), format!("missing, of {count}"));
            break;
        }
        legs.push(reader.leg(place, &mut cursor)?);
    }
    let security = reader.security(&mut cursor)?;
    let unparsed = cursor.rest().to_owned();
    if !unparsed.trim().is_empty() {
        reader.warn("", format!("{} characters beyond the declared sizes kept unparsed", unparsed.chars().count()));
    }
    let mut pass = Pass { prefix: prefix.to_owned(), head, legs, security, unparsed, issued: None };
    dates::infer(&mut pass, context);
    reader.check_dates(&pass);
    Ok(Reading { value: pass, warnings: reader.warnings })
}

/// `]Q3`: the AIM symbology a scanner puts before what it reads.
fn prefix(text: &str) -> &str {
    let bytes = text.as_bytes();
    match bytes {
        [b']', kind, digit, ..] if kind.is_ascii_alphabetic() && digit.is_ascii_digit() => text.get(..3).unwrap_or_default(),
        _ => "",
    }
}

struct Reader {
    line: usize,
    warnings: Vec<Fault>,
}

impl Reader {
    fn fault(&self, element: &str, reason: String) -> Fault {
        Fault::new(self.line, element, reason)
    }

    fn warn(&mut self, element: &str, reason: String) {
        self.warnings.push(Fault::new(self.line, element, reason));
    }

    fn legs(&self, head: &Block) -> Result<usize, Fault> {
        match head.get("format") {
            Some("M") => {}
            other => return Err(self.fault("format", format!("{}, not M", quoted(other.unwrap_or("nothing"))))),
        }
        let count = head.get("number_of_legs").unwrap_or("nothing");
        let legs: Option<usize> = count.parse().ok().filter(|legs| (1..=4).contains(legs));
        legs.ok_or_else(|| self.fault("number of legs", format!("{}, not 1 to 4", quoted(count))))
    }

    fn leg(&mut self, place: usize, cursor: &mut Cursor<'_>) -> Result<Leg, Fault> {
        let left = cursor.left();
        let fields = cursor.block(block::LEG);
        let name = format!("leg {place}");
        if place == 1 && left < block::LEAST {
            return Err(self.fault(&name, format!("{left} characters, {} to its date", block::LEAST)));
        }
        let mut leg = Leg { fields, whole: Block::default(), conditional: Block::default(), airline: String::new(), date: None };
        let mandatory: usize = block::LEG.iter().map(|(_, length)| length).sum();
        if left < mandatory {
            self.warn(&name, format!("ends after {left} of {mandatory} characters"));
            return Ok(leg);
        }
        let size = self.size(&leg.fields, "size", &name)?;
        if size > cursor.left() {
            self.warn(&name, format!("declares {size} more characters, {} are there", cursor.left()));
        }
        let mut part = Cursor::new(cursor.take(size));
        if place == 1 && part.rest().starts_with('>') {
            leg.whole = self.sized(&mut part, block::WHOLE_HEAD, "whole_size", block::WHOLE, "whole pass");
        } else if place == 1 && part.left() > 0 {
            self.warn(&name, "what belongs to it does not begin with >: taken as the airline's own".to_owned());
            leg.airline = part.rest().to_owned();
            return Ok(leg);
        }
        leg.conditional = self.sized(&mut part, block::CONDITIONAL_SIZE, "conditional_size", block::CONDITIONAL, &name);
        leg.airline = part.rest().to_owned();
        Ok(leg)
    }

    /// Fields with a size among them, and as many more as the size declares.
    fn sized(&mut self, part: &mut Cursor<'_>, head: Layout, size: &str, fields: Layout, name: &str) -> Block {
        let mut block = part.block(head);
        if block.fields.len() < head.len() {
            return block;
        }
        let declared = match self.size(&block, size, name) {
            Ok(declared) => declared,
            // whoever made names unreadable in published passes did so with sizes, too: nothing more can be cut
            Err(fault) => {
                self.warnings.push(fault);
                block.push("more", part.take(usize::MAX).to_owned());
                return block;
            }
        };
        if declared > part.left() {
            self.warn(name, format!("declares {declared} characters, {} are there", part.left()));
        }
        let mut inner = Cursor::new(part.take(declared));
        inner.extend(&mut block, fields);
        block.push("more", inner.rest().to_owned());
        block
    }

    fn size(&mut self, block: &Block, field: &str, name: &str) -> Result<usize, Fault> {
        let Some(text) = block.get(field) else {
            self.warn(name, "size blank, taken as none".to_owned());
            return Ok(0);
        };
        let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit()) && text.len() == 2;
        let size = usize::from_str_radix(text, 16).ok().filter(|_| hexadecimal);
        size.ok_or_else(|| self.fault(name, format!("size {}: not hexadecimal", quoted(text))))
    }

    fn security(&mut self, cursor: &mut Cursor<'_>) -> Result<Block, Fault> {
        if !cursor.rest().starts_with('^') {
            return Ok(Block::default());
        }
        let mut block = cursor.block(block::SECURITY);
        if block.fields.len() < block::SECURITY.len() {
            self.warn("security", "has no size".to_owned());
            return Ok(block);
        }
        let size = self.size(&block, "security_size", "security")?;
        if size > cursor.left() {
            self.warn("security", format!("declares {size} characters, {} are there", cursor.left()));
        }
        block.push("security_data", cursor.take(size).to_owned());
        Ok(block)
    }

    fn check_dates(&mut self, pass: &Pass) {
        for (place, leg) in pass.legs.iter().enumerate() {
            let name = format!("leg {}", place + 1);
            if let Some(day) = leg.fields.get("day").filter(|_| leg.date.is_none()) {
                self.warn(&name, format!("day {}", quoted(day)));
            }
            if let Some(sequence) = leg.fields.get("sequence").filter(|text| !text.starts_with(|c: char| c.is_ascii_digit())) {
                self.warn(&name, format!("sequence {}", quoted(sequence)));
            }
        }
        let issue = pass.legs.first().and_then(|leg| leg.whole.get("issue_date"));
        if let Some(issue) = issue.filter(|_| pass.issued.is_none()) {
            self.warn("issue date", quoted(issue));
        }
    }
}
