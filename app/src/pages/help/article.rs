//! `/help/{slug}`: one article, what it leads to, and whether it helped.

use super::action_name;
use crate::{
    context::{lang, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        choice::{Choice, Choices},
        error_summary::{ErrorSummary, page_title},
        field::TextArea,
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::help::{Article, article};
use domain::help::markdown;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::{use_params_map, use_query_map};

/// An article.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    let thanked = use_query_map().read_untracked().get("thanks").is_some();
    Suspend::new(async move {
        match article(&portal.db, visit.lang.0, &slug).await {
            Ok(article) => page(visit.lang, article, typed, thanked).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, article: Article, typed: Typed, thanked: bool) -> impl IntoView {
    let opinion = format!("/help/{}", article.slug);
    let foreign = (article.locale != l.0).then(|| article.locale.tag());
    let related = article
        .related
        .iter()
        .map(|link| view! { <li><a href=format!("/help/{}", link.slug)>{link.title.clone()}</a></li> })
        .collect_view();
    let action = article.action.map(|action| {
        view! { <div class="buttons"><LinkButton href=action.href() look=Look::Next arrow=true>{action_name(l, action)}</LinkButton></div> }
    });
    view! {
        <Title text=page_title(l, &typed, article.title.clone())/>
        <Meta name="description" content=article.summary.clone()/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <div lang=foreign>
                <PageHead title=article.title back="/help".to_owned()>{article.summary}</PageHead>
            </div>
            {foreign.map(|_| view! { <Band ground=Ground::Note title=t!(l, "help-english")>{t!(l, "help-english-text")}</Band> })}
            // Markdown of ours: HTML in it is shown as text (domain::help::markdown)
            <div class="prose" lang=foreign inner_html=markdown::to_html(&article.body)></div>
            {action}
            {(!article.related.is_empty()).then(|| view! {
                <section class="section stack stack--s"><h2>{t!(l, "help-related")}</h2><ul class="links">{related}</ul></section>
            })}
            <section class="section stack" id="helped-it">
                {if thanked {
                    view! { <Band ground=Ground::Paper title=t!(l, "help-thanks") announce=true>{t!(l, "help-thanks-text")}</Band> }.into_any()
                } else {
                    view! { <Opinion action=opinion typed=typed/> }.into_any()
                }}
            </section>
            <p class="quiet small">{t!(l, "help-reviewed", date = l.date_with_year(article.reviewed_on))}</p>
        </Page>
    }
}

#[component]
fn Opinion(action: String, typed: Typed) -> impl IntoView {
    let l = lang();
    let options = vec![Choice::new("yes", t!(l, "help-helped-yes")), Choice::new("no", t!(l, "help-helped-no"))];
    view! {
        <form class="stack" method="post" action=action>
            <Choices name="helped" legend=t!(l, "help-helped") options=options chosen=typed.value("helped") across=true error=typed.error(l, "helped")/>
            <TextArea name="words" label=t!(l, "help-helped-words") hint=t!(l, "help-helped-words-hint") rows=2 value=typed.value("words") error=typed.error(l, "words")/>
            <div><Button>{t!(l, "help-helped-send")}</Button></div>
        </form>
    }
}
