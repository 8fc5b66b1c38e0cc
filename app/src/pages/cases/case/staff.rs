//! What staff see above the case, and what they can do with it besides writing.

use super::super::{day_time, promised};
use crate::context::Visit;
use crate::form::Typed;
use crate::pages::desk::procedures::Procedures;
use crate::ui::{
    button::Button,
    details::Details,
    facts::AsidePart,
    field::{Select, TextArea},
    staff_bar::{StaffBar, StaffFact},
};
use crate::words::{Lang, t};
use desk::cases::{CaseView, Colleague, Head, StaffView};
use desk::phrases::Phrase;
use domain::case::{Priority, Topic};
use domain::help::WorkStep;
use domain::rights::{CaseAction, CaseRole};
use leptos::prelude::*;

/// Owner, department, deadline, status, priority; live as a whole.
pub(super) fn bar(visit: &Visit, head: &Head, more: &StaffView) -> impl IntoView + use<> {
    let l = visit.lang;
    let owner = head.owner.clone().unwrap_or_else(|| t!(l, "case-owner-nobody"));
    let department = head.department.name(l.0).to_owned();
    let due = head.reply_by.map_or_else(|| t!(l, "case-due-none"), |by| l.deadline(by, visit.now));
    let exact = head.reply_by.map(|by| promised(l, by, visit.now));
    let status = l.text(more.status.key(), None);
    let status = if more.level > 1 { t!(l, "case-status-level", status = status, level = more.level) } else { status };
    let priority = l.text(more.priority.key(), None);
    let with = super::beside::with(visit, &more.present);
    let tags: Vec<String> = more.arranged.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = (!tags.is_empty()).then(|| view! { <StaffFact name=t!(l, "case-tags")>{tags.join(" ")}</StaffFact> });
    let aside = more.arranged.aside_until.filter(|until| *until > visit.now).map(|until| day_time(l, until, visit.now));
    let aside = aside.map(|until| view! { <StaffFact name=t!(l, "case-aside-bar")>{until}</StaffFact> });
    view! {
        <div id="case-bar" data-live="">
            <StaffBar label=t!(l, "case-bar") also=with>
                <StaffFact name=t!(l, "case-owner")>{owner}</StaffFact>
                <StaffFact name=t!(l, "case-department")>{department}</StaffFact>
                <StaffFact name=t!(l, "case-due")><span title=exact>{due}</span></StaffFact>
                <StaffFact name=t!(l, "case-status")>{status}</StaffFact>
                <StaffFact name=t!(l, "case-priority")>{priority}</StaffFact>
                {tags}
                {aside}
            </StaffBar>
        </div>
    }
}

/// Forms for everything this role may decide.
pub(super) fn tools(
    visit: &Visit,
    case: &CaseView,
    more: &StaffView,
    phrases: &[Phrase],
    how: &Procedures,
    typed: &Typed,
) -> impl IntoView + use<> {
    let l = visit.lang;
    let address = format!("/cases/{}", case.head.reference);
    let open = case.head.closed_at.is_none();
    let may = |action| open && case.role.may(action);
    let own = matches!(case.role, CaseRole::Staff { own: true, .. });
    let take = (may(CaseAction::Take) && !own).then(|| act(&address, "owner", "me", t!(l, "case-take")).into_any());
    let raise = (may(CaseAction::Escalate) && more.level < 3).then(|| act(&address, "level", "up", t!(l, "case-raise")).into_any());
    let answered = desk::cases::answered(&case.entries);
    let close = (may(CaseAction::Close) && answered).then(|| act(&address, "closing", "yes", t!(l, "case-close")).into_any());
    let close_unanswered = (may(CaseAction::Close) && !answered).then(|| close_unanswered(l, &address, typed).into_any());
    let member = visit.viewer.staff().filter(|_| case.role.may(CaseAction::Reply) && !phrases.is_empty());
    let phrases = member.map(|member| super::phrases::fold(l, case, phrases, member, visit.now).into_any());
    let seen_act = seen("act", &case.head);
    let hand_over = may(CaseAction::HandOver).then(|| hand_over(l, &address, &case.head, more, how, typed).into_any());
    let transfer = may(CaseAction::Transfer).then(|| transfer(l, &address, case, how, typed).into_any());
    let sort = may(CaseAction::SetTopic).then(|| sort(l, case, more, how, typed).into_any());
    let arrange = may(CaseAction::Arrange).then(|| super::arrange::folds(visit, case, more, how, typed).into_any());
    // beside the presses, which are fetched again as a whole
    let taking = how.of(l, WorkStep::Take).filter(|_| take.is_some());
    let raising = how.of(l, WorkStep::Raise).filter(|_| raise.is_some());
    let closing = how.of(l, WorkStep::Close).filter(|_| may(CaseAction::Close));
    if !CaseAction::ALL.into_iter().any(|action| action != CaseAction::Read && may(action)) {
        // what may be done again once the passenger writes comes in here
        return view! { <div id="case-tools" data-live=""></div> }.into_any();
    }
    view! {
        <div id="case-tools"><AsidePart title=t!(l, "case-tools")>
            <form method="post">
                {seen_act}
                <div class="row" id="case-acts" data-live="">{take}{raise}{close}</div>
            </form>
            {taking}
            {raising}
            {phrases}
            {hand_over}
            {transfer}
            {sort}
            {arrange}
            {closing}
            <div id="case-close-unanswered" data-live="">{close_unanswered}</div>
        </AsidePart></div>
    }
    .into_any()
}

/// One press.
fn act(address: &str, name: &'static str, value: &'static str, words: String) -> impl IntoView + use<> {
    let action = format!("{address}/{name}");
    view! { <Button name=name.to_owned() value=value.to_owned() formaction=action small=true>{words}</Button> }
}

