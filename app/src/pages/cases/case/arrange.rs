//! What colleagues arrange around a case: tags, later, cases that belong together. Folded until somebody needs it.

use super::super::{day_time, mark};
use crate::context::Visit;
use crate::form::Typed;
use crate::pages::desk::procedures::Procedures;
use crate::ui::{
    button::{Button, Look},
    details::Details,
    field::{Field, Kind, Select, TextArea},
    status::{Mark, Status, Tag},
};
use crate::words::{Lang, t};
use desk::cases::{CaseView, StaffView, fresh_key, together::Linked};
use domain::case::{FollowUp, Stage, TAG_LONGEST};
use domain::help::WorkStep;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// The three folds.
pub(super) fn folds(visit: &Visit, case: &CaseView, more: &StaffView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let tags = tags(visit.lang, case, more, typed).into_any();
    let later = later(visit, case, more, how, typed).into_any();
    let together = together(visit.lang, case, more, how, typed).into_any();
    view! { {tags}{later}{together} }
}

fn tags(l: Lang, case: &CaseView, more: &StaffView, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("/cases/{}/tags", case.head.reference);
    let own = more.arranged.tags.iter().map(|tag| {
        let (say, tag) = (t!(l, "case-tag-off", tag = tag.clone()), tag.clone());
        view! { <li class="row row--apart"><Tag>{format!("#{tag}")}</Tag><Button name="off".to_owned() value=tag small=true>{say}</Button></li> }
    });
    let own = own.collect_view();
    let suggested =
        more.tags.iter().filter(|tag| !more.arranged.tags.contains(*tag)).map(|tag| view! { <option value=tag.clone()></option> });
    let suggested = suggested.collect_view();
    let (error, value) = (typed.error(l, "tag"), typed.value("tag"));
    let (open, hint) = (error.is_some(), more.arranged.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    let add = action.clone();
    view! {
        <Details title=t!(l, "case-tags") hint=Some(hint).filter(|hint| !hint.is_empty()) open=open>
            <form method="post" action=action><ul class="plain stack stack--s" id="case-tags-own" data-live="">{own}</ul></form>
            <form class="stack stack--s" method="post" action=add>
                <Field name="tag" label=t!(l, "case-tag-add") hint=t!(l, "case-tag-hint") value=value error=error list="case-tags-known"
                    maxlength=Some(TAG_LONGEST as u16)/>
                <datalist id="case-tags-known">{suggested}</datalist>
                <div><Button small=true>{t!(l, "case-tag-go")}</Button></div>
            </form>
        </Details>
    }
}

/// Putting aside, and coming back on a day.
fn later(visit: &Visit, case: &CaseView, more: &StaffView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let l = visit.lang;
    let address = format!("/cases/{}", case.head.reference);
    let aside = more.arranged.aside_until.filter(|until| *until > visit.now);
    let back = aside.map(|until| {
        let say = t!(l, "case-aside-until", time = day_time(l, until, visit.now));
        view! { <form class="row row--apart" method="post" action=format!("{address}/aside")><span>{say}</span>
        <Button name="until".to_owned() value="now".to_owned() small=true>{t!(l, "case-aside-back")}</Button></form> }
    });
    let planned: Vec<_> = more.arranged.follow_ups.iter().map(|one| planned(visit, &address, one)).collect();
    let (until_error, due_error, what_error) = (typed.error(l, "until"), typed.error(l, "due"), typed.error(l, "what"));
    let who_error = typed.error(l, "who");
    let open = [&until_error, &due_error, &what_error, &who_error].into_iter().any(Option::is_some);
    let mut spans: Vec<(String, String)> = [1_i64, 4]
        .map(|hours| (hours.to_string(), t!(l, "case-aside-in", span = l.duration(jiff::SignedDuration::from_hours(hours)))))
        .into();
    spans.extend(
        [("tomorrow", "case-aside-tomorrow"), ("monday", "case-aside-monday"), ("day", "case-aside-day")]
            .map(|(v, key)| (v.to_owned(), l.text(key, None))),
    );
    let until = super::staff::choose(l, spans);
    let mut people: Vec<(String, String)> = vec![(String::new(), t!(l, "case-follow-up-me"))];
    let there = more.colleagues.iter().filter(|one| one.departments.contains(&case.head.department.id));
    people.extend(there.map(|one| (one.id.clone(), one.name.clone())));
    let seen = super::staff::seen("aside", &case.head);
    let key = typed.value_opt("key").filter(|_| due_error.is_some() || what_error.is_some()).unwrap_or_else(fresh_key);
    let value = |name: &str| typed.value(name);
    let (day, due, what, who, chosen) = (value("until_day"), value("due"), value("what"), value("who"), value("until"));
    let (hint, how) = (aside.map(|until| day_time(l, until, visit.now)), how.of(l, WorkStep::Later));
    view! {
        <Details title=t!(l, "case-later") hint=hint open=open>
            <div class="stack">
                {how}
                <div class="stack stack--s" id="case-later-own" data-live="">{back}{planned}</div>
                <form class="stack stack--s" method="post" action=format!("{address}/aside")>
                    {seen}
                    <Select name="until" label=t!(l, "case-aside") hint=t!(l, "case-aside-hint") options=until value=chosen error=until_error/>
                    <Field name="until_day" kind=Kind::Date label=t!(l, "case-aside-on") value=day/>
                    <div><Button small=true>{t!(l, "case-aside-go")}</Button></div>
                </form>
                <form class="stack stack--s" method="post" action=format!("{address}/follow-ups")>
                    <input type="hidden" name="key" value=key/>
                    <Field name="due" kind=Kind::Date label=t!(l, "case-follow-up-on") hint=t!(l, "case-follow-up-hint") value=due error=due_error/>
                    <TextArea name="what" label=t!(l, "case-follow-up-what") value=what error=what_error rows=2/>
                    <Select name="who" label=t!(l, "case-follow-up-who") options=people value=who error=who_error/>
                    <div><Button small=true>{t!(l, "case-follow-up-go")}</Button></div>
                </form>
            </div>
        </Details>
    }
}

/// One follow-up that is still to come.
fn planned(visit: &Visit, address: &str, one: &FollowUp) -> impl IntoView + use<> {
    let l = visit.lang;
    let line = t!(l, "case-follow-up-line", time = day_time(l, one.due, visit.now), owner = one.owner.name.clone());
    let (words, id) = (one.words.clone(), one.id.clone());
    view! {
        <form class="stack stack--s" method="post" action=format!("{address}/follow-ups")>
            <p>{line}<br/><span class="quiet">{words}</span></p>
            <div><Button name="settle".to_owned() value=id small=true>{t!(l, "case-follow-up-drop")}</Button></div>
        </form>
    }
}

/// Follow-ups whose day has come, before the reply box: what they lead to is written there.
pub(super) fn due(visit: &Visit, case: &CaseView) -> impl IntoView + use<> {
    let l = visit.lang;
    let action = format!("/cases/{}/follow-ups", case.head.reference);
    let due = case.staff.iter().flat_map(|more| &more.arranged.follow_ups).filter(|one| one.due <= visit.now);
    let forms: Vec<_> = due
        .map(|one| {
            let title = t!(l, "case-follow-up-due", owner = one.owner.name.clone());
            let (action, words, id, done) = (action.clone(), one.words.clone(), one.id.clone(), one.id.clone());
            view! {
                <form class="stack stack--s section" method="post" action=action>
                    <h2><Status mark=Mark::Changed>{title}</Status></h2>
                    <p class="quote">{words}</p>
                    <div class="row">
                        <Button name="write".to_owned() value=id>{t!(l, "case-follow-up-write")}</Button>
                        <Button look=Look::Quiet name="settle".to_owned() value=done>{t!(l, "case-follow-up-done")}</Button>
                    </div>
                </form>
            }
        })
        .collect();
    view! { <div id="case-due" data-live="">{forms}</div> }
}

fn together(l: Lang, case: &CaseView, more: &StaffView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("/cases/{}/links", case.head.reference);
    let (tied, near): (Vec<_>, Vec<_>) = more.links.iter().partition(|link| link.tied);
    let hint = (!tied.is_empty()).then(|| tied.len().to_string());
    let tied: Vec<_> = tied.into_iter().map(|link| line(l, link)).collect();
    let near: Vec<_> = near.into_iter().map(|link| line(l, link)).collect();
    let merge = merge(l, case, more, typed).into_any();
    let near = (!near.is_empty())
        .then(|| view! { <p class="quiet small">{t!(l, "case-links-near")}</p><ul class="plain stack stack--s">{near}</ul> });
    let (error, value, add) = (typed.error(l, "other"), typed.value("other"), action.clone());
    let (open, how) = (error.is_some() || typed.error(l, "into").is_some(), how.of(l, WorkStep::Together));
    view! {
        <Details title=t!(l, "case-links") hint=hint open=open>
            <div class="stack">
                {how}
                <form class="stack stack--s" method="post" action=action id="case-links-own" data-live=""><ul class="plain stack stack--s">{tied}</ul>{near}</form>
                <form class="stack stack--s" method="post" action=add>
                    <Field name="other" label=t!(l, "case-link-other") hint=t!(l, "case-link-hint") value=value error=error/>
                    <div><Button small=true>{t!(l, "case-link-on")}</Button></div>
                </form>
                {merge}
            </div>
        </Details>
    }
}

/// Going on in another case of the same person; those there are to choose from, or a reference.
fn merge(l: Lang, case: &CaseView, more: &StaffView, typed: &Typed) -> impl IntoView + use<> {
    let own = more.links.iter().filter(|link| link.same_opener && link.stage != Stage::Closed);
    let own: Vec<_> = own.map(|link| (link.reference.clone(), format!("{} · {}", link.reference, link.subject))).collect();
    let may = case.role.may(CaseAction::Merge) && case.whole.into.is_none() && !own.is_empty();
    let (action, error, value) = (format!("/cases/{}/merge", case.head.reference), typed.error(l, "into"), typed.value("into"));
    let options = super::staff::choose(l, own);
    may.then(|| {
        view! {
            <form class="stack stack--s section" method="post" action=action>
                <Select name="into" label=t!(l, "case-merge") hint=t!(l, "case-merge-hint") options=options value=value error=error/>
                <div><Button small=true>{t!(l, "case-merge-go")}</Button></div>
            </form>
        }
    })
}

fn line(l: Lang, link: &Linked) -> impl IntoView + use<> {
    let (href, subject, reference) = (format!("/cases/{}", link.reference), link.subject.clone(), link.reference.clone());
    let about = format!(" · {}", link.person_name);
    let (shape, stage) = (mark(link.stage), l.text(link.stage.key(), None));
    let (name, say) = if link.tied { ("off", t!(l, "case-link-off")) } else { ("on", t!(l, "case-link-on")) };
    let spoken = format!(" {reference}");
    view! {
        <li class="row row--apart">
            <span><a href=href>{subject}</a><span class="quiet small">{about}" "</span><Status mark=shape>{stage}</Status></span>
            <Button name=name.to_owned() value=reference small=true>{say}<span class="visually-hidden">{spoken}</span></Button>
        </li>
    }
}
