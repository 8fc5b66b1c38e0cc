//! `/improvements`: what passengers said, what was done because of it, and whether that helped (SUR-5).

use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        empty::{Empty, Scene},
        page_head::{Page, PageHead},
    },
    words::{Lang, improvement, t, when::zone},
};
use desk::improvements::{Published, published};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;

/// You said, we did: the newest first.
#[component]
pub fn ImprovementsPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    Suspend::new(async move {
        let all = match published(&portal.db, l.0).await {
            Ok(all) => all,
            Err(error) => return refused(error),
        };
        let none = all
            .is_empty()
            .then(|| view! { <Empty title=t!(l, "improvements-none") scene=Scene::Resting words=t!(l, "improvements-none-text")/> });
        let rows = all.into_iter().map(|one| row(l, one, visit.now).into_any()).collect_view();
        view! {
            <Title text=t!(l, "improvements-title")/>
            <Page>
                <PageHead title=t!(l, "improvements-title")>{t!(l, "improvements-lead")}</PageHead>
                <div class="stack stack--l">
                    {none}{rows}
                    <p>{t!(l, "improvements-how")}" "<a href="/promises">{t!(l, "nav-promises")}</a></p>
                </div>
            </Page>
        }
        .into_any()
    })
}

fn row(l: Lang, one: Published, now: Timestamp) -> impl IntoView + use<> {
    let (id, heading) = (format!("i-{}", one.id), format!("i-{}-said", one.id));
    let when = one.at.to_zoned(zone(super::desk::sessions::DESK_ZONE)).date();
    let since = match one.effective {
        Some(day) => t!(l, "improvement-since", day = l.date_from(day, now)),
        None => t!(l, "improvement-told-on", day = l.date_from(when, now)),
    };
    let effect = one.effect.map(|(metric, of, effect)| {
        let told = improvement::effect(l, metric, &of, &effect);
        view! { <p>{told}</p> }
    });
    let named = heading.clone();
    view! {
        <article class="section stack stack--s" id=id aria-labelledby=named>
            <h2 id=heading>{t!(l, "improvement-you-said")}</h2>
            <p class="quote">{one.said}</p>
            <h3>{t!(l, "improvement-we-did")}</h3>
            <p class="quote">{one.did}</p>
            {effect}
            <p class="quiet small">{since}</p>
        </article>
    }
}
