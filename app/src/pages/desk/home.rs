//! `/desk`: the door for staff, and what waits behind it.

use super::sign_in::SignIn;
use crate::{
    context::{portal, visit},
    outcome::{refused, see_other},
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::staff::{Overview, overview};
use domain::rights::{self, StaffMember};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Sign-in for who is not; the day's figures for who is.
#[component]
pub fn DeskHome() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    Suspend::new(async move {
        let Some(member) = visit.viewer.staff().cloned() else { return view! { <SignIn next/> }.into_any() };
        if is_ours(&next) {
            see_other(&next);
            return ().into_any();
        }
        match overview(&portal.db, &visit.viewer, visit.now).await {
            Ok(figures) => view! { <Waiting member figures/> }.into_any(),
            Err(error) => refused(error),
        }
    })
}

/// A path of this portal, never another site's.
fn is_ours(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.chars().any(char::is_control)
}

#[component]
fn Waiting(member: StaffMember, figures: Overview) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let administrator = rights::may_read_audit(&visit.viewer);
    let payments = rights::may_see_payments(&visit.viewer);
    let surveys = rights::may_write_surveys(&visit.viewer);
    let feedback = rights::may_read_answers(&visit.viewer).is_some();
    let messages = rights::may_mend_messages(&visit.viewer);
    let follow_ups = (figures.follow_ups > 0).then(|| {
        let hint = t!(l, "desk-follow-ups-hint", count = figures.follow_ups);
        view! { <Action href="/desk/queue?rest=follow-up" title=t!(l, "desk-follow-ups") hint=hint/> }
    });
    let approvals = rights::may_see_approvals(&visit.viewer)
        .then(|| view! { <Action href="/desk/approvals" title=t!(l, "approvals-title") hint=t!(l, "approvals-hint", count = figures.approvals)/> });
    view! {
        <Title text=t!(l, "desk-title")/>
        <Page>
            <PageHead title=t!(l, "desk-greeting", name = member.name.clone()) caption=l.text(member.role.key(), None)>{lead(l, &figures)}</PageHead>
            <ActionList>
                <Action href="/desk/queue" title=t!(l, "desk-queue") hint=t!(l, "desk-queue-hint", unowned = figures.unowned, soon = figures.due_soon) next=true/>
                {follow_ups}
                {approvals}
                <Action href="/desk/record" title=t!(l, "record-title") hint=t!(l, "record-hint")/>
                <Action href="/cases" title=t!(l, "desk-own") hint=t!(l, "desk-own-hint", count = figures.own)/>
                <Action href="/desk/knowledge" title=t!(l, "desk-knowledge") hint=t!(l, "desk-knowledge-hint")/>
                <Action href="/desk/procedures" title=t!(l, "procedure-title") hint=t!(l, "desk-procedures-hint")/>
                <Action href="/desk/phrases" title=t!(l, "phrases-title") hint=t!(l, "phrases-hint")/>
                <Action href="/desk/reports" title=t!(l, "reports-title") hint=t!(l, "reports-hint")/>
                {surveys.then(|| view! { <Action href="/desk/surveys" title=t!(l, "surveys-title") hint=t!(l, "surveys-hint")/> })}
                {feedback.then(|| view! { <Action href="/desk/feedback" title=t!(l, "feedback-title") hint=t!(l, "feedback-hint")/> })}
                <Action href="/desk/improvements" title=t!(l, "improvement-title") hint=t!(l, "improvement-hint")/>
                <Action href="/desk/bags" title=t!(l, "desk-bags") hint=t!(l, "desk-bags-hint")/>
                {messages.then(|| view! { <Action href="/desk/messages" title=t!(l, "desk-messages") hint=t!(l, "desk-messages-hint")/> })}
                <Action href="/desk/outbox" title=t!(l, "desk-outbox") hint=t!(l, "desk-outbox-hint")/>
                {payments.then(|| view! { <Action href="/desk/payments" title=t!(l, "desk-payments") hint=t!(l, "desk-payments-hint")/> })}
                <Action href="/desk/settings" title=t!(l, "desk-sessions") hint=t!(l, "desk-sessions-hint")/>
                {administrator.then(|| view! { <Action href="/desk/settings/audit" title=t!(l, "desk-audit") hint=t!(l, "desk-audit-hint")/> })}
            </ActionList>
            <form method="post" action="/desk/sign-out"><Button look=Look::Quiet>{t!(l, "desk-sign-out")}</Button></form>
        </Page>
    }
}

fn lead(l: Lang, figures: &Overview) -> String {
    if figures.overdue > 0 { t!(l, "desk-overdue", count = figures.overdue) } else { t!(l, "desk-in-time") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_next() {
        assert!(is_ours("/cases/LS-7K3M-9Q2F?x=1"));
        for bad in ["", "cases", "//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"] {
            assert!(!is_ours(bad), "{bad:?}");
        }
    }
}
