//! `<Deadline word="in 42 min" left=24 urgency=Urgency::Soon/>`: a bar that shortens and a word that changes.

use super::status::{Mark, Shape};
use leptos::prelude::*;

/// How pressing a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Time enough.
    Fine,
    /// Less than a quarter left.
    Soon,
    /// Past.
    Late,
    /// The clock stands still: the passenger's turn.
    Paused,
}

impl Urgency {
    /// From the share of time left in percent.
    #[must_use]
    pub const fn of(left: u8) -> Self {
        match left {
            0 => Self::Late,
            1..=25 => Self::Soon,
            _ => Self::Fine,
        }
    }
}

/// How long is left.
#[component]
pub fn Deadline(
    /// `in 42 min`, `18 min late`, `waiting for the passenger`.
    #[prop(into)]
    word: String,
    /// Share of the promised time that is left, in percent.
    left: u8,
    /// How pressing it is.
    urgency: Urgency,
) -> impl IntoView {
    let (class, share) = match urgency {
        Urgency::Fine => ("deadline", left.min(100)),
        Urgency::Soon => ("deadline deadline--soon", left.clamp(3, 100)),
        Urgency::Late => ("deadline deadline--late", 100),
        Urgency::Paused => ("deadline deadline--paused", left.min(100)),
    };
    view! {
        <span class=class>
            <span class="deadline__word">{(urgency == Urgency::Late).then(|| view! { <Shape mark=Mark::Bad/> })}{word}</span>
            <svg class="deadline__bar" aria-hidden="true"><rect width=format!("{share}%") height="6" rx="3"/></svg>
        </span>
    }
}
