//! `/cases/{ref}`: the page of passenger, companion and staff alike; what each sees and may do differs.

mod arrange;
mod aside;
mod bag;
mod behalf;
pub mod beside;
mod bring;
mod delivery;
pub mod entries;
mod found;
pub mod head;
mod leaving;
mod mail;
mod passenger;
pub mod phrases;
mod reached;
mod social;
mod staff;
mod whole;

use super::{elsewhere, files_of};
use crate::context::{Portal, Visit, portal, visit};
use crate::form::{Typed, typed};
use crate::islands::{Draft, Live};
use crate::outcome::{refused, see_other};
use crate::pages::claim::{Gist, gist};
use crate::pages::desk::procedures::Procedures;
use crate::pages::surveys::offer::asked;
use crate::pages::trip::change::Open;
use crate::ui::{
    button::Button,
    error_summary::{ErrorSummary, page_title},
    files::{FileList, Files},
    reply::Reply,
    timeline::{Entry, SystemLine, Timeline},
};
use crate::words::{Lang, t};
use desk::bags::{Delivering, Pair, Report};
use desk::bookings::letters::{Sent, written};
use desk::bookings::{Trip, trip};
use desk::cases::{self, CaseView};
use desk::files::FileOf;
use desk::phrases::Phrase;
use desk::surveys::{About, Offer, offered};
use domain::booking::Locator;
use domain::help::WorkStep;
use domain::rights::CaseAction;
use entries::{Says, Told};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// One case.
#[component]
pub fn CasePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let reference = use_params_map().read_untracked().get("reference").unwrap_or_default();
    Suspend::new(async move {
        match cases::view(&portal.db, &visit.viewer, visit.now, &reference, visit.live).await {
            Ok(case) => {
                let draft = cases::draft(&portal.db, &visit.viewer, &draft_key(&case.head.reference)).await.unwrap_or_default();
                let trip = booking(&portal.db, &visit, &case).await;
                let ways = behalf::ways(&portal, &visit, trip.as_ref().map(|(trip, _)| trip)).await;
                let phrases = prepared(&portal.db, &visit, &case).await;
                let how = how(&portal, &visit, &case).await;
                let words = draft.get("words").cloned().unwrap_or_default();
                let report = bag::found(&portal.db, &visit, &case.head.reference).await;
                let files = files_of(&portal, &visit, draft_key(&case.head.reference)).await;
                let asks = asks(&portal.db, &visit, &case).await;
                let claim = Gist::of(&portal, &case).await;
                view! {
                    <Whole visit=visit case=case typed=typed draft=words files=files trip=trip ways=ways phrases=phrases how=how report=report
                        asks=asks claim=claim/>
                }
                .into_any()
            }
            // known by the reference airlines share, it is the same case
            Err(desk::Error::NotFound) if let Some(case) = bag::by_reference(&portal.db, &visit, &reference).await => {
                see_other(&format!("/cases/{case}"));
                ().into_any()
            }
            Err(desk::Error::NotFound) if visit.viewer.staff().is_none() => elsewhere::page(visit.lang, &visit.here).into_any(),
            Err(error) => refused(error),
        }
    })
}

/// The draft of a reply, kept under this name.
fn draft_key(reference: &str) -> String {
    format!("reply:{reference}")
}

/// The booking beside the case, for staff, and what was written about it. Its own look, so not again for each refresh;
/// missing, the aside does without.
async fn booking(db: &desk::PgPool, visit: &Visit, case: &CaseView) -> Option<(Trip, Vec<Sent>)> {
    let locator = Locator::parse(case.head.locator.as_deref()?).ok()?;
    if visit.live || !case.role.is_staff() {
        return None;
    }
    let trip = trip(db, &visit.viewer, visit.now, visit.lang.0, &locator).await.ok()?;
    let letters = written(db, &trip).await.unwrap_or_default();
    Some((trip, letters))
}

/// Whether it is over and somebody may say how it was.
async fn asks(db: &desk::PgPool, visit: &Visit, case: &CaseView) -> Vec<Offer> {
    if visit.live || case.head.closed_at.is_none() {
        return Vec::new();
    }
    offered(db, &visit.viewer, visit.now, About::Case(&case.head.reference)).await.unwrap_or_default()
}

/// The texts one can put into a reply; a page that fetches itself again shows those it has.
async fn prepared(db: &desk::PgPool, visit: &Visit, case: &CaseView) -> Vec<Phrase> {
    if visit.live || !case.role.is_staff() || !case.role.may(CaseAction::Reply) {
        return Vec::new();
    }
    desk::phrases::list(db, &visit.viewer, Some(&case.head.department.id)).await.unwrap_or_default()
}

