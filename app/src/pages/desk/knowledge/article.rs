//! `/desk/knowledge/{slug}`, `/desk/procedures/{slug}`: a text in each language, its versions, its facts, its readers.

use super::{
    Done, book, compare_address, department, exact_address, facts::facts, mark, moment, param, place, reviewed, state, text_address,
    version_address, written,
};
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        button::{Button, LinkButton},
        details::Details,
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead, Width},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Department, departments},
    help::writing::{Manuscript, Opinion, Version, manuscript},
};
use domain::help::{Book, State, Text};
use domain::locale::Locale;
use domain::rights::ArticleRole;
use leptos::prelude::*;
use leptos_meta::Title;

/// Everything about a text.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let slug = param("slug");
    Suspend::new(async move {
        let read = async {
            let it = manuscript(&portal.db, &visit.viewer, visit.lang.0, Text { book: book(&visit), slug: &slug }).await?;
            Ok::<_, desk::Error>((it, departments(&portal.db).await?))
        };
        match read.await {
            Ok((it, departments)) => page(&visit, &it, &departments, &typed).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, it: &Manuscript, departments: &[Department], typed: &Typed) -> impl IntoView + use<> {
    let l = visit.lang;
    let title = it.title(l.0).to_owned();
    let help = it.book == Book::Help;
    let public = help && it.published(Locale::En).or_else(|| it.published(Locale::ZhCn)).is_some();
    let public = public.then(|| view! { <a href=format!("/help/{}", it.slug)>{t!(l, "knowledge-public")}</a> });
    let languages = Locale::ALL.into_iter().map(|locale| language(l, it, locale)).collect_view();
    let linked = it
        .linked_from
        .iter()
        .map(|link| view! { <li><a href=text_address(Text { book: it.book, slug: &link.slug })>{link.title.clone()}</a></li> })
        .collect_view();
    let lead_here = if help { t!(l, "knowledge-linked-from") } else { t!(l, "procedure-linked-from") };
    let linked = (!it.linked_from.is_empty()).then(|| {
        view! { <section class="section stack stack--s"><h2>{lead_here}</h2><ul class="links">{linked}</ul></section> }
    });
    let caption = format!("{} · {}", department(l, departments, &it.owner), it.slug);
    let (name, facts) = match it.book {
        Book::Help => (t!(l, "knowledge-facts"), facts(l, it, departments, typed)),
        Book::Procedures => (t!(l, "procedure-facts"), place::facts(l, it, departments, typed)),
    };
    let readers = help.then(|| {
        let inside = readers(l, it);
        view! { <section class="section stack"><h2>{t!(l, "knowledge-readers")}</h2>{inside}</section> }
    });
    let back = it.book.address().to_owned();
    let (head, errors) = (page_title(l, typed, title.clone()), typed.clone());
    view! {
        <Title text=head/>
        <Page width=Width::Wide>
            <ErrorSummary typed=errors/>
            <PageHead title caption back=back>{public}</PageHead>
            <Done/>
            {languages}
            <section class="section stack"><h2>{name}</h2>{facts}</section>
            {readers}
            {linked}
        </Page>
    }
}

/// What is read, what is on its way, and every version there was.
fn language(l: Lang, it: &Manuscript, locale: Locale) -> impl IntoView + use<> {
    let address = version_address(it.text(), locale);
    let shown = it.published(locale).map(|version| status(l, version));
    let open = it.open(locale).map(|version| status(l, version));
    let nothing = (shown.is_none() && open.is_none()).then(|| view! { <p class="quiet">{t!(l, "knowledge-nothing-here")}</p> });
    let moved =
        it.published(locale).or_else(|| it.open(locale)).and_then(|version| it.moved_original(version).map(|original| (version, original)));
    let moved = moved.map(|(version, original)| {
        let link = version.follows.map(|follows| {
            view! { " "<a href=compare_address(it.text(), Locale::En, follows, original.number)>{t!(l, "knowledge-moved-what")}</a> }
        });
        view! { <p><Status mark=Mark::Changed>{t!(l, "knowledge-outdated")}</Status>{link}</p> }
    });
    let begin = (it.open(locale).is_none() && it.role >= ArticleRole::Author).then(|| {
        view! { <form method="post" action=address.clone()><Button name="act".to_owned() value="start".to_owned()>{t!(l, "knowledge-start", language = locale.own_name())}</Button></form> }
    });
    let go_on = it.open(locale).map(|version| match version.state {
        State::Draft if it.role >= ArticleRole::Author => t!(l, "knowledge-go-on", language = locale.own_name()),
        _ => t!(l, "knowledge-look", language = locale.own_name()),
    });
    let look = it.published(locale).filter(|_| go_on.is_none()).map(|_| t!(l, "knowledge-look", language = locale.own_name()));
    let to = go_on.or(look).map(|words| view! { <LinkButton href=address>{words}</LinkButton> });
    view! {
        <section class="section stack stack--s">
            <h2 lang=locale.tag()>{locale.own_name()}</h2>
            {shown}{open}{nothing}{moved}
            <div class="row">{to}{begin}</div>
            {history(l, it, locale)}
        </section>
    }
}

fn status(l: Lang, version: &Version) -> impl IntoView + use<> {
    let words = t!(l, "knowledge-version-state", number = version.number, state = state(l, version.state, version.publish_at));
    view! { <p><Status mark=mark(version.state)>{words}</Status>" "<span class="quiet">{written(l, version)}</span></p> }
}

fn history(l: Lang, it: &Manuscript, locale: Locale) -> impl IntoView + use<> {
    let versions: Vec<&Version> = it.versions.iter().filter(|version| version.locale == locale).collect();
    let count = versions.len();
    let rows = versions.into_iter().map(|version| {
        let before = it.version(locale, version.number - 1);
        let compare = before.map(|before| {
            let name = t!(l, "knowledge-compare-title", from = before.number, to = version.number);
            view! { <a href=compare_address(it.text(), locale, before.number, version.number)>{name}</a> }
        });
        let stands = state(l, version.state, version.publish_at);
        let read = exact_address(it.text(), locale, version.number);
        view! {
            <tr role="row">
                <th scope="row" role="rowheader"><a href=read>{t!(l, "knowledge-version", number = version.number)}</a></th>
                <td role="cell" data-label=t!(l, "knowledge-state")><Status mark=mark(version.state)>{stands}</Status></td>
                <td role="cell" data-label=t!(l, "knowledge-written")><div>{written(l, version)}</div></td>
                <td role="cell" data-label=t!(l, "knowledge-approved")><div>{reviewed(l, version)}</div></td>
                <td role="cell" data-label=t!(l, "knowledge-since")><div>{version.published_at.map(|at| moment(l, at))}</div></td>
                <td role="cell">{compare}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns =
        ["knowledge-version-head", "knowledge-state", "knowledge-written", "knowledge-approved", "knowledge-since", "knowledge-changes"];
    let columns = columns.into_iter().map(|key| Column::words(l.text(key, None))).collect();
    (count > 0).then(|| {
        let name = t!(l, "knowledge-versions", language = locale.own_name());
        view! { <Details title=name.clone() hint=t!(l, "knowledge-versions-count", count = count) plain=true><Table caption=name stack=true dense=true columns>{rows}</Table></Details> }
    })
}

fn readers(l: Lang, it: &Manuscript) -> impl IntoView + use<> {
    let said = it.helped.yes + it.helped.no;
    let share = it
        .helped
        .share()
        .map_or_else(|| t!(l, "knowledge-helped-nobody"), |share| t!(l, "knowledge-helped-share", share = share, count = said));
    let words = it.opinions.iter().map(|one| opinion(l, one)).collect_view();
    view! { <p>{share}</p><ul class="stack opinions">{words}</ul> }
}

fn opinion(l: Lang, one: &Opinion) -> impl IntoView + use<> {
    let verdict = if one.helped { t!(l, "help-helped-yes") } else { t!(l, "help-helped-no") };
    view! {
        <li>
            <p class="quiet small">{t!(l, "knowledge-opinion", verdict = verdict, language = one.locale.own_name(), when = moment(l, one.given_at))}</p>
            <p class="quote" lang=one.locale.tag()>{one.words.clone()}</p>
        </li>
    }
}
