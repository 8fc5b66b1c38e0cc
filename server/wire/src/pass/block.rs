//! Fields of fixed length.

/// A field's name and length in characters.
pub(super) type Layout = &'static [(&'static str, usize)];

pub(super) const HEAD: Layout = &[("format", 1), ("number_of_legs", 1), ("name", 20), ("electronic_ticket", 1)];

pub(super) const LEG: Layout = &[
    ("pnr", 7),
    ("from", 3),
    ("to", 3),
    ("carrier", 3),
    ("flight", 5),
    ("day", 3),
    ("compartment", 1),
    ("seat", 4),
    ("sequence", 5),
    ("status", 1),
    ("size", 2),
];

/// How far the first leg must go: to the end of its day.
pub(super) const LEAST: usize = 24;

pub(super) const WHOLE_HEAD: Layout = &[("beginning", 1), ("version", 1), ("whole_size", 2)];

pub(super) const WHOLE: Layout = &[
    ("passenger_description", 1),
    ("checkin_source", 1),
    ("issuance_source", 1),
    ("issue_date", 4),
    ("document_type", 1),
    ("issuer", 3),
    ("tag_1", 13),
    ("tag_2", 13),
    ("tag_3", 13),
];

pub(super) const CONDITIONAL_SIZE: Layout = &[("conditional_size", 2)];

pub(super) const CONDITIONAL: Layout = &[
    ("airline_numeric", 3),
    ("document_number", 10),
    ("selectee", 1),
    ("document_verification", 1),
    ("marketing_carrier", 3),
    ("frequent_flyer_airline", 3),
    ("frequent_flyer_number", 16),
    ("id_ad", 1),
    ("free_bags", 3),
    ("fast_track", 1),
];

pub(super) const SECURITY: Layout = &[("caret", 1), ("security_type", 1), ("security_size", 2)];

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is called.
    pub name: &'static str,
    /// As it came, with its blanks; shorter than it should be where the text ends.
    pub text: String,
}

/// Fields one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// Each, in order; those beyond the end of the text are not there.
    pub fields: Vec<Field>,
}

impl Block {
    /// What a field says without the blanks that fill it; `None` where nothing else is in it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Some(field.text.trim()).filter(|text| !text.is_empty())
    }

    pub(super) fn write_to(&self, text: &mut String) {
        self.fields.iter().for_each(|field| text.push_str(&field.text));
    }

    pub(super) fn push(&mut self, name: &'static str, text: String) {
        if !text.is_empty() {
            self.fields.push(Field { name, text });
        }
    }

    /// A block from values: each cut or filled with blanks to its length.
    pub(super) fn filled<'a>(layout: Layout, value: impl Fn(&str) -> &'a str) -> Self {
        let fill = |(name, length): &(&'static str, usize)| {
            let text: String = value(name).chars().chain(std::iter::repeat(' ')).take(*length).collect();
            Field { name, text }
        };
        Self { fields: layout.iter().map(fill).collect() }
    }
}

/// Takes characters off a text.
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn left(&self) -> usize {
        self.rest.chars().count()
    }

    /// The next characters, as many as there are.
    pub(super) fn take(&mut self, length: usize) -> &'a str {
        let end = self.rest.char_indices().nth(length).map_or(self.rest.len(), |(at, _)| at);
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    pub(super) fn block(&mut self, layout: Layout) -> Block {
        let mut block = Block::default();
        self.extend(&mut block, layout);
        block
    }

    pub(super) fn extend(&mut self, block: &mut Block, layout: Layout) {
        for (name, length) in layout {
            block.push(name, self.take(*length).to_owned());
        }
    }
}
