//! Where a bag is broken and how badly, as airlines write it down: a side or a part, and a severity.

/// A side or a part of a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A long side.
    Side,
    /// A short side.
    End,
    /// Where it opens, or its upper side.
    Top,
    /// What it stands on.
    Bottom,
    /// Wheels and their mounts.
    Wheels,
    /// A handle, the one drawn out too.
    Handle,
    /// Lock or zip.
    Closure,
    /// A strap.
    Strap,
}

/// How badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Scratched or dented: it can still be used.
    Minor,
    /// It has to be mended before it can be used.
    Major,
    /// It cannot be mended.
    Total,
}

/// What is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Where, each part once, in the order of [`Part`].
    pub parts: Vec<Part>,
    /// How badly.
    pub severity: Severity,
}

impl Part {
    /// Every part, sides first.
    pub const ALL: [Self; 8] = [Self::Side, Self::End, Self::Top, Self::Bottom, Self::Wheels, Self::Handle, Self::Closure, Self::Strap];

    /// As stored; sides as the trade's messages have them.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Side => "SIDE",
            Self::End => "END",
            Self::Top => "TOP",
            Self::Bottom => "BOTTOM",
            Self::Wheels => "WHEELS",
            Self::Handle => "HANDLE",
            Self::Closure => "CLOSURE",
            Self::Strap => "STRAP",
        }
    }

    /// Reads what [`Part::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == text)
    }

    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Side => "bag-part-side",
            Self::End => "bag-part-end",
            Self::Top => "bag-part-top",
            Self::Bottom => "bag-part-bottom",
            Self::Wheels => "bag-part-wheels",
            Self::Handle => "bag-part-handle",
            Self::Closure => "bag-part-closure",
            Self::Strap => "bag-part-strap",
        }
    }
}

impl Severity {
    /// Every severity, the lightest first.
    pub const ALL: [Self; 3] = [Self::Minor, Self::Major, Self::Total];

    /// As stored and in the trade's messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minor => "MI",
            Self::Major => "MA",
            Self::Total => "TL",
        }
    }

    /// Reads what [`Severity::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == text)
    }

    /// Keys of its words, and of what they mean.
    #[must_use]
    pub const fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Minor => ["bag-severity-minor", "bag-severity-minor-hint"],
            Self::Major => ["bag-severity-major", "bag-severity-major-hint"],
            Self::Total => ["bag-severity-total", "bag-severity-total-hint"],
        }
    }
}

impl Damage {
    /// What is broken; none without a part.
    #[must_use]
    pub fn new(mut parts: Vec<Part>, severity: Severity) -> Option<Self> {
        parts.sort_unstable();
        parts.dedup();
        (!parts.is_empty()).then_some(Self { parts, severity })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_again_and_each_part_stands_once() {
        assert!(Part::ALL.into_iter().all(|part| Part::parse(part.as_str()) == Some(part)));
        assert!(Severity::ALL.into_iter().all(|severity| Severity::parse(severity.as_str()) == Some(severity)));
        let both = Damage::new(vec![Part::Wheels, Part::Side, Part::Wheels], Severity::Major).map(|damage| damage.parts);
        assert_eq!(both, Some(vec![Part::Side, Part::Wheels]));
        assert_eq!(Damage::new(Vec::new(), Severity::Minor), None);
    }
}
