//! `/desk/bags/on-hand`: bags found without their owner, and the form to write one down (BAG-4).

use super::pairs::{likely, looks};
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        button::{Button, Look},
        choice::{Choice, Choices},
        details::Details,
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind, Select, TextArea},
        page_head::{Page, PageHead, Width},
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::bags::{Waiting, on_hand};
use desk::cases::fresh_key;
use domain::bag::description::{BagType, Colour, Contents, Extra, Material};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;

/// Bags that wait, and one more.
#[component]
pub fn OnHandPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    Suspend::new(async move {
        match on_hand(&portal.db, &visit.viewer, visit.now).await {
            Ok(bags) => page(&visit, &typed, bags).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, typed: &Typed, bags: Vec<Waiting>) -> impl IntoView + use<> {
    let l = visit.lang;
    let title = page_title(l, typed, t!(l, "on-hand-title"));
    let (failed, none, now) = (typed.failed(), bags.is_empty(), visit.now);
    let list = if none {
        view! { <Empty title=t!(l, "on-hand-none") scene=Scene::NothingFound words=t!(l, "on-hand-none-hint")/> }.into_any()
    } else {
        let columns =
            ["on-hand-number", "on-hand-found", "report-row-looks", "bags-tag", "on-hand-name", "report-row-contents", "match-may-be"];
        let columns = columns.iter().map(|key| Column::words(l.text(key, None))).collect();
        let rows = bags.into_iter().map(|bag| row(l, now, bag)).collect_view();
        view! { <Table caption=t!(l, "on-hand-list") titled=true columns=columns stack=true dense=true>{rows}</Table> }.into_any()
    };
    let (form, summary) = (form(l, typed).into_any(), typed.clone());
    view! {
        <Title text=title/>
        <Page width=Width::Wide>
            <ErrorSummary typed=summary/>
            <PageHead title=t!(l, "on-hand-title") back="/desk/bags".to_owned()>{t!(l, "on-hand-lead")}</PageHead>
            <Details title=t!(l, "on-hand-write") open=failed || none>{form}</Details>
            {list}
        </Page>
    }
}

fn row(l: Lang, now: Timestamp, waiting: Waiting) -> impl IntoView {
    let Waiting { id, found_at, bag, likely: step } = waiting;
    let found = format!("{} · {} · {}", l.day_time(found_at, now, &zone(DESK_ZONE)), bag.station, bag.place);
    let [looks, inside] = looks(l, bag.description.as_ref(), [&bag.brand, &bag.marks], &bag.contents, &bag.inside);
    let (href, step) = (format!("/desk/bags/on-hand/{id}"), step.map(|step| likely(l, step)));
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href>{id}</a></th>
            <td role="cell" data-label=t!(l, "on-hand-found")>{found}</td>
            <td role="cell" data-label=t!(l, "report-row-looks")>{looks}</td>
            <td role="cell" data-label=t!(l, "bags-tag")><span translate="no">{bag.tag}</span></td>
            <td role="cell" data-label=t!(l, "on-hand-name")><span translate="no">{bag.name}</span></td>
            <td role="cell" data-label=t!(l, "report-row-contents")>{inside}</td>
            <td role="cell" data-label=t!(l, "match-may-be")>{step}</td>
        </tr>
    }
}

fn form(l: Lang, typed: &Typed) -> impl IntoView + use<> {
    let value = |field: &str| typed.value(field);
    let many = |field: &str| {
        let all: Vec<&str> = typed.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect();
        all.join(",")
    };
    let first = || std::iter::once((String::new(), t!(l, "on-hand-choose")));
    let types = first().chain(BagType::all().map(|kind| (kind.to_string(), format!("{kind} · {}", l.text(kind.key(), None))))).collect();
    let colours = first().chain(Colour::ALL.map(|one| (one.as_str().to_owned(), l.text(one.key(), None)))).collect();
    let soft = std::iter::once((String::new(), t!(l, "bag-material-soft")));
    let materials = soft.chain(Material::ALL.map(|one| (one.as_str().to_owned(), l.text(one.key(), None)))).collect();
    let extras = Extra::ALL.map(|one| Choice::new(one.as_str(), l.text(one.key(), None)));
    let sorts = Contents::ALL.map(|one| Choice::new(one.as_str(), l.text(one.key(), None)));
    let error = |field: &str| typed.error(l, field);
    let key = typed.value_opt("key").unwrap_or_else(fresh_key);
    view! {
        <form class="stack" method="post" action="/desk/bags/on-hand">
            <input type="hidden" name="key" value=key/>
            <Field name="airport" label=t!(l, "station-airport") value=value("airport") error=error("airport") maxlength=3_u16/>
            <Field name="place" label=t!(l, "on-hand-place") hint=t!(l, "on-hand-place-hint") value=value("place") error=error("place") maxlength=120_u16/>
            <Field name="tag" kind=Kind::Code label=t!(l, "bags-tag") hint=t!(l, "on-hand-tag-hint") value=value("tag") error=error("tag") maxlength=32_u16/>
            <Field name="name" label=t!(l, "on-hand-name") hint=t!(l, "on-hand-name-hint") value=value("name") error=error("name") maxlength=120_u16/>
            <Select name="type" label=t!(l, "on-hand-type") options=types value=value("type") error=error("type")/>
            <Select name="colour" label=t!(l, "on-hand-colour") options=colours value=value("colour")/>
            <Select name="material" label=t!(l, "report-material") options=materials value=value("material")/>
            <Choices name="extra" legend=t!(l, "report-extra") options=extras.into() chosen=many("extra") many=true across=true/>
            <Field name="brand" label=t!(l, "report-maker") value=value("brand") error=error("brand") maxlength=120_u16/>
            <TextArea name="marks" label=t!(l, "report-marks") value=value("marks") error=error("marks") rows=2 maxlength=800_u16/>
            <Choices name="contents" legend=t!(l, "report-sorts") options=sorts.into() chosen=many("contents") many=true across=true/>
            <TextArea name="inside" label=t!(l, "report-inside") value=value("inside") error=error("inside") rows=3 maxlength=800_u16/>
            <div class="buttons"><Button look=Look::Next>{t!(l, "on-hand-go")}</Button></div>
        </form>
    }
}
