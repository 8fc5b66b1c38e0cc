//! `/desk/outbox`: which letters were promised and what became of them.

use super::sessions::DESK_ZONE;
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        band::{Band, Ground},
        details::Details,
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::Paging,
        status::{Mark, Status},
    },
    words::{Lang, letter, t, text, when::zone},
};
use desk::outbox::{Kept, State, list};
use domain::{
    contact::Way,
    text::{Measure, measure},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Letters, newest first. Where no mail server is configured, demo mode shows them whole, codes included:
/// there is no other way to read them.
#[component]
pub fn Outbox() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let before = use_query_map().with_untracked(|query| query.get("before")).and_then(|id| id.parse().ok());
    Suspend::new(async move {
        let readable = portal.demo && !portal.mail_leaves;
        let page = match list(&portal.db, &visit.viewer, visit.now, before, readable).await {
            Ok(page) => page,
            Err(error) => return refused(error),
        };
        let older = page.next.map(|before| format!("/desk/outbox?before={before}"));
        let none = page
            .letters
            .is_empty()
            .then(|| view! { <Empty title=t!(l, "outbox-none") scene=Scene::NothingFound words=t!(l, "outbox-none-hint")/> });
        let letters = page.letters.into_iter().map(|kept| view! { <Letter kept/> }).collect_view();
        let stays = (!portal.mail_leaves).then(|| {
            let why = if readable { t!(l, "outbox-kept-demo") } else { t!(l, "outbox-kept") };
            view! { <Band title=t!(l, "outbox-kept-title") ground=Ground::Note>{why}</Band> }
        });
        view! {
            <Title text=t!(l, "outbox-title")/>
            <Page width=Width::Column>
                <PageHead title=t!(l, "outbox-title") back="/desk".to_owned()>{t!(l, "outbox-lead")}</PageHead>
                {stays}
                {none}
                {letters}
                <Paging on=older/>
            </Page>
        }
        .into_any()
    })
}

#[component]
fn Letter(kept: Kept) -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let (subject, body) = match (&kept.letter, kept.way) {
        (None, _) => (t!(l, "outbox-unreadable"), String::new()),
        (Some(facts), Way::Mail) => {
            let written = letter::write(Lang(kept.locale), facts, kept.secret.as_deref(), kept.leave.as_deref(), &portal.public_url);
            (written.subject, written.body)
        }
        (Some(facts), Way::Text) => {
            let words = text::write(Lang(kept.locale), facts, kept.secret.as_deref(), &portal.public_url);
            let Measure { encoding, units, segments } = measure(&words);
            let size = t!(l, "outbox-text-size", units = units, encoding = encoding.as_str(), segments = segments);
            (t!(l, "outbox-text"), format!("{words}\n\n{size}"))
        }
    };
    let when = l.day_time(kept.created_at, visit.now, &zone(DESK_ZONE));
    view! {
        <Details title=subject hint=format!("{} · {when}", kept.to) stacked=true>
            <p>{state(l, &kept, portal.mail_leaves)}</p>
            <div class="stack" lang=kept.locale.tag()>{paragraphs(&body)}</div>
        </Details>
    }
}

/// Paragraphs, and links that can be followed.
fn paragraphs(body: &str) -> impl IntoView + use<> {
    let line = |line: &str| match line.split_once("http") {
        Some((before, rest)) => view! { {before.to_owned()}<a href=format!("http{rest}")>{format!("http{rest}")}</a> }.into_any(),
        None => line.to_owned().into_any(),
    };
    let paragraph = |paragraph: &str| {
        let lines = paragraph.lines().map(|text| view! { {line(text)}<br/> }.into_any()).collect_view();
        view! { <p>{lines}</p> }
    };
    body.split("\n\n").map(paragraph).collect_view()
}

fn state(l: Lang, kept: &Kept, leaves: bool) -> impl IntoView + use<> {
    let error = kept.last_error.clone().unwrap_or_default();
    let (mark, words) = match kept.state {
        State::Sent if kept.bounce.is_some() => (Mark::Bad, t!(l, "outbox-bounced", error = kept.bounce.clone().unwrap_or_default())),
        State::Sent if kept.delivered_at.is_some() => {
            let time = kept.delivered_at.map(|at| l.date_time(at, &zone(DESK_ZONE))).unwrap_or_default();
            (Mark::Good, t!(l, "outbox-delivered", time = time))
        }
        State::Sent => {
            (Mark::Good, t!(l, "outbox-sent", time = kept.sent_at.map(|at| l.date_time(at, &zone(DESK_ZONE))).unwrap_or_default()))
        }
        State::Failed => (Mark::Bad, t!(l, "outbox-failed", error = error)),
        State::Queued if !leaves => (Mark::Rest, t!(l, "outbox-stays")),
        State::Queued if kept.attempts > 0 => (Mark::Changed, t!(l, "outbox-again", count = kept.attempts, error = error)),
        State::Queued => (Mark::Rest, t!(l, "outbox-waits")),
    };
    view! { <Status mark>{words}</Status> }
}
