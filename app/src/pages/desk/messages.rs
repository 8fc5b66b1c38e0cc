//! `/desk/messages`: airline messages nobody could use yet, why, and putting them right.

use super::sessions::DESK_ZONE;
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        field::TextArea,
        page_head::{Page, PageHead, Width},
        paging::Paging,
        sentence::{Pick, Sentence},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::telegrams::{Fault, Listed, Opened, Page as Messages, State, Wanted, list, open};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

const HERE: &str = "/desk/messages";

/// Messages newest first.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let (wanted, done) = use_query_map().with_untracked(|query| {
        let state = query.get("state").and_then(|state| State::parse(&state)).filter(|state| *state != State::New);
        (Wanted { state, before: query.get("before").and_then(|id| id.parse().ok()) }, query.get("done"))
    });
    Suspend::new(async move {
        let page = match list(&portal.db, &visit.viewer, visit.now, wanted).await {
            Ok(page) => page,
            Err(error) => return refused(error),
        };
        let chosen = wanted.state.map(State::as_str).unwrap_or_default();
        let older = page.next.map(|before| format!("{HERE}?state={chosen}&before={before}"));
        let told = done.and_then(|done| notice(l, &done)).map(|told| view! { <Band ground=Ground::Note announce=true>{told}</Band> });
        let options = vec![
            (String::new(), t!(l, "telegrams-all")),
            (State::Rejected.as_str().to_owned(), t!(l, "telegrams-rejected")),
            (State::Parked.as_str().to_owned(), t!(l, "telegrams-parked")),
        ];
        let lead = t!(l, "telegrams-lead", rejected = page.rejected, parked = page.parked, waiting = page.new);
        let any = page.rejected + page.parked > 0;
        let again = any.then(|| {
            view! {
                <form method="post" action=format!("{HERE}/again")>
                    <input type="hidden" name="state" value=chosen/>
                    <Button small=true>{t!(l, "telegrams-again-all")}</Button>
                </form>
            }
        });
        view! {
            <Title text=t!(l, "telegrams-title")/>
            <Page width=Width::Wide>
                {told}
                <PageHead title=t!(l, "telegrams-title") back="/desk".to_owned()>{lead}</PageHead>
                <Sentence action=HERE go=t!(l, "telegrams-show")>
                    {t!(l, "telegrams-sentence")}" "<Pick name="state" label=t!(l, "telegrams-state") options=options value=chosen/>
                </Sentence>
                <Stuck page=page now=visit.now/>
                {again}
                <Paging on=older/>
            </Page>
        }
        .into_any()
    })
}

fn notice(l: Lang, done: &str) -> Option<String> {
    match done {
        "used" => Some(t!(l, "telegrams-used")),
        "aside" => Some(t!(l, "telegrams-left")),
        "again" => Some(t!(l, "telegrams-went")),
        _ => None,
    }
}

#[component]
fn Stuck(page: Messages, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    if page.messages.is_empty() {
        return view! { <Empty title=t!(l, "telegrams-none") scene=Scene::NothingFound words=t!(l, "telegrams-none-hint")/> }.into_any();
    }
    let columns = ["telegrams-when", "telegrams-kind", "telegrams-how", "telegrams-why"].map(|key| Column::words(l.text(key, None)));
    let rows = page.messages.into_iter().map(|message| view! { <Row message=message now=now/> }).collect_view();
    view! { <Table caption=t!(l, "telegrams-title") columns=columns.to_vec() stack=true dense=true>{rows}</Table> }.into_any()
}

#[component]
fn Row(message: Listed, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let href = format!("{HERE}/{}", message.id);
    let when = l.day_time(message.received_at, now, &zone(DESK_ZONE));
    let exact = message.received_at.to_string();
    let kind = message.kind.clone().unwrap_or_else(|| t!(l, "telegrams-unknown"));
    let state = view! { <Stands state=message.state/> };
    let why = message.fault.to_string();
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href><time datetime=exact>{when}</time></a></th>
            <td role="cell" data-label=t!(l, "telegrams-kind")><span translate="no">{kind}</span></td>
            <td role="cell" data-label=t!(l, "telegrams-how")>{state}</td>
            <td role="cell" data-label=t!(l, "telegrams-why")><span lang="en" translate="no">{why}</span></td>
        </tr>
    }
}

#[component]
fn Stands(state: State) -> impl IntoView {
    let l = visit().lang;
    let (mark, word) = match state {
        State::Rejected => (Mark::Bad, t!(l, "telegrams-is-rejected")),
        State::Parked => (Mark::Changed, t!(l, "telegrams-is-parked")),
        State::New => (Mark::Rest, t!(l, "telegrams-is-new")),
    };
    view! { <Status mark=mark>{word}</Status> }
}

