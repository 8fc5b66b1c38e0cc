//! `/desk/record`: an inquiry by telephone or at a counter, written down while talking. First who, then what.

use super::procedures::Procedures;
use crate::pages::cases::{day_time, files_of};
use crate::pages::trip::change::{change_page, refund_page};
use crate::{
    context::{Portal, Visit, lang, portal, visit},
    form::{Typed, typed},
    outcome::{encode, refused},
    ui::{
        action_list::{Action, ActionList},
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        choice::{Choice, Choices},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind as Typing, Select, TextArea},
        files::{Files, FilesField},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::{
    bookings::{MOST_PEOPLE, Somebody, find_people},
    cases::{SUBJECT_LONGEST, departments, fresh_key},
    queue::{Item, list},
};
use domain::{
    booking::IdentityCheck,
    case::{Channel, Kind, Reference, Topic},
    help::WorkStep,
    locale::Locale,
    queue::{Filter, Rest, Standing},
    rights::may_act_for_passengers,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Cases shown to go on in; more are found in the queue.
const MOST_CASES: usize = 5;

/// Who is it; then the form; then the reference to tell.
#[component]
pub fn RecordPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let query = use_query_map().read_untracked().clone();
    let (asked, who) = (query.get("q").unwrap_or_default(), query.get("who").or_else(|| typed.value_opt("who")));
    let done = query.get("done");
    Suspend::new(async move {
        if visit.viewer.staff().is_none() {
            return refused(desk::Error::SignInFirst);
        }
        let l = visit.lang;
        if let Some(reference) = done {
            return told(l, reference).into_any();
        }
        let found = match find_people(&portal.db, &visit.viewer, visit.now, &asked).await {
            Ok(found) => found,
            Err(error) => return refused(error),
        };
        let somebody = who.as_ref().map(|who| found.iter().find(|somebody| somebody.id.to_string() == *who).cloned());
        // a call about what was asked before goes on where it was asked
        let about = match &somebody {
            None => asked.clone(),
            Some(somebody) => somebody.as_ref().map(|somebody| somebody.locator.clone()).unwrap_or_default(),
        };
        let cases = match cases_here(&portal.db, &visit, &about).await {
            Ok(cases) => cases,
            Err(error) => return refused(error),
        };
        match somebody {
            Some(somebody) => {
                let key = typed.value_opt("key").unwrap_or_else(fresh_key);
                let how = how(&portal, &visit).await;
                let files = files_of(&portal, &visit, format!("record:{key}")).await;
                form(asked, somebody, already(&visit, cases), typed, key, files, &how).into_any()
            }
            None => {
                let nobody = found.is_empty() && cases.is_empty() && !asked.trim().is_empty();
                search(l, asked, found, nobody, already(&visit, cases)).into_any()
            }
        }
    })
}

/// How calls are written down and callers made sure of; which kind of case it becomes is chosen on the form.
async fn how(portal: &Portal, visit: &Visit) -> Procedures {
    let departments = departments(&portal.db).await.unwrap_or_default();
    Procedures::at(portal, visit, &departments, None, None, &[WorkStep::Record, WorkStep::Identity]).await
}

/// Open cases these words find, and one by its whole reference wherever it stands; as far as the viewer's rights reach.
async fn cases_here(db: &desk::PgPool, visit: &Visit, words: &str) -> desk::Result<Vec<Item>> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let standing = if Reference::parse(words).is_ok() { Standing::Any } else { Standing::Open };
    let filter = Filter { standing, rest: Rest::Any, words: words.to_owned(), ..Filter::default() };
    Ok(list(db, &visit.viewer, visit.now, &filter, None).await?.items)
}

