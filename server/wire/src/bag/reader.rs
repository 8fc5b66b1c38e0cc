//! Which lines are of which bags.

use super::{
    element::Element,
    group::{Group, Processing, leg, tags, words},
    message::Message,
};

impl Message {
    /// Whose bags it is about. Another passenger begins at a `.F` (or `.I`) after the first one's, or where what a passenger begins
    /// with comes again: mostly the tags (`.N`), after the name, reference or printer of the one before; the name or the reference where
    /// those came before the tags. A container before the tags is of the tags that follow it. With another passenger
    /// flights go on, and where and when bags were handled, until something else is said; a further tag of the same passenger behind
    /// where or when (`.N .U .N .U`) is a bag by itself, of which only what stood before the first tag holds. Both go on with the same `.F`
    /// once more. What is said before any flight or tag of where and when holds for all.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut reader = Reader::default();
        for (_, element) in self.elements() {
            reader.take(element);
        }
        reader.done()
    }
}

/// What of a passenger comes first, and therefore begins the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Tags,
    Name,
    Locator,
    Printer,
}

#[derive(Default)]
struct Reader {
    groups: Vec<Group>,
    open: Group,
    head: Group,
    begun: bool,
    /// What the open group began with.
    first: Option<First>,
    /// It has a name, reference or printer.
    named: bool,
    /// Its name stands behind its tags.
    named_behind: bool,
    /// Where and when is of the group before, until it says its own.
    inherited: bool,
    /// Containers stand before the tags in them.
    boxed: Option<bool>,
    /// The one of the next tags.
    next_box: Option<String>,
    /// Where and when before the first tag of all.
    before: Option<Vec<Processing>>,
    /// The open group as it was before its first tag: what holds for each of its bags.
    each: Group,
    /// Where or when was told behind the tags: it is theirs alone.
    handled: bool,
    /// How many groups before the open one are bags of the same passenger.
    beside: usize,
}

impl Reader {
    fn take(&mut self, element: &Element) {
        let letter = element.letter.to_ascii_uppercase();
        if !self.begun && matches!(letter.as_str(), "F" | "I" | "N") {
            (self.head.processing, self.begun) = (self.open.processing.clone(), true);
        }
        if self.is_handled_apart(&letter, element) {
            let next = self.each.beside(&self.open);
            self.groups.push(std::mem::replace(&mut self.open, next));
            (self.handled, self.inherited, self.beside) = (false, false, self.beside + 1);
        } else if let Some(next) = self.next(&letter, element) {
            self.share();
            self.groups.push(std::mem::replace(&mut self.open, next));
            (self.named, self.named_behind, self.inherited, self.first) = (false, false, true, None);
            self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        }
        self.first = self.first.or(first(&letter, element));
        if first(&letter, element) == Some(First::Tags) && !self.open.is_tagged() {
            let before = self.before.get_or_insert_with(|| self.open.processing.clone());
            // neither a reading nor a container of the passenger before is what holds for each of these
            self.each =
                Group { processing: if self.inherited { before.clone() } else { self.open.processing.clone() }, ..self.open.clone() };
            self.each.container = self.each.container.take().filter(|_| self.boxed == Some(true));
        }
        self.handled |= matches!(letter.as_str(), "J" | "U") && self.open.is_tagged();
        let names = matches!(letter.as_str(), "P" | "L" | "T");
        // between tags and name it is of these tags
        if names && !self.named && self.first == Some(First::Tags) {
            self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        }
        self.named |= names;
        self.named_behind |= letter == "P" && self.open.is_tagged();
        match letter.as_str() {
            "J" if std::mem::take(&mut self.inherited) => self.open.processing.clear(),
            "U" if *self.boxed.get_or_insert(!self.open.is_tagged()) && self.open.is_tagged() => {
                self.next_box = words(element, "container");
                self.handled = false;
                return;
            }
            _ => {}
        }
        self.open.take(&letter, element);
    }

    /// Whether it is the tag of a further bag of the same passenger, where and when of the one before told: `.N .U .N .U`.
    fn is_handled_apart(&self, letter: &str, element: &Element) -> bool {
        let named = if self.first == Some(First::Tags) { self.named } else { self.named_behind };
        let further = || tags(element).iter().all(|tag| !self.open.has(tag));
        letter == "N" && self.handled && !named && self.next_box.is_none() && !tags(element).is_empty() && further()
    }

    /// What was told of a passenger behind the last of several bags is told of each.
    fn share(&mut self) {
        let from = self.groups.len().saturating_sub(std::mem::take(&mut self.beside));
        for group in self.groups.iter_mut().skip(from) {
            *group = group.beside(&self.open);
        }
        self.handled = false;
    }

    /// What the element begins, where it begins another passenger or container.
    fn next(&self, letter: &str, element: &Element) -> Option<Group> {
        let (open, tagged) = (&self.open, self.open.is_tagged());
        match letter {
            "F" if open.outbound.is_some() && open.outbound == Some(leg(element)) => {
                let further = open.further();
                Some(Group { inbound: None, onward: Vec::new(), ..further })
            }
            "F" if open.outbound.is_some() => Some(self.head.clone()),
            "I" if open.inbound.is_some() && !open.tags.is_empty() => Some(self.head.clone()),
            _ => {
                let next = match (first(letter, element).filter(|_| tagged)?, self.first?) {
                    (First::Tags, _) if letter != "N" && !open.tags.is_empty() => false,
                    (First::Tags, First::Tags) => self.named || self.next_box.is_some(),
                    (First::Tags, First::Locator | First::Printer) => self.named_behind,
                    (one, first) => one == first,
                };
                next.then(|| open.further())
            }
        }
    }

    fn done(mut self) -> Vec<Group> {
        // nothing followed it: it is of the bags before
        self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        self.share();
        if self.open != Group::default() {
            self.groups.push(self.open);
        }
        for group in self.groups.iter_mut().filter(|group| group.tags.is_empty()) {
            group.tags = group.irregular.iter().flat_map(|irregular| irregular.tags.clone()).collect();
        }
        self.groups
    }
}

/// What of a passenger an element is.
fn first(letter: &str, element: &Element) -> Option<First> {
    match letter {
        "N" => Some(First::Tags),
        "B" if !tags(element).is_empty() => Some(First::Tags),
        "P" => Some(First::Name),
        "L" => Some(First::Locator),
        "T" => Some(First::Printer),
        _ => None,
    }
}
