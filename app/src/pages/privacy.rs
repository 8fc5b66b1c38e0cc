//! `/privacy`: what is kept, why, how long. Figures come from `domain::policy`, which the code obeys.

use crate::{
    context::lang,
    ui::page_head::{Page, PageHead},
    words::{Lang, t},
};
use domain::policy::{
    AUDIT_KEPT, CERTIFICATE_YEARS_KEPT, CODE_LIFETIME, FILES_UNSENT, LETTERS_KEPT, MISSES_KEPT_DAYS, PROOF, RAW_MAIL_KEPT, SCANS_KEPT,
    STAFF_DRAFTS_KEPT, STAFF_IDLE, STAFF_LONGEST, SURVEYS_NAMED, TELEGRAMS_KEPT, VISIT_IDLE,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// What is kept about people, in words.
#[component]
pub fn Privacy() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t!(l, "privacy-title")/>
        <Page>
            <PageHead title=t!(l, "privacy-title")>{t!(l, "privacy-lead")}</PageHead>
            <div class="stack stack--l">
                {kept(l).into_iter().map(|(title, rows)| view! {
                    <section class="stack">
                        <h2>{title}</h2>
                        {rows.into_iter().map(|(name, text)| view! { <div><h3>{name}</h3><p>{text}</p></div> }).collect_view()}
                    </section>
                }).collect_view()}
                <section class="stack">
                    <h2>{t!(l, "privacy-not")}</h2>
                    <p>{t!(l, "privacy-not-text")}</p>
                </section>
                <section class="stack">
                    <h2>{t!(l, "privacy-yours")}</h2>
                    <p>{t!(l, "privacy-yours-text")}" "<a href="/cases/new">{t!(l, "privacy-ask")}</a></p>
                </section>
            </div>
        </Page>
    }
}

type Rows = Vec<(String, String)>;

fn kept(l: Lang) -> Vec<(String, Rows)> {
    let (day, days) = (|span: jiff::SignedDuration| l.duration(span), LETTERS_KEPT.as_hours() / 24);
    vec![
        (
            t!(l, "privacy-browser"),
            vec![
                (t!(l, "privacy-session"), t!(l, "privacy-session-text", idle = day(VISIT_IDLE), proof = day(PROOF))),
                (t!(l, "privacy-language"), t!(l, "privacy-language-text")),
                (t!(l, "privacy-draft"), t!(l, "privacy-draft-text")),
                (t!(l, "privacy-code"), t!(l, "privacy-code-text", lifetime = day(CODE_LIFETIME))),
                (t!(l, "privacy-attempts"), t!(l, "privacy-attempts-text")),
                (t!(l, "privacy-searches"), t!(l, "privacy-searches-text", days = MISSES_KEPT_DAYS)),
            ],
        ),
        (
            t!(l, "privacy-travel"),
            vec![
                (t!(l, "privacy-booking"), t!(l, "privacy-booking-text")),
                (
                    t!(l, "privacy-bags"),
                    t!(l, "privacy-bags-text", days = SCANS_KEPT.as_hours() / 24, raw = TELEGRAMS_KEPT.as_hours() / 24),
                ),
                (t!(l, "privacy-payments"), t!(l, "privacy-payments-text")),
                (t!(l, "privacy-cases"), t!(l, "privacy-cases-text")),
                (t!(l, "privacy-files"), t!(l, "privacy-files-text", days = FILES_UNSENT.as_hours() / 24)),
                (t!(l, "privacy-mail"), t!(l, "privacy-mail-text", days = RAW_MAIL_KEPT.as_hours() / 24)),
                (t!(l, "privacy-trip-letters"), t!(l, "privacy-trip-letters-text", days = days)),
                (t!(l, "privacy-surveys"), t!(l, "privacy-surveys-text", months = SURVEYS_NAMED.as_hours() / 24 / 30)),
                (t!(l, "privacy-leave"), t!(l, "privacy-leave-text")),
                (t!(l, "privacy-social"), t!(l, "privacy-social-text")),
                (t!(l, "privacy-certificates"), t!(l, "privacy-certificates-text", years = CERTIFICATE_YEARS_KEPT)),
                (t!(l, "privacy-letters"), t!(l, "privacy-letters-text", days = days)),
            ],
        ),
        (
            t!(l, "privacy-staff"),
            vec![
                (t!(l, "privacy-looks"), t!(l, "privacy-looks-text", years = AUDIT_KEPT.as_hours() / 24 / 365)),
                (
                    t!(l, "privacy-accounts"),
                    t!(
                        l,
                        "privacy-accounts-text",
                        longest = day(STAFF_LONGEST),
                        idle = day(STAFF_IDLE),
                        days = STAFF_DRAFTS_KEPT.as_hours() / 24
                    ),
                ),
                (t!(l, "privacy-logs"), t!(l, "privacy-logs-text")),
            ],
        ),
    ]
}