/// Those cases, to go on in one of them.
fn already(visit: &Visit, cases: Vec<Item>) -> Option<impl IntoView + use<>> {
    let l = visit.lang;
    let rows: Vec<_> = cases
        .into_iter()
        .take(MOST_CASES)
        .map(|case| {
            let (title, opened) = (case.subject, day_time(l, case.opened_at, visit.now));
            let hint = t!(l, "record-case", reference = case.reference.clone(), name = case.person_name, time = opened);
            view! { <Action href=format!("/cases/{}", case.reference) title=title hint=hint/> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack stack--s">
                <h2>{t!(l, "record-already")}</h2>
                <ActionList>{rows}</ActionList>
            </section>
        }
    })
}

fn search(l: Lang, asked: String, found: Vec<Somebody>, nobody: bool, already: Option<impl IntoView + 'static>) -> impl IntoView {
    let count = i64::try_from(found.len()).unwrap_or_default();
    let (q, unknown) = (encode(&asked), format!("/desk/record?who=nobody&q={}", encode(&asked)));
    let rows: Vec<_> = found
        .into_iter()
        .map(|somebody| {
            let href = format!("/desk/record?who={}&q={q}", somebody.id);
            view! { <Action href=href title=somebody.name.clone() hint=travels(l, &somebody)/> }
        })
        .collect();
    view! {
        <Title text=t!(l, "record-title")/>
        <Page>
            <PageHead title=t!(l, "record-title") back="/desk".to_owned()>{t!(l, "record-lead")}</PageHead>
            <div class="stack stack--l">
                <form class="stack stack--s" method="get" action="/desk/record" role="search">
                    <Field name="q" kind=Typing::Search label=t!(l, "record-who") hint=t!(l, "record-who-hint") value=asked maxlength=100_u16/>
                    <div class="buttons"><Button look=Look::Next>{t!(l, "record-find")}</Button></div>
                </form>
                {nobody.then(|| view! { <p>{t!(l, "record-nobody")}</p> })}
                {already}
                {(count > 0).then(|| view! { <section class="stack stack--s"><h2>{t!(l, "record-people")}</h2><ActionList>{rows}</ActionList></section> })}
                {(count >= MOST_PEOPLE).then(|| view! { <p class="quiet">{t!(l, "record-many")}</p> })}
                <div><LinkButton href=unknown>{t!(l, "record-unknown")}</LinkButton></div>
            </div>
        </Page>
    }
}

/// `DEMO2A · LD 408 on Sunday 22 November, EWR–LAX`.
fn travels(l: Lang, somebody: &Somebody) -> String {
    match &somebody.flight {
        Some((flight, date, from, to)) => {
            let (locator, flight) = (somebody.locator.clone(), flight.clone());
            t!(l, "record-travels", locator = locator, flight = flight, date = l.date(*date), from = from.clone(), to = to.clone())
        }
        None => somebody.locator.clone(),
    }
}

