//! One case, one row.

use crate::{
    context::visit,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        button::Button,
        deadline::{Deadline, Urgency},
        status::Tag,
    },
    words::{Lang, t, when::zone},
};
use desk::{
    cases::Department,
    queue::{Item, Last},
};
use domain::{
    case::Priority,
    rights::{CaseAction, CaseRole, Viewer, may_keep_bags},
};
use jiff::Timestamp;
use leptos::prelude::*;

/// A row; on phones a card.
#[component]
pub(super) fn Row(item: Item, departments: Vec<Department>) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let department =
        departments.iter().find(|department| department.id == item.department).map(|department| department.name(l.0).to_owned());
    let owner = item.owner.as_ref().map_or_else(|| t!(l, "queue-nobody"), |(_, name)| name.clone());
    let take =
        (item.owner.is_none() && item.status.is_open() && takes(&visit.viewer)).then(|| view! { <Take reference=item.reference.clone()/> });
    let about: Vec<String> = item.locator.clone().into_iter().chain(item.flight.clone()).collect();
    let words_lang = (item.language != l.0).then(|| item.language.tag());
    let name = item.person_name.clone();
    let pressing = matches!(item.priority, Priority::High | Priority::Urgent).then(|| l.text(item.priority.key(), None));
    let level = (item.level > 1).then(|| t!(l, "queue-level", level = item.level));
    let last = [Some(last(l, &item.last, visit.now)), waits(l, &item, visit.now)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // to be compared by who looks after bags
    let found = (item.may_be_found && may_keep_bags(&visit.viewer)).then(|| t!(l, "queue-may-be-found"));
    let tags = item.tags.iter().map(|tag| format!("#{tag}"));
    let due = due(l, &item, visit.now);
    view! {
        <tr class="table__row--open" role="row">
            <th scope="row" role="rowheader" class="reference"><a class="table__link" href=format!("/cases/{}", item.reference)>{item.reference.clone()}</a></th>
            <td role="cell">
                <span lang=words_lang>{item.subject.clone()}</span>
                {[pressing, level, found].into_iter().flatten().chain(tags).map(|word| view! { " "<Tag>{word}</Tag> }).collect_view()}
                <span class="table__sub">{last}</span>
            </td>
            <td role="cell" data-label=t!(l, "queue-passenger")><span>{name}{(!about.is_empty()).then(|| view! { <span class="table__sub">{about.join(" · ")}</span> })}</span></td>
            <td role="cell" data-label=t!(l, "queue-channel")><span>{l.text(item.channel.key(), None)}<span class="table__sub">{l.text(item.kind.key(), None)}</span></span></td>
            <td role="cell" data-label=t!(l, "queue-owner")><span>{owner}<span class="table__sub">{department}</span>{take}</span></td>
            <td role="cell" data-label=t!(l, "queue-due")>{due}</td>
        </tr>
    }
}

/// Whether the viewer may become responsible for what the queue shows them.
fn takes(viewer: &Viewer) -> bool {
    viewer.staff().is_some_and(|member| CaseRole::Staff { role: member.role, own: false }.may(CaseAction::Take))
}

/// Become responsible, and land on the case.
#[component]
fn Take(reference: String) -> impl IntoView {
    let l = visit().lang;
    let action = format!("/cases/{reference}/owner");
    view! {
        <form class="table__act" method="post" action=action>
            // offered while nobody has it: whoever got it since keeps it
            <input type="hidden" name="seen" value="0"/>
            <Button name="owner".to_owned() value="me".to_owned() small=true>{t!(l, "queue-take")}<span class="visually-hidden">" "{reference}</span></Button>
        </form>
    }
}

/// The last thing that happened, by whom, how long ago.
fn last(l: Lang, last: &Last, now: Timestamp) -> String {
    let ago = l.duration(now.duration_since(last.at));
    match last.kind.as_str() {
        "opened" => t!(l, "queue-last-opened", ago = ago),
        "message" if last.passenger => t!(l, "queue-last-passenger", ago = ago),
        "message" => t!(l, "queue-last-reply", who = last.by.clone(), ago = ago),
        "note" => t!(l, "queue-last-note", who = last.by.clone(), ago = ago),
        "verdict" => t!(l, "queue-last-verdict", ago = ago),
        "assignment" => t!(l, "queue-last-assignment", ago = ago),
        _ => t!(l, "queue-last-other", ago = ago),
    }
}

/// Put aside until when, and when somebody comes back to it.
fn waits(l: Lang, item: &Item, now: Timestamp) -> Option<String> {
    let zone = zone(DESK_ZONE);
    let aside = item.aside_until.filter(|until| *until > now).map(|until| t!(l, "queue-aside", time = l.day_time(until, now, &zone)));
    let follow_up = item.follow_up_at.map(|due| match due <= now {
        true => t!(l, "queue-follow-up-due"),
        false => t!(l, "queue-follow-up", time = l.day_time(due, now, &zone)),
    });
    let parts: Vec<String> = aside.into_iter().chain(follow_up).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The deadline as a bar that shortens; without one, why there is none.
fn due(l: Lang, item: &Item, now: Timestamp) -> AnyView {
    let Some(due) = item.reply_by else {
        let word = l.text(item.status.key(), None);
        return view! { <Deadline word=word left=0 urgency=Urgency::Paused/> }.into_any();
    };
    let left = share_left(item.opened_at, due, now);
    view! { <Deadline word=l.deadline(due, now) left=left urgency=Urgency::of(left)/> }.into_any()
}

/// How much of the promised time is left, in percent: 0 only when it has passed.
fn share_left(from: Timestamp, due: Timestamp, now: Timestamp) -> u8 {
    let (whole, left) = (due.duration_since(from).as_secs(), due.duration_since(now).as_secs());
    if left <= 0 {
        return 0;
    }
    let share = left.saturating_mul(100) / whole.max(1);
    u8::try_from(share.clamp(1, 100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_bar_shortens_and_is_empty_only_when_late() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(share_left(at(0), at(1000), at(0)), 100);
        assert_eq!(share_left(at(0), at(1000), at(750)), 25);
        assert_eq!(share_left(at(0), at(1000), at(999)), 1);
        assert_eq!(share_left(at(0), at(1000), at(1000)), 0);
        assert_eq!(share_left(at(0), at(1000), at(5000)), 0);
        // a deadline set by hand may lie before the opening
        assert_eq!(share_left(at(1000), at(500), at(0)), 100);
    }
}