/// One message: what is wrong, at its place, and its text to put right.
#[component]
pub fn MessagePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok());
    let done = use_query_map().with_untracked(|query| query.get("done"));
    Suspend::new(async move {
        let Some(id) = id else { return refused(desk::Error::NotFound) };
        match open(&portal.db, &visit.viewer, visit.now, id).await {
            Ok(opened) => view! { <Message opened=opened typed=typed done=done now=visit.now/> }.into_any(),
            Err(error) => refused(error),
        }
    })
}

#[component]
fn Message(opened: Opened, typed: Typed, done: Option<String>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let Opened { message, text, first, whole, mended_by } = opened;
    let title = t!(l, "telegram-title", number = message.id.to_string());
    let head = page_title(l, &typed, title.clone());
    let came = l.day_time(message.received_at, now, &zone(DESK_ZONE));
    let caption = [message.kind.clone(), Some(came)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let told = match done.as_deref() {
        Some("stuck") => Some(t!(l, "telegram-stuck")),
        // it has had its turn since, and is here again
        Some("waits") if message.state == State::New => Some(t!(l, "telegram-waits")),
        _ => None,
    };
    let told = told.map(|told| view! { <Band ground=Ground::Note announce=true>{told}</Band> });
    let mended = mended_by.map(|by| view! { <p class="quiet">{t!(l, "telegram-mended", name = by)}</p> });
    let fault = placed(message.fault, &text, first);
    let (said, place) = (fault.to_string(), view! { <Place fault=fault text=text.clone() first=first/> });
    let text = typed.value_opt("text").unwrap_or(text);
    let (error, action, state) = (typed.error(l, "text"), format!("{HERE}/{}", message.id), message.state);
    let words = if whole {
        let hint = t!(l, "telegram-text-hint");
        view! { <TextArea name="text" label=t!(l, "telegram-text") hint=hint value=text error=error rows=14/> }.into_any()
    } else {
        view! { <p>{t!(l, "telegram-large")}</p> }.into_any()
    };
    let act = if whole { "again" } else { "as-it-is" }.to_owned();
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=typed/>
            {told}
            <PageHead title=title caption=caption back=HERE.to_owned()><Stands state=state/></PageHead>
            <p lang="en" translate="no"><b>{said}</b></p>
            {place}
            {mended}
            <form class="stack" method="post" action=action>
                {words}
                <div class="buttons">
                    <Button look=Look::Next name="act".to_owned() value=act>{t!(l, "telegram-again")}</Button>
                    <Button look=Look::Quiet name="act".to_owned() value="aside".to_owned()>{t!(l, "telegram-aside")}</Button>
                </div>
            </form>
        </Page>
    }
}

/// What waits is known by its element alone: at the first line that begins with it.
fn placed(fault: Fault, text: &str, first: usize) -> Fault {
    let has = |line: &str| line.trim_start().starts_with(&fault.element);
    let named = fault.line.checked_sub(first).and_then(|place| text.lines().nth(place)).is_some_and(has);
    match text.lines().position(has) {
        Some(place) if fault.element.starts_with('.') && !named => Fault { line: place + first, ..fault },
        _ => fault,
    }
}

/// The message line by line, the one at fault marked, and in it the word.
#[component]
fn Place(fault: Fault, text: String, first: usize) -> impl IntoView {
    let l = visit().lang;
    let lines = text.lines().enumerate().map(|(place, line)| {
        let at_fault = place + first == fault.line;
        let within = at_fault.then(|| fault.within(line)).flatten();
        let part = |range: std::ops::Range<usize>| line.get(range).unwrap_or_default().to_owned();
        let inside = match within {
            Some(range) => {
                let (before, word, after) = (part(0..range.start), part(range.clone()), part(range.end..line.len()));
                view! { {before}<mark>{word}</mark>{after} }.into_any()
            }
            None if at_fault => view! { <mark>{line.to_owned()}</mark> }.into_any(),
            None => line.to_owned().into_any(),
        };
        view! { <span class="telegram__line" class:telegram__line--wrong=at_fault>{inside}</span>"\n" }
    });
    let lines = lines.collect_view();
    view! { <pre class="telegram" role="region" tabindex="0" aria-label=t!(l, "telegram-as-is") translate="no">{lines}</pre> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_a_flight_is_marked_where_the_flight_is_named() {
        let text = "BSM\n.V/1LEWR\n.F/LD408/22NOV/ORD/Y\n.N/0992123456001";
        for (element, first, line) in [(".F", 1, 3), (".N", 1, 4), (".J", 1, 1), ("flight", 1, 1), (".F", 5, 7)] {
            assert_eq!(placed(Fault::new(first, element, "unknown"), text, first).line, line, "{element}");
        }
        assert_eq!(placed(Fault::new(4, ".N", "no tag"), text, 1).line, 4);
    }
}
