//! What is in a bag, by sort: what passengers tick, and what is compared with what was found in one.

/// A sort of contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contents {
    /// Women's clothes.
    Women,
    /// Men's clothes.
    Men,
    /// Children's clothes.
    Children,
    /// Coats and jackets.
    Coats,
    /// Shoes.
    Shoes,
    /// Hats, belts, scarves.
    Accessories,
    /// Jewellery and watches.
    Jewellery,
    /// Glasses.
    Glasses,
    /// Cosmetics and toiletries.
    Cosmetics,
    /// Medicine and aids.
    Medicine,
    /// Papers.
    Papers,
    /// Books and magazines.
    Books,
    /// Computers.
    Computers,
    /// Telephones and chargers.
    Phones,
    /// Cameras.
    Cameras,
    /// Headphones, players.
    Audio,
    /// Tools.
    Tools,
    /// Sports gear.
    Sport,
    /// Musical instruments.
    Music,
    /// Toys and games.
    Toys,
    /// Things for a baby.
    Baby,
    /// Food.
    Food,
    /// Drinks.
    Drinks,
    /// Presents.
    Gifts,
    /// Kitchen and household.
    Household,
    /// Towels and bed linen.
    Linen,
    /// Art and crafts.
    Art,
    /// Keys and money.
    Keys,
}

impl Contents {
    /// Every sort, clothes first.
    pub const ALL: [Self; 28] = [
        Self::Women,
        Self::Men,
        Self::Children,
        Self::Coats,
        Self::Shoes,
        Self::Accessories,
        Self::Jewellery,
        Self::Glasses,
        Self::Cosmetics,
        Self::Medicine,
        Self::Papers,
        Self::Books,
        Self::Computers,
        Self::Phones,
        Self::Cameras,
        Self::Audio,
        Self::Tools,
        Self::Sport,
        Self::Music,
        Self::Toys,
        Self::Baby,
        Self::Food,
        Self::Drinks,
        Self::Gifts,
        Self::Household,
        Self::Linen,
        Self::Art,
        Self::Keys,
    ];

    /// As stored and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Men => "men",
            Self::Children => "children",
            Self::Coats => "coats",
            Self::Shoes => "shoes",
            Self::Accessories => "accessories",
            Self::Jewellery => "jewellery",
            Self::Glasses => "glasses",
            Self::Cosmetics => "cosmetics",
            Self::Medicine => "medicine",
            Self::Papers => "papers",
            Self::Books => "books",
            Self::Computers => "computers",
            Self::Phones => "phones",
            Self::Cameras => "cameras",
            Self::Audio => "audio",
            Self::Tools => "tools",
            Self::Sport => "sport",
            Self::Music => "music",
            Self::Toys => "toys",
            Self::Baby => "baby",
            Self::Food => "food",
            Self::Drinks => "drinks",
            Self::Gifts => "gifts",
            Self::Household => "household",
            Self::Linen => "linen",
            Self::Art => "art",
            Self::Keys => "keys",
        }
    }

    /// Reads what [`Contents::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }

    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Women => "bag-contents-women",
            Self::Men => "bag-contents-men",
            Self::Children => "bag-contents-children",
            Self::Coats => "bag-contents-coats",
            Self::Shoes => "bag-contents-shoes",
            Self::Accessories => "bag-contents-accessories",
            Self::Jewellery => "bag-contents-jewellery",
            Self::Glasses => "bag-contents-glasses",
            Self::Cosmetics => "bag-contents-cosmetics",
            Self::Medicine => "bag-contents-medicine",
            Self::Papers => "bag-contents-papers",
            Self::Books => "bag-contents-books",
            Self::Computers => "bag-contents-computers",
            Self::Phones => "bag-contents-phones",
            Self::Cameras => "bag-contents-cameras",
            Self::Audio => "bag-contents-audio",
            Self::Tools => "bag-contents-tools",
            Self::Sport => "bag-contents-sport",
            Self::Music => "bag-contents-music",
            Self::Toys => "bag-contents-toys",
            Self::Baby => "bag-contents-baby",
            Self::Food => "bag-contents-food",
            Self::Drinks => "bag-contents-drinks",
            Self::Gifts => "bag-contents-gifts",
            Self::Household => "bag-contents-household",
            Self::Linen => "bag-contents-linen",
            Self::Art => "bag-contents-art",
            Self::Keys => "bag-contents-keys",
        }
    }
}
