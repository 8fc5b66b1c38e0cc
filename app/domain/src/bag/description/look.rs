//! How a bag looks: colour, material, what is on it.

/// Colours of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colour {
    /// White or clear.
    White,
    /// Black.
    Black,
    /// Grey or silver.
    Grey,
    /// Blue.
    Blue,
    /// Red.
    Red,
    /// Yellow.
    Yellow,
    /// Beige.
    Beige,
    /// Brown.
    Brown,
    /// Green.
    Green,
    /// Two or more solid colours.
    Many,
    /// Purple.
    Purple,
    /// Stripes, flowers, a picture.
    Pattern,
}

/// Colours people take for each other.
const NEAR: [(Colour, Colour); 8] = [
    (Colour::Black, Colour::Blue),
    (Colour::Black, Colour::Grey),
    (Colour::Beige, Colour::Brown),
    (Colour::Beige, Colour::White),
    (Colour::Beige, Colour::Yellow),
    (Colour::Grey, Colour::White),
    (Colour::Purple, Colour::Blue),
    (Colour::Many, Colour::Pattern),
];

impl Colour {
    /// Every colour, the commonest of bags first.
    pub const ALL: [Self; 12] = [
        Self::Black,
        Self::Grey,
        Self::Blue,
        Self::Red,
        Self::Green,
        Self::Brown,
        Self::Beige,
        Self::White,
        Self::Yellow,
        Self::Purple,
        Self::Many,
        Self::Pattern,
    ];

    /// Two letters of the chart.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::White => "WT",
            Self::Black => "BK",
            Self::Grey => "GY",
            Self::Blue => "BU",
            Self::Red => "RD",
            Self::Yellow => "YW",
            Self::Beige => "BE",
            Self::Brown => "BN",
            Self::Green => "GN",
            Self::Many => "MC",
            Self::Purple => "PU",
            Self::Pattern => "PR",
        }
    }

    /// Reads two letters; `TD` (tweed) is an older chart's brown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "TD" {
            return Some(Self::Brown);
        }
        Self::ALL.into_iter().find(|colour| colour.as_str() == text)
    }

    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::White => "bag-colour-white",
            Self::Black => "bag-colour-black",
            Self::Grey => "bag-colour-grey",
            Self::Blue => "bag-colour-blue",
            Self::Red => "bag-colour-red",
            Self::Yellow => "bag-colour-yellow",
            Self::Beige => "bag-colour-beige",
            Self::Brown => "bag-colour-brown",
            Self::Green => "bag-colour-green",
            Self::Many => "bag-colour-many",
            Self::Purple => "bag-colour-purple",
            Self::Pattern => "bag-colour-pattern",
        }
    }

    /// Whether people take one for the other; each is near itself.
    #[must_use]
    pub fn near(self, other: Self) -> bool {
        self == other || NEAR.contains(&(self, other)) || NEAR.contains(&(other, self))
    }
}

/// What it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Material {
    /// Soft with hard parts.
    Dual,
    /// Leather.
    Leather,
    /// Metal.
    Metal,
    /// A hard shell.
    Rigid,
    /// Tweed.
    Tweed,
}

impl Material {
    /// Every material.
    pub const ALL: [Self; 5] = [Self::Rigid, Self::Dual, Self::Leather, Self::Metal, Self::Tweed];

    /// The letter of the chart.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dual => "D",
            Self::Leather => "L",
            Self::Metal => "M",
            Self::Rigid => "R",
            Self::Tweed => "T",
        }
    }

    /// Reads the letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|material| material.as_str() == text)
    }

    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dual => "bag-material-dual",
            Self::Leather => "bag-material-leather",
            Self::Metal => "bag-material-metal",
            Self::Rigid => "bag-material-rigid",
            Self::Tweed => "bag-material-tweed",
        }
    }
}

/// What is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extra {
    /// Wheels.
    Wheels,
    /// A handle that pulls out.
    Handle,
    /// A combination lock.
    Lock,
    /// Straps.
    Straps,
    /// Small enough for the cabin: length, width and height together 115 cm.
    Cabin,
    /// One thing in a box.
    Boxed,
}

impl Extra {
    /// Every extra, the most telling first.
    pub const ALL: [Self; 6] = [Self::Wheels, Self::Handle, Self::Lock, Self::Straps, Self::Cabin, Self::Boxed];

    /// The letter of the chart.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wheels => "W",
            Self::Handle => "H",
            Self::Lock => "C",
            Self::Straps => "S",
            Self::Cabin => "K",
            Self::Boxed => "B",
        }
    }

    /// Reads the letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|extra| extra.as_str() == text)
    }

    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wheels => "bag-extra-wheels",
            Self::Handle => "bag-extra-handle",
            Self::Lock => "bag-extra-lock",
            Self::Straps => "bag-extra-straps",
            Self::Cabin => "bag-extra-cabin",
            Self::Boxed => "bag-extra-boxed",
        }
    }
}