fn form(
    asked: String,
    somebody: Option<Somebody>,
    already: Option<impl IntoView + 'static>,
    typed: Typed,
    key: String,
    files: Files,
    how: &Procedures,
) -> impl IntoView {
    let (l, known) = (lang(), somebody.as_ref());
    let value = |field: &str, otherwise: Option<String>| typed.value_opt(field).or(otherwise).unwrap_or_default();
    let who = known.map_or_else(|| "nobody".to_owned(), |somebody| somebody.id.to_string());
    let caption = known.map(|somebody| travels(l, somebody));
    let action = format!("/desk/record?who={who}&q={}", encode(&asked));
    let back = format!("/desk/record?q={}", encode(&asked));
    let channels = [Channel::Phone, Channel::Counter].map(|channel| Choice::new(channel.as_str(), l.text(channel.key(), None))).to_vec();
    let mut checks: Vec<Choice> = IdentityCheck::ALL.iter().map(|check| Choice::new(check.as_str(), l.text(check.key(), None))).collect();
    checks.insert(0, Choice::new("", t!(l, "record-check-none")));
    let matters = Kind::ALL.into_iter().flat_map(|kind| {
        Topic::of(kind).iter().map(move |topic| {
            (format!("{} {}", kind.as_str(), topic.as_str()), format!("{} · {}", l.text(kind.key(), None), l.text(topic.key(), None)))
        })
    });
    let matters: Vec<(String, String)> = std::iter::once((String::new(), t!(l, "record-choose"))).chain(matters).collect();
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.own_name().to_owned())).to_vec();
    let (name, email) =
        (value("name", known.map(|somebody| somebody.name.clone())), value("email", known.and_then(|somebody| somebody.email.clone())));
    let texts = portal().texts();
    let email = if texts || email.contains('@') { email } else { String::new() };
    let (kind, label) = if texts { (Typing::Reach, t!(l, "record-either")) } else { (Typing::Email, t!(l, "record-email")) };
    let language = value("language", known.map(|somebody| somebody.language.tag().to_owned()));
    let (channel, check, matter) = (value("channel", None), value("check", None), value("matter", None));
    let (subject, words, answer) = (value("subject", None), value("words", None), value("answer", None));
    let longest = u16::try_from(SUBJECT_LONGEST).ok();
    // who calls to change something is served at once: the change keeps the talk
    let behalf = known.filter(|_| portal().tariff.is_some() && may_act_for_passengers(&visit().viewer)).map(|somebody| {
        let verify = |page: String| format!("/trip/{}/verify?next={}", encode(&somebody.locator), encode(&page));
        let (change, refund) = (verify(change_page(&somebody.locator)), verify(refund_page(&somebody.locator)));
        view! { <ActionList><Action href=change title=t!(l, "behalf-change")/><Action href=refund title=t!(l, "behalf-refund")/></ActionList> }
    });
    let (recording, identity) = (how.of(l, WorkStep::Record), how.of(l, WorkStep::Identity));
    view! {
        <Title text=page_title(l, &typed, t!(l, "record-title"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "record-title") caption=caption back=back/>
            {already}
            {behalf}
            {recording}
            <form class="stack stack--l" method="post" action=action enctype="multipart/form-data">
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="who" value=who/>
                <Choices name="channel" legend=t!(l, "record-channel") options=channels chosen=channel across=true error=typed.error(l, "channel")/>
                <Field name="name" label=t!(l, "record-name") value=name error=typed.error(l, "name")/>
                <Field name="email" kind=kind label=label hint=t!(l, "record-email-hint") value=email error=typed.error(l, "email")/>
                <Select name="language" label=t!(l, "record-language") options=languages value=language/>
                <Select name="matter" label=t!(l, "record-matter") options=matters value=matter error=typed.error(l, "topic")/>
                <Field name="subject" label=t!(l, "record-subject") value=subject maxlength=longest error=typed.error(l, "subject")/>
                <TextArea name="words" label=t!(l, "record-words") hint=t!(l, "record-words-hint") value=words error=typed.error(l, "words")/>
                <FilesField files=files typed=typed.clone()/>
                <TextArea name="answer" label=t!(l, "record-answer") hint=t!(l, "record-answer-hint") rows=4 value=answer error=typed.error(l, "answer")/>
                <Choices name="check" legend=t!(l, "record-check") options=checks chosen=check error=typed.error(l, "check")/>
                {identity}
                <div><Button look=Look::Next arrow=true>{t!(l, "record-go")}</Button></div>
            </form>
        </Page>
    }
}

fn told(l: Lang, reference: String) -> impl IntoView {
    let href = format!("/cases/{}", encode(&reference));
    view! {
        <Title text=t!(l, "record-done")/>
        <Page>
            <PageHead title=t!(l, "record-done") back="/desk".to_owned()/>
            <Band ground=Ground::Paper title=t!(l, "record-tell") announce=true><span class="reference">{reference}</span></Band>
            <p>{t!(l, "record-told")}</p>
            <div class="buttons">
                <LinkButton href="/desk/record" look=Look::Next>{t!(l, "record-next")}</LinkButton>
                <LinkButton href=href>{t!(l, "record-open")}</LinkButton>
            </div>
        </Page>
    }
}
