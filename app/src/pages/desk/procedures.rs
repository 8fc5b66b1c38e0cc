//! How a step is done, folded beside the form of that step: exactly the version that holds, with the address it keeps.

use super::knowledge::exact_address;
use crate::{
    context::{Portal, Visit},
    ui::{
        details::Details,
        status::{Mark, Status},
    },
    words::{Lang, t, when::zone},
};
use desk::cases::Department;
use desk::help::procedures::{Procedure, standing};
use domain::case::Kind;
use domain::help::{Text, WorkStep, markdown};
use leptos::prelude::*;

/// What holds at the steps of a page.
#[derive(Debug, Clone, Default)]
pub struct Procedures {
    held: Vec<Procedure>,
    departments: Vec<Department>,
}

impl Procedures {
    /// For a case of this kind in this department, or for any. A page that fetches itself again shows those it has; where they
    /// cannot be read, or for who is not staff, it does without.
    pub async fn at(
        portal: &Portal,
        visit: &Visit,
        departments: &[Department],
        kind: Option<Kind>,
        department: Option<&str>,
        steps: &[WorkStep],
    ) -> Self {
        if visit.live || visit.viewer.staff().is_none() {
            return Self::default();
        }
        let held = standing(&portal.db, &visit.viewer, visit.lang.0, kind, department, steps).await.unwrap_or_default();
        Self { held, departments: departments.to_vec() }
    }

    /// Those of one step, the most particular first.
    #[must_use]
    pub fn of(&self, l: Lang, step: WorkStep) -> Option<AnyView> {
        let folds: Vec<_> = self.held.iter().filter(|one| one.place.step == step).map(|one| self.fold(l, one).into_any()).collect();
        (!folds.is_empty()).then(|| folds.into_any())
    }

    fn fold(&self, l: Lang, one: &Procedure) -> impl IntoView + use<> {
        let owner = self.departments.iter().find(|department| department.id == one.owner).map(|department| department.name(l.0));
        let owner = owner.unwrap_or(&one.owner).to_owned();
        let zone = zone(super::sessions::DESK_ZONE);
        let since = one.since.map(|at| l.date_with_year(at.to_zoned(zone).date())).unwrap_or_default();
        let kept = t!(l, "procedure-kept", number = one.number, since = since, owner = owner);
        let href = exact_address(Text::procedure(&one.slug), one.locale, one.number);
        let moved = one.outdated.then(|| view! { <p><Status mark=Mark::Changed>{t!(l, "knowledge-outdated")}</Status></p> });
        let tag = (one.locale != l.0).then(|| one.locale.tag());
        let title = t!(l, "procedure-how", title = one.title.clone(), number = one.number);
        let (summary, steps) = (one.summary.clone(), markdown::to_html(&one.body));
        view! {
            <Details title=title plain=true>
                <div class="stack stack--s">
                    <p class="quiet small"><a href=href>{kept}</a></p>
                    {moved}
                    <p lang=tag>{summary}</p>
                    <div class="prose" lang=tag inner_html=steps></div>
                </div>
            </Details>
        }
    }
}
