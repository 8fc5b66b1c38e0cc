//! `<Way/>`, `<WayBack/>`, `<Icon drawing=Drawing::Bag/>`: own line drawings, 1.5 px ink, silent to screen readers.

use leptos::prelude::*;

/// The arrow that says "this way". Mirrored where people read from the right.
#[component]
pub fn Way() -> impl IntoView {
    view! { <svg class="icon icon--way" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 12h17M14 6l6 6-6 6"/></svg> }
}

/// The arrow back.
#[component]
pub fn WayBack() -> impl IntoView {
    view! { <svg class="icon icon--way" viewBox="0 0 24 24" aria-hidden="true"><path d="M21 12H4M10 6l-6 6 6 6"/></svg> }
}

/// What a line drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// A suitcase.
    Bag,
    /// A rucksack.
    Rucksack,
    /// A pram.
    Pram,
    /// A case for an instrument.
    Instrument,
    /// A wheelchair.
    Wheelchair,
    /// An aircraft from above.
    Aircraft,
    /// A seat.
    Seat,
    /// A cup: meals while you wait.
    Meal,
    /// An envelope.
    Letter,
    /// A telephone.
    Telephone,
    /// A clock.
    Clock,
    /// Several people.
    Party,
    /// A bank note: refunds, fares.
    Money,
    /// A paper clip: a file.
    File,
}

impl Drawing {
    const fn path(self) -> &'static str {
        match self {
            Self::Bag => {
                "M6 8h12a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 18 20H6a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 6 8zM9 8V5.5A1.5 1.5 0 0 1 10.5 4h3A1.5 1.5 0 0 1 15 5.5V8M9 11.5v5M15 11.5v5M7.5 20v1.5M16.5 20v1.5"
            }
            Self::Rucksack => "M6 21V11a6 6 0 0 1 12 0v10zM9.5 5.5V4a2.5 2.5 0 0 1 5 0v1.5M9 15h6v6H9zM9 10h6M6 13H4v6h2M18 13h2v6h-2",
            Self::Pram => {
                "M12 4a8 8 0 0 1 8 8H12zM12 12H5L3 7H1.5M5 12a7 5 0 0 0 15 0M8 18.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM16 18.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z"
            }
            Self::Instrument => {
                "M14 10l6-6M18.5 2.5l3 3M14.5 9.5c1 2-.5 3-1 4 0 3-2 6.5-5.5 6.5S3 18 3 15s3-4.5 6-5c1-.5 3-2.5 5.5-.5zM9 13.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z"
            }
            Self::Wheelchair => "M10 3.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM10 7v7h6l3 6M10 10h5M8 12a5 5 0 1 0 6.5 6.5",
            Self::Aircraft => {
                "M12 2c1 0 1.7 1.5 1.7 3v4.5l7.300 4.5v2l-7.300-2.200v4.7l2.300 1.7V22L12 21l-4 1v-1.800l2.300-1.7v-4.7L3 16v-2l7.300-4.5V5c0-1.5.7-3 1.7-3z"
            }
            Self::Seat => "M7 3l2 11h8a2 2 0 0 1 2 2v2H8a2 2 0 0 1-2-1.600L3.5 4zM8 18v3M18 18v3M11 10h6",
            Self::Meal => "M5 8h12v6a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 10h1.5a2.5 2.5 0 0 1 0 5H17M4 21.5h14M8.5 5V3M13.5 5V3",
            Self::Letter => "M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5",
            Self::Telephone => "M6 3h3l1.5 4.5L8.5 9a12 12 0 0 0 6.5 6.5l1.5-2L21 15v3a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3 2.5",
            Self::Party => {
                "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 5.5a3 3 0 0 1 0 5.5M17.5 14.5c2.200.7 3.5 2.5 3.5 5.5"
            }
            Self::Money => "M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 9.5v5M18 9.5v5",
            Self::File => "M20 11l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.800 4.800L10 16.5a1.7 1.7 0 0 1-2.4-2.4L15 7",
        }
    }
}

/// A line drawing beside words; never instead of them.
#[component]
pub fn Icon(
    /// What it shows.
    drawing: Drawing,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=drawing.path()/></svg> }
}
