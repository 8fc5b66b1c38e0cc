//! `/unsubscribe/{token}`: where a letter's "no more of these" leads. Opening the page changes nothing, because mail
//! scanners follow links; pressing the button does.

use crate::context::{portal, visit};
use crate::outcome::{encode, refused, status};
use crate::ui::{
    band::{Band, Ground},
    button::{Button, Look},
    page_head::{Page, PageHead},
};
use crate::words::{Lang, t};
use desk::Error;
use desk::outbox::{Subscription, subscription};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The button that leaves, or the way back.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let token = use_params_map().read_untracked().get("token").unwrap_or_default();
    Suspend::new(async move {
        let l = visit.lang;
        match subscription(&portal.db, &token).await {
            Ok(found) => page(l, &token, &found).into_any(),
            Err(Error::NotFound) => {
                status(StatusCode::NOT_FOUND);
                view! {
                    <Title text=t!(l, "leave-unknown-title")/>
                    <Page><PageHead title=t!(l, "leave-unknown-title")>{t!(l, "leave-unknown")}</PageHead></Page>
                }
                .into_any()
            }
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, token: &str, found: &Subscription) -> impl IntoView + use<> {
    let (address, to) = (format!("/unsubscribe/{}", encode(token)), found.to.clone());
    let inside = if found.left {
        view! {
            <Band ground=Ground::Paper title=t!(l, "leave-done", to = to) announce=true>""</Band>
            <form method="post" action=format!("{address}/again")><Button>{t!(l, "leave-again")}</Button></form>
        }
        .into_any()
    } else {
        view! {
            <p>{t!(l, "leave-text", to = to)}</p>
            <form method="post" action=address><Button look=Look::Next>{t!(l, "leave-go")}</Button></form>
        }
        .into_any()
    };
    view! {
        <Title text=t!(l, "leave-title")/>
        <Page><PageHead title=t!(l, "leave-title")/><div class="stack">{inside}</div></Page>
    }
}