/// How the steps of this page are done, for staff; a page that fetches itself again shows what it has.
async fn how(portal: &Portal, visit: &Visit, case: &CaseView) -> Procedures {
    let steps: Vec<WorkStep> = WorkStep::ALL.into_iter().filter(|step| *step != WorkStep::Record).collect();
    Procedures::at(portal, visit, &case.departments, Some(case.head.kind), Some(&case.head.department.id), &steps).await
}

/// The parts are erased (`into_any`): the type of the whole would be deeper than the compiler goes.
#[component]
fn Whole(
    visit: Visit,
    case: CaseView,
    typed: Typed,
    draft: String,
    files: Files,
    trip: Option<(Trip, Vec<Sent>)>,
    ways: Option<Open>,
    phrases: Vec<Phrase>,
    how: Procedures,
    report: Option<(Report, Delivering, Vec<Pair>)>,
    asks: Vec<Offer>,
    claim: Option<Gist>,
) -> impl IntoView {
    let (l, portal) = (visit.lang, portal());
    let asks = asked(l, &asks, "case", case.head.reference.clone());
    let (texts, leaves) = (portal.texts(), portal.mail_leaves || portal.texts_leave);
    let staff = case.role.is_staff();
    let title = page_title(l, &typed, case.head.subject.clone());
    let class = if staff { "column column--aside" } else { "column" };
    let beside = staff.then(|| format!("/cases/{}/beside", case.head.reference));
    let topic = format!("case:{}", case.head.reference);
    let version = i64::from(case.head.last_seq);
    let aside = case.staff.as_ref().map(|more| {
        let behalf =
            trip.as_ref().zip(ways.as_ref()).map(|((trip, _), open)| behalf::part(&visit, &case.head.reference, trip, open).into_any());
        let tools = staff::tools(&visit, &case, more, &phrases, &how, &typed).into_any();
        aside::aside(&visit, &case, more, trip.as_ref(), reached::fold(l, &case, more, texts, &how, &typed), (tools, behalf).into_any())
            .into_any()
    });
    let reach = delivery::reach(l, &case, texts, &typed);
    let refused = delivery::refused(l, &case);
    let step = report.as_ref().and_then(|(report, ..)| bag::next(l, &case, report, &typed)).map(IntoAny::into_any);
    let brought = report.as_ref().and_then(|(_, delivery, _)| bring::when(l, &case, delivery, &typed)).map(IntoAny::into_any);
    let bag = report.as_ref().map(|(report, delivery, _)| bag::report(&visit, &case, report, delivery).into_any());
    let on_hand = report.and_then(|(.., pairs)| found::on_hand(&visit, &case, pairs, &typed)).map(IntoAny::into_any);
    let claim = claim.map(|claim| gist(&visit, staff, claim).into_any());
    let invite = (!staff && case.role.may(CaseAction::Invite) && case.whole.into.is_none())
        .then(|| passenger::companions(l, &case, &typed).into_any());
    let bar = case.staff.as_ref().map(|more| staff::bar(&visit, &case.head, more).into_any());
    let (head, verdict) = (head::head(&visit, &case).into_any(), passenger::verdict(l, &case).into_any());
    let told = entries::told(&visit, &case).into_iter().map(|told| entry(&visit, &case, leaves, told)).collect_view();
    let thread = case.thread.as_ref().map(|thread| social::told(l, thread).into_any());
    let held = case.staff.as_ref().map(|more| leaving::leaving(&visit, &case.head.reference, &more.held).into_any());
    let due = staff.then(|| arrange::due(&visit, &case).into_any());
    let ends = case.whole.into.is_some();
    let whole = whole::whole(l, &case).into_any();
    let answering = how.of(l, WorkStep::Answer).filter(|_| case.role.may(CaseAction::Reply) && !ends);
    let reply = (case.role.may(CaseAction::Reply) && !ends).then(|| answer(l, &case, &typed, draft, files).into_any());
    view! {
        <Title text=title/>
        {bar}
        <div class=class>
            <ErrorSummary typed=typed/>
            <div class:columns=staff>
                <div class="columns__main stack">
                    {head}
                    {refused}
                    {bag}
                    {on_hand}
                    {brought}
                    {step}
                    {claim}
                    {whole}
                    {thread}
                    <Timeline label=t!(l, "case-conversation") seq=Some(version) attr:data-live="append">{told}</Timeline>
                    {held}
                    {verdict}
                    {asks}
                    {due}
                    {answering}
                    {reply}
                    {reach}
                    {invite}
                </div>
                {aside}
            </div>
        </div>
        <Live topic=topic version=version announcement=t!(l, "case-news") beside=beside/>
    }
}