/// Closing what nobody has answered asks for the words that are our answer.
fn close_unanswered(l: Lang, address: &str, typed: &Typed) -> impl IntoView + use<> {
    let (action, error, because) = (format!("{address}/closing"), typed.error(l, "because"), typed.value("because"));
    let open = error.is_some();
    view! {
        <Details title=t!(l, "case-close") open=open>
            <form class="stack stack--s" method="post" action=action>
                <TextArea name="because" label=t!(l, "case-close-why") hint=t!(l, "case-close-hint") value=because error=error rows=2/>
                <div><Button>{t!(l, "case-close")}</Button></div>
            </form>
        </Details>
    }
}

/// How far this page has read the case, live beside what it shows: a colleague who was faster is not overruled unseen.
pub(super) fn seen(form: &str, head: &Head) -> impl IntoView + use<> {
    let (id, seq) = (format!("case-seen-{form}"), head.last_seq);
    view! { <span id=id data-live="" hidden=true><input type="hidden" name="seen" value=seq/></span> }
}

fn hand_over(l: Lang, address: &str, head: &Head, more: &StaffView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let there = |colleague: &&Colleague| colleague.departments.contains(&head.department.id) && Some(&colleague.id) != more.owner.as_ref();
    let people = more.colleagues.iter().filter(there).map(|person| (person.id.clone(), person.name.clone()));
    let (people, error, action) = (choose(l, people.collect()), typed.error(l, "owner"), format!("{address}/owner"));
    let (seen, how) = (seen("owner", head), how.of(l, WorkStep::HandOver));
    let open = error.is_some();
    view! {
        <Details title=t!(l, "case-hand-over") open=open>
            {how}
            <form class="stack stack--s" method="post" action=action>
                {seen}
                <Select name="owner" label=t!(l, "case-hand-over-to") hint=t!(l, "case-hand-over-hint") options=people error=error/>
                <div><Button>{t!(l, "case-hand-over-go")}</Button></div>
            </form>
        </Details>
    }
}

fn transfer(l: Lang, address: &str, case: &CaseView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let others = case.departments.iter().filter(|department| department.id != case.head.department.id);
    let departments = choose(l, others.map(|department| (department.id.clone(), department.name(l.0).to_owned())).collect());
    let (missing, unsaid, action) = (typed.error(l, "department"), typed.error(l, "reason"), format!("{address}/department"));
    let (department, reason) = (typed.value("department"), typed.value("reason"));
    let (seen, how) = (seen("department", &case.head), how.of(l, WorkStep::Transfer));
    let open = missing.is_some() || unsaid.is_some();
    view! {
        <Details title=t!(l, "case-transfer") open=open>
            {how}
            <form class="stack stack--s" method="post" action=action>
                {seen}
                <Select name="department" label=t!(l, "case-department") options=departments value=department error=missing/>
                <TextArea name="reason" label=t!(l, "case-transfer-reason") hint=t!(l, "case-transfer-hint") value=reason error=unsaid rows=2/>
                <div><Button>{t!(l, "case-transfer-go")}</Button></div>
            </form>
        </Details>
    }
}

/// Topic, priority, deadline: a form each, because each is an act of its own.
fn sort(l: Lang, case: &CaseView, more: &StaffView, how: &Procedures, typed: &Typed) -> impl IntoView + use<> {
    let topics = Topic::of(case.head.kind).iter().map(|topic| (topic.as_str().to_owned(), l.text(topic.key(), None))).collect();
    let head = &case.head;
    let topic = set(l, head, "topic", t!(l, "case-topic"), topics, more.topic.as_str(), None, None);
    let priority = case.role.may(CaseAction::SetPriority).then(|| {
        let priorities = Priority::ALL.iter().map(|priority| (priority.as_str().to_owned(), l.text(priority.key(), None))).collect();
        set(l, head, "priority", t!(l, "case-priority"), priorities, more.priority.as_str(), None, None)
    });
    let (error, unsaid) = (typed.error(l, "deadline"), typed.error(l, "why"));
    let open = error.is_some() || unsaid.is_some();
    let deadline = case.role.may(CaseAction::SetDeadline).then(|| {
        let spans = [1_i64, 4, 8, 24, 72].map(|hours| (hours.to_string(), l.duration(jiff::SignedDuration::from_hours(hours))));
        let (chosen, why) = (typed.value("deadline"), typed.value("why"));
        let why = view! { <TextArea name="why" label=t!(l, "case-deadline-why") hint=t!(l, "case-deadline-why-hint") value=why error=unsaid rows=2/> };
        set(l, head, "deadline", t!(l, "case-deadline-within"), choose(l, spans.into()), &chosen, error, Some(why.into_any()))
    });
    let how = how.of(l, WorkStep::Sort);
    view! { <Details title=t!(l, "case-sort") open=open><div class="stack stack--s">{how}{topic}{priority}{deadline}</div></Details> }
}

#[allow(clippy::too_many_arguments)] // a form, spelt out
fn set(
    l: Lang,
    head: &Head,
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    value: &str,
    error: Option<String>,
    more: Option<AnyView>,
) -> impl IntoView + use<> {
    let (action, value, seen) = (format!("/cases/{}/{name}", head.reference), value.to_owned(), seen(name, head));
    view! {
        <form class="stack stack--s" method="post" action=action>
            {seen}
            <Select name=name label=label options=options value=value error=error/>
            {more}
            <div><Button small=true>{t!(l, "case-set")}</Button></div>
        </form>
    }
}

/// Nothing is chosen for people beforehand.
pub(super) fn choose(l: Lang, mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), t!(l, "case-choose")));
    options
}
