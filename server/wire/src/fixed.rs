//! Texts whose fields have fixed lengths, in characters.

/// A field's name and length.
pub(crate) type Layout = &'static [(&'static str, usize)];

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

    pub(crate) fn write_to(&self, text: &mut String) {
        self.fields.iter().for_each(|field| text.push_str(&field.text));
    }

    pub(crate) fn push(&mut self, name: &'static str, text: String) {
        if !text.is_empty() {
            self.fields.push(Field { name, text });
        }
    }

    /// A block from values: each cut or filled with blanks to its length.
    pub(crate) fn filled<'a>(layout: Layout, value: impl Fn(&str) -> &'a str) -> Self {
        let fill = |(name, length): &(&'static str, usize)| {
            let text: String = value(name).chars().chain(std::iter::repeat(' ')).take(*length).collect();
            Field { name, text }
        };
        Self { fields: layout.iter().map(fill).collect() }
    }
}

/// Takes characters off a text.
pub(crate) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(crate) fn left(&self) -> usize {
        self.rest.chars().count()
    }

    /// The next characters, as many as there are.
    pub(crate) fn take(&mut self, length: usize) -> &'a str {
        let end = self.rest.char_indices().nth(length).map_or(self.rest.len(), |(at, _)| at);
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    pub(crate) fn block(&mut self, layout: Layout) -> Block {
        let mut block = Block::default();
        self.extend(&mut block, layout);
        block
    }

    pub(crate) fn extend(&mut self, block: &mut Block, layout: Layout) {
        for (name, length) in layout {
            block.push(name, self.take(*length).to_owned());
        }
    }
}
