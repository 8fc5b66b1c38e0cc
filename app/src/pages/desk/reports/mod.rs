//! `/desk/reports`: what passengers said in surveys, with how far each figure may be off, and the answers behind it.

mod answers;
mod figures;
mod filters;
mod parts;
mod quarterly;
mod response;
mod sheet;
pub(crate) mod words;

pub use answers::AnswersPage;
pub use quarterly::{QuarterlyPage, quarter_days};
pub use response::ResponsePage;
pub use sheet::sheet;

use crate::{
    context::{portal, visit},
    outcome::{encode, refused},
    ui::{
        button::LinkButton,
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
    },
    words::{Lang, t},
};
use desk::{
    Error,
    cases::{Department, departments},
    reports::{Report, report},
};
use domain::{
    policy::HUB_ZONE,
    report::{Filter, Said},
    rights::{Departments, Viewer, may_read_answers, may_see_reports},
    survey::Measure,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::RequestUrl};
use words::{HERE, address};

/// What the sections of the page go by.
pub(super) struct Shown<'a> {
    l: Lang,
    filter: &'a Filter,
    report: &'a Report,
    departments: &'a [Department],
    /// The viewer may read the answers behind a number.
    reads: bool,
    /// They see every department.
    whole: bool,
}

impl Shown<'_> {
    /// Where the answers behind a number are; none for whoever may not read them.
    fn behind(&self, filter: &Filter, said: Said) -> Option<String> {
        self.reads.then(|| address("/desk/reports/answers", filter, &[("said", said.to_text())]))
    }

    /// Everybody who answered.
    fn everybody(&self, filter: &Filter) -> Option<String> {
        self.reads.then(|| address("/desk/reports/answers", filter, &[]))
    }

    /// All answers of a measure.
    fn all(&self, filter: &Filter, measure: Measure) -> Option<String> {
        let (least, most) = measure.scale();
        let [least, most] = [least, most].map(|end| i16::try_from(end).unwrap_or_default());
        self.behind(filter, Said::Number(measure, least, most))
    }
}

/// The filter of an address, as the viewer may mean it; where everything is seen, whether it is.
pub(super) fn asked(viewer: &Viewer, field: impl Fn(&str) -> Option<String>) -> Result<(Filter, bool), Error> {
    let reach = may_see_reports(viewer).ok_or(Error::SignInFirst)?;
    Ok((Filter::read(field).seen_by(&reach), reach == Departments::Every))
}

/// The answers an address of this page is about; none where it is another page's.
#[must_use]
pub fn linked(link: &str) -> Option<Filter> {
    link.strip_prefix(HERE)?.strip_prefix('?')?;
    let url = RequestUrl::new(link).parse().ok()?;
    Some(Filter::read(|name| url.search_params().get(name)))
}

/// The day it is at the hub.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)).date()
}

/// Figures, trend, spread, values, parts of the journey, and who answers.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let asked = use_query_map().with_untracked(|query| asked(&visit.viewer, |name| query.get(name)));
    Suspend::new(async move {
        let told = async {
            let (filter, whole) = asked?;
            let departments = departments(&portal.db).await?;
            let report = report(&portal.db, &visit.viewer, visit.now, &filter).await?;
            Ok::<_, Error>((filter, whole, departments, report))
        };
        let (filter, whole, departments, report) = match told.await {
            Ok(told) => told,
            Err(error) => return refused(error),
        };
        let reads = may_read_answers(&visit.viewer).is_some();
        let shown = Shown { l, filter: &filter, report: &report, departments: &departments, reads, whole };
        let form = filters::filters(l, &filter, report.days, today(visit.now), &departments, whole);
        let lead = if reads { format!("{} {}", t!(l, "reports-lead"), t!(l, "reports-lead-behind")) } else { t!(l, "reports-lead") };
        let told = words::told(l, &filter, report.days, &departments);
        let inside = if report.totals.responses == 0 && report.touchpoints.is_empty() { nothing(&shown) } else { sections(&shown) };
        view! {
            <Title text=t!(l, "reports-title")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "reports-title") back="/desk".to_owned() caption=told>{lead}</PageHead>
                <div class="stack stack--l">{form}{inside}</div>
            </Page>
        }
        .into_any()
    })
}

fn nothing(shown: &Shown<'_>) -> AnyView {
    let l = shown.l;
    let asked = parts::asked(shown);
    view! { <Empty title=t!(l, "reports-none") scene=Scene::NothingFound words=t!(l, "reports-none-text")/>{asked} }.into_any()
}

fn sections(shown: &Shown<'_>) -> AnyView {
    let l = shown.l;
    let csv = address("/desk/reports.csv", shown.filter, &[]);
    let words = shown.behind(shown.filter, Said::Words).map(|href| view! { <LinkButton href=href>{t!(l, "reports-words")}</LinkButton> });
    let take_up = format!("/desk/improvements/new?link={}", encode(&address(HERE, shown.filter, &[])));
    let quarterly = shown.whole.then(|| view! { <LinkButton href=format!("{HERE}/quarterly")>{t!(l, "quarterly-go")}</LinkButton> });
    let (summary, trends, spread) = (figures::summary(shown), figures::trends(shown), figures::spread(shown));
    let (values, touchpoints, asked) = (figures::values(shown), parts::touchpoints(shown), parts::asked(shown));
    view! {
        {summary}
        <div class="buttons">{words}<LinkButton href=csv>{t!(l, "reports-csv")}</LinkButton>{quarterly}<LinkButton href=take_up>{t!(l, "reports-take-up")}</LinkButton></div>
        {trends}{spread}{values}{touchpoints}{asked}
    }
    .into_any()
}

/// The values a table is of, the least satisfied first; those with too few answers about it last, as many as answered.
pub(super) fn sorted(report: &Report) -> Vec<&desk::reports::Row> {
    let mut rows: Vec<_> = report.rows.iter().collect();
    let rank = |row: &desk::reports::Row| row.totals.satisfaction().filter(|told| !told.few()).map_or(f64::INFINITY, |told| told.value);
    rows.sort_by(|one, other| rank(one).total_cmp(&rank(other)));
    rows
}
