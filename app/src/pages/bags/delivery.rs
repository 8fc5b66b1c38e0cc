//! `/bags/delivery`: a courier says that a bag was handed over, by the code its owner told them (BAG-7).

use crate::{
    context::lang,
    form::typed,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Reference and code.
#[component]
pub fn DeliveryPage() -> impl IntoView {
    let (l, typed) = (lang(), typed());
    let (done, asked) = use_query_map().with_untracked(|query| (query.get("done"), query.get("reference").unwrap_or_default()));
    let done = done.map(|pir| view! { <Band ground=Ground::Note announce=true title=t!(l, "bag-delivery-done", pir = pir)>""</Band> });
    let (title, reference) = (page_title(l, &typed, t!(l, "bag-delivery-title")), typed.value_opt("reference").unwrap_or(asked));
    let (reference_wrong, code_wrong) = (typed.error(l, "reference"), typed.error(l, "code"));
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "bag-delivery-title")>{t!(l, "bag-delivery-lead")}</PageHead>
            {done}
            <form class="stack" method="post" action="/bags/delivery">
                <Field name="reference" kind=Kind::Code label=t!(l, "report-reference") hint=t!(l, "bag-delivery-reference-hint") value=reference
                    error=reference_wrong maxlength=20_u16/>
                <Field name="code" kind=Kind::Digits label=t!(l, "bag-delivery-code") error=code_wrong maxlength=12_u16/>
                <div class="buttons"><Button look=Look::Next>{t!(l, "bag-delivery-go")}</Button></div>
            </form>
        </Page>
    }
}
