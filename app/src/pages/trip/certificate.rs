//! `/trip/{locator}/documents/certificate/{code}`: a certificate as it was issued, to be read, printed or saved (DIS-7).

use super::documents::documents_page;
use crate::{
    context::{portal, visit},
    outcome::{encode, refused, see_other},
    ui::{
        band::{Band, Ground},
        button::{LinkButton, Look},
        page_head::{Page, PageHead},
        scan::Scan,
        summary_list::{SummaryList, SummaryRow},
    },
    words::{Lang, paper as words, t},
};
use desk::Error;
use desk::papers::{Certificate, paper};
use domain::booking::Locator;
use domain::certificate::Code;
use domain::locale::Locale;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The certificate.
#[component]
pub fn CertificatePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_params_map().with_untracked(|params| (params.get("locator"), params.get("code")));
    Suspend::new(async move {
        let (locator, code) = (Locator::parse(&asked.0.unwrap_or_default()), Code::parse(&asked.1.unwrap_or_default()));
        let (Ok(locator), Ok(code)) = (locator, code) else { return refused(Error::NotFound) };
        match paper(&portal.db, &visit.viewer, visit.now, &locator, &code).await {
            Ok(certificate) => page(visit.lang, &certificate, &portal.public_url).into_any(),
            Err(Error::NotFound) if visit.viewer.staff().is_none() => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                ().into_any()
            }
            Err(error) => refused(error),
        }
    })
}

/// Where anybody verifies a certificate.
#[must_use]
pub fn verified_at(public_url: &str, code: &Code) -> String {
    format!("{public_url}/certificates/{code}")
}

fn page(l: Lang, certificate: &Certificate, public_url: &str) -> impl IntoView + use<> {
    let (locator, code) = (certificate.locator.clone(), certificate.code.to_string());
    let title = words::certified(&certificate.facts);
    let superseded = certificate.superseded_at.map(|at| {
        let at = l.date_with_year(at.to_zoned(TimeZone::UTC).date());
        view! { <Band ground=Ground::Note title=t!(l, "certificate-superseded", date = at)>{t!(l, "certificate-superseded-own")}</Band> }
    });
    let sentences = Locale::ALL.map(|locale| view! { <p lang=locale.tag()>{words::sentence(Lang(locale))}</p> }).into_iter().collect_view();
    let rows =
        words::facts(certificate).into_iter().map(|(name, value)| view! { <SummaryRow name=name>{value}</SummaryRow> }).collect_view();
    let address = verified_at(public_url, &certificate.code);
    let scan = wire::paper::Code::qr(&address).map(|code| view! { <Scan code=code label=t!(l, "certificate-scan")/> });
    let issued = l.date_with_year(certificate.issued_at.to_zoned(TimeZone::UTC).date());
    let pdf = format!("{}/certificate/{code}/pdf", documents_page(&locator));
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=code.clone() back=documents_page(&locator)>{t!(l, "certificate-issued-on", date = issued)}</PageHead>
            <div class="stack stack--l">
                {superseded}
                <div class="stack stack--s">{sentences}</div>
                <SummaryList>{rows}</SummaryList>
                <section class="stack stack--s papers__code">
                    <h2>{t!(l, "certificate-verify")}</h2>
                    {scan}
                    <p>{t!(l, "certificate-verify-text", code = code)}" "<a href=address.clone() translate="no">{address.clone()}</a></p>
                </section>
                <div class="buttons"><LinkButton href=pdf look=Look::Next>{t!(l, "documents-pdf")}</LinkButton></div>
            </div>
        </Page>
    }
}
