//! Deciding about a text somebody else wrote, and what else can be done with a version that is not being written.

use super::{Faults, Rendering, differences::Differences, moment, reviewed, state, version_address, written};
use crate::{
    context::Visit,
    form::Typed,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        choice::Tick,
        details::Details,
        facts::{Fact, Facts},
        field::{Field, Kind, TextArea},
    },
    words::{Lang, t},
};
use desk::help::writing::{Fault, Manuscript, Version};
use domain::help::{Book, State};
use domain::locale::Locale;
use domain::rights::ArticleRole;
use leptos::prelude::*;

/// A version that waits: for somebody's eyes, or for its hour.
pub(super) fn decide(visit: &Visit, it: &Manuscript, version: &Version, faults: Vec<Fault>, typed: &Typed) -> impl IntoView + use<> {
    let l = visit.lang;
    let may = it.may_approve(&visit.viewer, version);
    let own = visit.viewer.staff().is_some_and(|member| version.writers.contains(&member.id));
    let changes = it.published(version.locale).map(|read| {
        let title = t!(l, "knowledge-compare-title", from = read.number, to = version.number);
        let (before, after, locale) = (read.words.clone(), version.words.clone(), version.locale);
        view! { <Details title=title open=true><Differences before after locale/></Details> }
    });
    let waits = match (version.state, may) {
        (State::Review, true) => None,
        (State::Review, false) => Some(if own { t!(l, "knowledge-waits-other") } else { t!(l, "knowledge-waits") }),
        (State::Approved, _) => Some(t!(l, "knowledge-waits-hour", at = version.publish_at.map(|at| moment(l, at)).unwrap_or_default())),
        _ => Some(t!(l, "knowledge-being-written")),
    };
    let waits = waits.map(|words| view! { <Band ground=Ground::Paper title=state(l, version.state, None)>{words}</Band> });
    let approve = (version.state == State::Review && may).then(|| approve(l, it, version, typed));
    let back = (version.state != State::Draft && it.role >= ArticleRole::Author).then(|| back(l, it, version, own, typed));
    view! {
        {waits}
        <Faults faults/>
        <div class="beside">
            <section class="stack" aria-labelledby="as-read"><h2 id="as-read">{t!(l, "knowledge-as-read")}</h2><Rendering words=version.words.clone() locale=version.locale/></section>
            <div class="stack">{approve}{back}</div>
        </div>
        {changes}
        {give_up(l, it, version)}
    }
}

/// What identifies the version the reader of this page has seen.
fn seen(version: &Version) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="number" value=version.number.to_string()/>
        <input type="hidden" name="edits" value=version.edits.to_string()/>
    }
}

fn approve(l: Lang, it: &Manuscript, version: &Version, typed: &Typed) -> impl IntoView + use<> {
    let name = || "act".to_owned();
    view! {
        <form class="stack" method="post" action=version_address(it.text(), version.locale)>
            <h2>{t!(l, "knowledge-approve")}</h2>
            {seen(version)}
            <Tick name="checked" label=t!(l, "knowledge-checked") hint=t!(l, "knowledge-checked-hint") checked={typed.value("checked") == "yes"}/>
            <div class="buttons"><Button name=name() value="approve".to_owned() look=Look::Next>{t!(l, "knowledge-publish-now")}</Button></div>
            <Field name="day" kind=Kind::Date label=t!(l, "knowledge-day") hint=t!(l, "knowledge-day-hint") value=typed.value("day") error=typed.error(l, "day")/>
            <Field name="time" label=t!(l, "knowledge-time") hint=t!(l, "knowledge-time-hint") maxlength=5_u16 value=typed.value("time") error=typed.error(l, "time")/>
            <div class="buttons"><Button name=name() value="schedule".to_owned()>{t!(l, "knowledge-publish-later")}</Button></div>
        </form>
    }
}

/// Somebody who wrote in it takes it back; anybody else says why it goes back.
fn back(l: Lang, it: &Manuscript, version: &Version, own: bool, typed: &Typed) -> impl IntoView + use<> {
    let (title, words) = match (version.state, own) {
        (State::Approved, _) => (t!(l, "knowledge-stop"), t!(l, "knowledge-stop-go")),
        (_, true) => (t!(l, "knowledge-take-back"), t!(l, "knowledge-take-back-go")),
        (_, false) => (t!(l, "knowledge-send-back"), t!(l, "knowledge-send-back-go")),
    };
    let reason = (!own).then(|| {
        view! { <TextArea name="reason" label=t!(l, "knowledge-reason") hint=t!(l, "knowledge-reason-hint") rows=3 value=typed.value("reason") error=typed.error(l, "reason")/> }
    });
    view! {
        <form class="stack section" method="post" action=version_address(it.text(), version.locale)>
            <h2>{title}</h2>
            {seen(version)}
            {reason}
            <div class="buttons"><Button name="act".to_owned() value="back".to_owned()>{words}</Button></div>
        </form>
    }
}

/// Takes a version away; for what readers see, or soon would, only who answers for it.
pub(super) fn give_up(l: Lang, it: &Manuscript, version: &Version) -> impl IntoView + use<> {
    let least = if matches!(version.state, State::Approved | State::Published) { ArticleRole::Reviewer } else { ArticleRole::Author };
    let (title, hint, words) = if version.state == State::Published {
        (t!(l, "knowledge-withdraw"), withdraw_hint(l, it), t!(l, "knowledge-withdraw-go"))
    } else {
        (t!(l, "knowledge-give-up"), t!(l, "knowledge-give-up-hint"), t!(l, "knowledge-give-up-go"))
    };
    (it.role >= least).then(|| {
        let (address, seen) = (version_address(it.text(), version.locale), seen(version));
        view! {
            <Details title=title>
                <form class="stack" method="post" action=address>
                    {seen}
                    <p>{hint}</p>
                    <div class="buttons"><Button name="act".to_owned() value="withdraw".to_owned() look=Look::Stop>{words}</Button></div>
                </form>
            </Details>
        }
    })
}

fn withdraw_hint(l: Lang, it: &Manuscript) -> String {
    match it.book {
        Book::Help => t!(l, "knowledge-withdraw-hint", count = it.linked_from.len()),
        Book::Procedures => t!(l, "procedure-withdraw-hint"),
    }
}

/// Nothing is on its way: what is read, and beginning anew.
pub(super) fn settled(l: Lang, it: &Manuscript, locale: Locale) -> impl IntoView + use<> {
    let read = it.published(locale).map(|version| {
        let stands = t!(l, "knowledge-version-state", number = version.number, state = state(l, version.state, None));
        let (written, reviewed) = (written(l, version), reviewed(l, version).unwrap_or_else(|| t!(l, "knowledge-nobody")));
        view! {
            <Facts>
                <Fact name=t!(l, "knowledge-state")>{stands}</Fact>
                <Fact name=t!(l, "knowledge-written")>{written}</Fact>
                <Fact name=t!(l, "knowledge-approved")>{reviewed}</Fact>
            </Facts>
            <Rendering words=version.words.clone() locale/>
        }
    });
    let nothing = read.is_none().then(|| view! { <p class="quiet">{t!(l, "knowledge-nothing-here")}</p> });
    let begin = (it.role >= ArticleRole::Author).then(|| {
        view! {
            <form method="post" action=version_address(it.text(), locale)>
                <Button name="act".to_owned() value="start".to_owned()>{t!(l, "knowledge-start", language = locale.own_name())}</Button>
            </form>
        }
    });
    let away = it.published(locale).map(|version| give_up(l, it, version));
    view! { <div class="stack">{nothing}{read}{begin}{away}</div> }
}
