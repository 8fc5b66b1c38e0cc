//! `/desk/settings`: where staff are signed in, and what one answers.

use crate::{
    context::{portal, visit},
    form::typed,
    outcome::refused,
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        error_summary::ErrorSummary,
        page_head::{Page, PageHead, Width},
        status::Tag,
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::staff::{StaffSession, sessions, skills};
use domain::rights;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;

/// Staff times are told where the desk is.
pub const DESK_ZONE: &str = "America/New_York";

/// One's own sessions, and those of others by right.
#[component]
pub fn Sessions() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let administrator = rights::may_read_audit(&visit.viewer);
    Suspend::new(async move {
        let read = async {
            Ok::<_, desk::Error>((sessions(&portal.db, &visit.viewer, visit.now).await?, skills(&portal.db, &visit.viewer).await?))
        };
        let (sessions, skills) = match read.await {
            Ok(read) => read,
            Err(error) => return refused(error),
        };
        let columns = ["sessions-who", "sessions-browser", "sessions-since", "sessions-seen", "sessions-until", "sessions-act"];
        let columns = columns.into_iter().map(|key| Column::words(l.text(key, None))).collect();
        let rows = sessions.into_iter().map(|session| view! { <Row session now=visit.now/> }).collect_view();
        view! {
            <Title text=t!(l, "sessions-title")/>
            <Page width=Width::Wide>
                <ErrorSummary typed=typed()/>
                <PageHead title=t!(l, "sessions-title") back="/desk".to_owned()>{t!(l, "sessions-lead")}</PageHead>
                <Table caption=t!(l, "sessions-title") columns stack=true>{rows}</Table>
                {super::skills::form(l, &skills, &typed())}
                <ActionList>
                    <Action href="/desk/settings/hours" title=t!(l, "hours-title") hint=t!(l, "hours-hint")/>
                    {administrator.then(|| view! { <Action href="/desk/settings/audit" title=t!(l, "desk-audit") hint=t!(l, "desk-audit-hint")/> })}
                    <Action href="/desk/settings/components" title=t!(l, "desk-components") hint=t!(l, "desk-components-hint")/>
                </ActionList>
            </Page>
        }
        .into_any()
    })
}

#[component]
fn Row(session: StaffSession, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let time = |at: Timestamp| l.day_time(at, now, &zone(DESK_ZONE));
    let act = if session.current { t!(l, "desk-sign-out") } else { t!(l, "sessions-end") };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{session.staff_name.clone()}" "{session.current.then(|| view! { <Tag>{t!(l, "sessions-this")}</Tag> })}</th>
            <td role="cell" data-label=t!(l, "sessions-browser")>{browser(l, &session.user_agent)}</td>
            <td role="cell" data-label=t!(l, "sessions-since")>{time(session.created_at)}</td>
            <td role="cell" data-label=t!(l, "sessions-seen")>{time(session.last_seen_at)}</td>
            <td role="cell" data-label=t!(l, "sessions-until")>{time(session.expires_at)}</td>
            <td role="cell">
                <form method="post" action="/desk/settings/sessions">
                    <input type="hidden" name="session" value=session.name.to_string()/>
                    <Button look=Look::Stop small=true>{act}<span class="hidden">" "{session.staff_name}</span></Button>
                </form>
            </td>
        </tr>
    }
}

/// "Firefox · Linux" from a browser's long self-description; the description where it is none we know.
fn browser(l: Lang, user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    // order matters: Edge and Opera call themselves Chrome, Chrome calls itself Safari
    let program = known(&[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) if user_agent.is_empty() => t!(l, "sessions-unknown"),
        (None, None) => user_agent.chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        let l = Lang::default();
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0";
        assert_eq!(browser(l, edge), "Edge · Windows");
        assert_eq!(browser(l, "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"), "Firefox · Linux");
        assert_eq!(browser(l, "curl/8.5.0"), "curl/8.5.0");
    }
}
