//! Staff sign in: e-mail, password, second factor. In demo mode the people of the demo stand beside it.

use crate::{
    context::{portal, visit},
    form::typed,
    outcome::refused,
    ui::{
        button::{Button, Look},
        details::Details,
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
        table::{Column, Table},
    },
    words::t,
};
use desk::demo::staff::{PASSWORD, Person, people};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form; `next` is where it leads afterwards.
#[component]
pub fn SignIn(
    /// A path of this portal, or nothing.
    next: String,
) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    let next = typed.value_opt("next").unwrap_or(next);
    let demo = portal().demo.then(|| view! { <DemoPeople next=next.clone()/> });
    view! {
        <Title text=page_title(l, &typed, t!(l, "sign-in-title"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "sign-in-title")>{t!(l, "sign-in-lead")}</PageHead>
            <form class="stack" method="post" action="/desk">
                <input type="hidden" name="next" value=next/>
                <Field name="email" label=t!(l, "sign-in-email-label") kind=Kind::Email autocomplete="username" maxlength=254_u16
                    value=typed.value("email") error=typed.error(l, "email")/>
                <Field name="password" label=t!(l, "sign-in-password-label") kind=Kind::Password autocomplete="current-password" maxlength=200_u16
                    error=typed.error(l, "password")/>
                <Field name="code" label=t!(l, "sign-in-code-label") hint=t!(l, "sign-in-code-hint") kind=Kind::Digits maxlength=16_u16
                    error=typed.error(l, "code")/>
                <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "sign-in-act")}</Button></div>
            </form>
            {demo}
        </Page>
    }
}

/// Everybody of the demo, each a press away. Rendered in demo mode only.
#[component]
fn DemoPeople(next: String) -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    Suspend::new(async move {
        let people = match people(&portal.db, visit.now).await {
            Ok(people) => people,
            Err(error) => return refused(error),
        };
        let mut rows = people.into_iter().map(|(person, code)| view! { <DemoPerson person code next=next.clone()/> }.into_any());
        let first: Vec<AnyView> = rows.by_ref().take(3).collect();
        let others: Vec<AnyView> = rows.collect();
        let columns = move || {
            vec![
                Column::words(t!(l, "demo-who")),
                Column::words(t!(l, "demo-email")),
                Column::words(t!(l, "demo-code")),
                Column::words(t!(l, "demo-act")),
            ]
        };
        view! {
            <section class="section stack">
                <h2>{t!(l, "demo-title")}</h2>
                <p>{t!(l, "demo-lead", password = PASSWORD)}</p>
                <Table caption=t!(l, "demo-title") columns=columns() stack=true>{first}</Table>
                <Details title=t!(l, "demo-others") plain=true>
                    <Table caption=t!(l, "demo-others") columns=columns() stack=true>{others}</Table>
                </Details>
            </section>
        }
        .into_any()
    })
}

#[component]
fn DemoPerson(person: &'static Person, code: String, next: String) -> impl IntoView {
    let l = visit().lang;
    let spaced = code.split_at_checked(3).map_or_else(|| code.clone(), |(a, b)| format!("{a} {b}"));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{person.name}<br/>{l.text(person.role.key(), None)}</th>
            <td role="cell" data-label=t!(l, "demo-email")>{person.email()}</td>
            <td role="cell" data-label=t!(l, "demo-code")>{spaced}</td>
            <td role="cell">
                <form method="post" action="/desk">
                    <input type="hidden" name="next" value=next/>
                    <input type="hidden" name="email" value=person.email()/>
                    <input type="hidden" name="password" value=PASSWORD/>
                    <input type="hidden" name="code" value=code/>
                    <Button small=true>{t!(l, "demo-sign-in")}<span class="hidden">" "{person.name}</span></Button>
                </form>
            </td>
        </tr>
    }
}
