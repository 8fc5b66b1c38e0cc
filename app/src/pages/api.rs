//! `/api`: the API for the people who write programs against it. Problems lead here by their `type`.

use crate::{
    context::{lang, portal},
    ui::{
        page_head::{Page, PageHead},
        table::{Column, Table},
    },
    words::t,
};
use domain::{policy::API_PER_MINUTE, rights::Scope};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every `code` of a problem, and the sentence that says what it means.
pub const PROBLEMS: [(&str, &str); 19] = [
    ("token", "api-problem-token"),
    ("scope", "api-problem-scope"),
    ("limit", "api-problem-limit"),
    ("not-found", "api-problem-not-found"),
    ("no-address", "api-problem-no-address"),
    ("method", "api-problem-method"),
    ("query", "api-problem-query"),
    ("malformed", "api-problem-malformed"),
    ("media-type", "api-problem-media-type"),
    ("too-large", "api-problem-too-large"),
    ("cut-off", "api-problem-cut-off"),
    ("key", "api-problem-key"),
    ("key-used", "api-problem-key-used"),
    ("invalid", "api-problem-invalid"),
    ("booking", "api-problem-booking"),
    ("conflict", "api-problem-conflict"),
    ("unreadable", "api-problem-unreadable"),
    ("unavailable", "api-problem-unavailable"),
    ("fault", "api-problem-fault"),
];

/// The sentence of a scope.
const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::IngestMail => "api-scope-ingest-mail",
        Scope::IngestSms => "api-scope-ingest-sms",
        Scope::IngestMessages => "api-scope-ingest-messages",
        Scope::FlightsRead => "api-scope-flights-read",
        Scope::HelpRead => "api-scope-help-read",
        Scope::CasesRead => "api-scope-cases-read",
        Scope::CasesStaff => "api-scope-cases-staff",
        Scope::CasesWrite => "api-scope-cases-write",
        Scope::CasesAnswer => "api-scope-cases-answer",
        Scope::SocialWrite => "api-scope-social-write",
    }
}

/// How to come in, what may be asked, what goes wrong.
#[component]
pub fn ApiPage() -> impl IntoView {
    let l = lang();
    let site = portal().public_url;
    let heads = move |keys: [&str; 2]| keys.map(|key| Column::words(l.text(key, None))).to_vec();
    let row = |id: Option<String>, name: &'static str, means: String| {
        view! {
            <tr role="row" id=id>
                <th scope="row" role="rowheader"><code>{name}</code></th>
                <td role="cell">{means}</td>
            </tr>
        }
    };
    let scopes = Scope::ALL.map(|scope| row(None, scope.as_str(), l.text(scope_key(scope), None))).collect_view();
    let problems = PROBLEMS.map(|(code, key)| row(Some(format!("problem-{code}")), code, l.text(key, None))).collect_view();
    let ask = format!("curl -H \"Authorization: Bearer $TOKEN\" \\\n  \"{site}/api/v1/flights?airport=EWR\"");
    let open = format!(
        "curl -H \"Authorization: Bearer $TOKEN\" -H \"Idempotency-Key: $(uuidgen)\" \\\n  --json '{{\"kind\":\"baggage\",\"topic\":\"bag-missing\",\"subject\":\"One bag did not arrive\",\n           \"words\":\"I waited at belt 7.\",\"name\":\"Ana Lima\",\"email\":\"ana@example.com\"}}' \\\n  \"{site}/api/v1/cases\""
    );
    let (scopes_title, problems_title) = (t!(l, "api-scopes"), t!(l, "api-problems"));
    view! {
        <Title text=t!(l, "api-title")/>
        <Page>
            <PageHead title=t!(l, "api-title")>{t!(l, "api-lead")}</PageHead>
            <div class="prose">
                <p>{t!(l, "api-document")}" "<a href="/api/openapi.json"><code>"/api/openapi.json"</code></a></p>
                <h2>{t!(l, "api-token")}</h2>
                <p>{t!(l, "api-token-text")}</p>
                <pre class="code" tabindex="0"><code>"landside token create --name \"crm\" --scope cases:read --scope cases:write --department baggage"</code></pre>
                <pre class="code" tabindex="0"><code>{ask}</code></pre>
                <h2>{scopes_title.clone()}</h2>
                <Table caption=scopes_title columns=heads(["api-scope", "api-opens"]) dense=true>{scopes}</Table>
                <h2>{t!(l, "api-twice")}</h2>
                <p>{t!(l, "api-twice-text")}</p>
                <pre class="code" tabindex="0"><code>{open}</code></pre>
                <h2>{t!(l, "api-often")}</h2>
                <p>{t!(l, "api-often-text", most = API_PER_MINUTE)}</p>
                <h2>{problems_title.clone()}</h2>
                <p>{t!(l, "api-problems-text")}</p>
                <Table caption=problems_title columns=heads(["api-code", "api-means"]) dense=true>{problems}</Table>
            </div>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_named_as_its_sentence() {
        for scope in Scope::ALL {
            assert_eq!(scope_key(scope), format!("api-scope-{}", scope.as_str().replace(':', "-")));
        }
        for (code, key) in PROBLEMS {
            assert_eq!(key, format!("api-problem-{code}"));
        }
    }
}