/// An entry of the timeline, erased: there are many of them.
fn entry(visit: &Visit, case: &CaseView, leaves: bool, told: Told<'_>) -> AnyView {
    let l = visit.lang;
    let sent = delivery::below(delivery::lines(visit, case, leaves, told.seq));
    let there = case.there.iter().find(|there| there.seq == told.seq).map(|there| social::there(l, there).into_any());
    let beside = told.beside.map(|beside| mail::beside(l, case, beside).into_any()).or(there);
    let files: Vec<FileOf> = case.files.iter().filter(|file| file.seq == told.seq).cloned().collect();
    let (seq, at, time, more) = (i64::from(told.seq), told.at.to_string(), told.time, !files.is_empty());
    match told.says {
        Says::Words { kind, who, via, lang, words } => {
            let words = if words.is_empty() && beside.is_some() && !more { t!(l, "case-mail-empty") } else { words.to_owned() };
            let reference = case.head.reference.clone();
            let files = more.then(|| view! { <FileList reference=reference who=who.clone() files=files/> }.into_any());
            view! { <Entry seq=seq kind=kind who=who via=via time=time datetime=at lang=lang.map(str::to_owned)>{words}{files}{beside}{sent}</Entry> }
                .into_any()
        }
        Says::Step(line) => view! { <SystemLine seq=seq below=sent>{line}" · "<time datetime=at>{time}</time></SystemLine> }.into_any(),
    }
}

/// The reply box: one for both sides, with staff's further acts.
fn answer(l: Lang, case: &CaseView, typed: &Typed, draft: String, files: Files) -> impl IntoView + use<> {
    let head = &case.head;
    let staff = case.role.is_staff();
    let address = format!("/cases/{}", head.reference);
    let label = if staff { t!(l, "case-reply-to", name = head.person_name.clone()) } else { t!(l, "case-reply-yours") };
    let hint = match (staff, head.closed_at.is_some()) {
        (true, false) => t!(l, "case-reply-hint-staff"),
        (true, true) => t!(l, "case-reply-hint-reopens"),
        (false, false) => t!(l, "case-reply-hint"),
        (false, true) => t!(l, "case-reply-hint-closed"),
    };
    let hint = match case.thread.as_ref() {
        Some(thread) => t!(l, "case-reply-hint-social", network = thread.network.clone()),
        None => hint,
    };
    let key = typed.value_opt("key").filter(|_| typed.value_opt("words").is_some()).unwrap_or_else(cases::fresh_key);
    let note = format!("{address}/notes");
    let reopens = staff && head.closed_at.is_some();
    let (send, ask) = match reopens {
        true => (t!(l, "case-reopen-reply"), t!(l, "case-reopen-ask")),
        false => (t!(l, "case-reply-send"), t!(l, "case-ask")),
    };
    let more = staff.then(|| {
        view! {
            <Button name="asks".to_owned() value="yes".to_owned()>{ask}</Button>
            <Button formaction=note>{t!(l, "case-note-add")}</Button>
            {reopens.then(|| view! { <input type="hidden" name="reopens" value="yes"/> })}
        }
    });
    // whoever has been signed out meanwhile is led to the desk's door, not to a passenger's
    let from = case.staff.as_ref().map(|more| {
        // what it is written against: up to date until somebody writes; whatever comes in after that is asked about once
        let held = more.held.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(",");
        view! {
            <input type="hidden" name="from" value="desk"/>
            <span id="case-against" data-live="unwritten" hidden=true>
                <input type="hidden" name="seen" value=head.last_seq/>
                <input type="hidden" name="held" value=held/>
            </span>
        }
    });
    let (words, kept) = (typed.value_opt("words").unwrap_or(draft), draft_key(&head.reference));
    let knows = case.thread.as_ref().filter(|thread| thread.public).map(|thread| social::confirm(l, thread, typed, &words).into_any());
    let send = if knows.is_some() { t!(l, "case-public-send") } else { send };
    let (error, returned) = (typed.error(l, "words"), typed.returned());
    view! {
        <Reply action=format!("{address}/replies") label=label send=send value=words hint=hint error=error files=Some(files) typed=typed.clone() knows=knows>
            {more}
            <input type="hidden" name="key" value=key/>
            {from}
            <Draft key=kept kept=t!(l, "case-draft-kept") returned=returned/>
        </Reply>
    }
}
