//! `<Timeline label=…><Entry seq=3 kind=EntryKind::Letter who=… via=… time=… datetime=…>"words"</Entry></Timeline>`
//!
//! Oldest first. An entry that arrives while somebody looks is rendered with `fresh=true` and slides in once.

use leptos::prelude::*;

/// How an entry is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EntryKind {
    /// What a person wrote, from either side.
    #[default]
    Letter,
    /// What only staff see: yellow paper.
    Note,
    /// A decision or an offer: between two lines of ink.
    Decision,
}

/// The conversation.
#[component]
pub fn Timeline(
    /// What it is, for who does not see it.
    #[prop(into)]
    label: String,
    /// The last sequence number shown; the live island asks for what comes after.
    #[prop(optional_no_strip, into)]
    seq: Option<i64>,
    /// [`Entry`]s and [`SystemLine`]s.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline" id="timeline" aria-label=label data-seq=seq.map(|seq| seq.to_string())>{children()}</ol> }
}

/// A letter, a note or a decision.
#[component]
pub fn Entry(
    /// Its number in the case; also its anchor, `#entry-3`.
    seq: i64,
    /// How it is set.
    #[prop(optional)]
    kind: EntryKind,
    /// Who wrote it: `You`, `Mei Chen`.
    #[prop(into)]
    who: String,
    /// By which way or for whom: `web`, `Baggage`, `staff only`.
    #[prop(optional, into)]
    via: String,
    /// When, as people say it.
    #[prop(into)]
    time: String,
    /// When, for machines.
    #[prop(optional_no_strip, into)]
    datetime: Option<String>,
    /// The language it is written in, where it is not the page's.
    #[prop(optional_no_strip, into)]
    lang: Option<String>,
    /// It has just arrived.
    #[prop(optional)]
    fresh: bool,
    /// The words, line breaks kept.
    children: Children,
) -> impl IntoView {
    let class = match kind {
        EntryKind::Letter => "timeline__entry",
        EntryKind::Note => "timeline__entry timeline__entry--note",
        EntryKind::Decision => "timeline__entry timeline__entry--decision",
    };
    view! {
        <li class=class class:timeline__entry--new=fresh id=format!("entry-{seq}") data-seq=seq.to_string()>
            <div class="timeline__head">
                <span class="timeline__who">{who}</span>
                <span class="timeline__via">{via}</span>
                <time class="timeline__time" datetime=datetime>{time}</time>
            </div>
            <div class="timeline__words" lang=lang>{children()}</div>
        </li>
    }
}

/// A letter that has not left yet: seen by staff only, with what its author can still do.
#[component]
pub fn Leaving(
    /// Names it; also its anchor, `#held-…`.
    #[prop(into)]
    id: String,
    /// Who wrote it.
    #[prop(into)]
    who: String,
    /// `Leaves at 14:03:20`.
    #[prop(into)]
    when: String,
    /// The instant, for machines.
    #[prop(into)]
    datetime: String,
    /// The language it is written in, where it is not the page's.
    #[prop(optional_no_strip, into)]
    lang: Option<String>,
    /// What it says.
    #[prop(into)]
    words: String,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="timeline__entry timeline__entry--leaving" id=format!("held-{id}")>
            <div class="timeline__head"><span class="timeline__who">{who}</span><time class="timeline__via" datetime=datetime>{when}</time></div>
            <div class="timeline__words" lang=lang>{words}</div>
            {children.map(|acts| view! { <div class="row">{acts()}</div> })}
        </li>
    }
}

/// A step the system took, in one small line.
#[component]
pub fn SystemLine(
    /// Its number in the case.
    seq: i64,
    /// It has just arrived.
    #[prop(optional)]
    fresh: bool,
    /// What became of the message about it.
    #[prop(optional_no_strip)]
    below: Option<AnyView>,
    /// What happened and when: `Moved to Baggage · 09:34`.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="timeline__entry timeline__entry--system" class:timeline__entry--new=fresh id=format!("entry-{seq}") data-seq=seq.to_string()>
            <p>{children()}</p>
            {below}
        </li>
    }
}
