//! `/desk/settings/audit`: who looked at what. For administrators; reading it is itself a look.

use super::{queue, sessions::DESK_ZONE};
use crate::{
    context::{portal, visit},
    outcome::{encode, refused},
    ui::{
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::Paging,
        sentence::{Pick, Sentence},
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::audit::{Filter, Look, MACHINE, SIGN_IN_FAILED, list};
use desk::staff::everybody;
use domain::booking::IdentityCheck;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde_json::Value;
use std::sync::Arc;

/// What can be looked at.
const KINDS: [(&str, &str); 14] = [
    ("", "audit-kind-any"),
    ("case", "audit-kind-case"),
    ("file", "audit-kind-file"),
    ("trip", "audit-kind-trip"),
    ("bag", "audit-kind-bag"),
    ("telegram", "audit-kind-telegram"),
    ("queue", "audit-kind-queue"),
    ("outbox", "audit-kind-outbox"),
    ("payments", "audit-kind-payments"),
    ("session", "audit-kind-session"),
    ("audit", "audit-kind-audit"),
    ("phrase", "audit-kind-phrase"),
    ("help", "audit-kind-help"),
    ("procedure", "audit-kind-procedure"),
];

/// Rows by person, kind and reference, newest first.
#[component]
pub fn Audit() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let filter = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
        Filter {
            staff: text("staff").parse().ok(),
            subject_kind: text("kind"),
            subject: subject(&text("kind"), &text("subject")),
            before: text("before").parse().ok(),
        }
    });
    Suspend::new(async move {
        let (page, staff) = match (list(&portal.db, &visit.viewer, visit.now, &filter).await, everybody(&portal.db, &visit.viewer).await) {
            (Ok(page), Ok(staff)) => (page, staff),
            (Err(error), _) | (_, Err(error)) => return refused(error),
        };
        let people = Arc::new(staff.clone());
        let older = page.next.map(|before| address(&filter, before));
        view! {
            <Title text=t!(l, "audit-title")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "audit-title") back="/desk".to_owned()>{t!(l, "audit-lead")}</PageHead>
                <FilterSentence filter staff/>
                <Rows looks=page.looks now=visit.now people/>
                <Paging on=older/>
            </Page>
        }
        .into_any()
    })
}

/// References and locators are in capitals, whatever was typed; names of texts are not.
fn subject(kind: &str, typed: &str) -> String {
    if matches!(kind, "help" | "procedure" | "phrase" | "session") { typed.to_lowercase() } else { typed.to_uppercase() }
}

#[component]
fn FilterSentence(filter: Filter, staff: Vec<(String, String)>) -> impl IntoView {
    let l = visit().lang;
    let people = std::iter::once((String::new(), t!(l, "audit-anybody"))).chain(staff).collect();
    let kinds = KINDS.iter().map(|(kind, key)| ((*kind).to_owned(), l.text(key, None))).collect();
    view! {
        <Sentence action="/desk/settings/audit" go=t!(l, "audit-show")>
            {t!(l, "audit-sentence-by")}" "
            <Pick name="staff" label=t!(l, "audit-who") options=people value=filter.staff.map(|id| id.to_string()).unwrap_or_default()/>
            " "{t!(l, "audit-sentence-at")}" "
            <Pick name="kind" label=t!(l, "audit-what") options=kinds value=filter.subject_kind/>
            " "
            <input class="sentence__pick" name="subject" aria-label=t!(l, "audit-which") placeholder=t!(l, "audit-which-example") value=filter.subject maxlength="40"/>
        </Sentence>
    }
}

#[component]
fn Rows(looks: Vec<Look>, now: Timestamp, people: Arc<Vec<(String, String)>>) -> impl IntoView {
    let l = visit().lang;
    if looks.is_empty() {
        return view! { <Empty title=t!(l, "audit-none") scene=Scene::NothingFound words=t!(l, "audit-none-hint")/> }.into_any();
    }
    let columns = ["audit-when", "audit-who", "audit-act", "audit-which", "audit-detail"]
        .into_iter()
        .map(|key| Column::words(l.text(key, None)))
        .collect();
    let rows = looks.into_iter().map(|look| view! { <Row look now people=people.clone()/> }).collect_view();
    view! { <Table caption=t!(l, "audit-title") columns stack=true dense=true>{rows}</Table> }.into_any()
}

#[component]
fn Row(look: Look, now: Timestamp, people: Arc<Vec<(String, String)>>) -> impl IntoView {
    let l = visit().lang;
    let program = look.detail.get(MACHINE).and_then(Value::as_str).map(|name| t!(l, "audit-program", name = name.to_owned()));
    let nobody = || if look.action == SIGN_IN_FAILED { t!(l, "audit-nobody") } else { t!(l, "audit-passenger") };
    let who = look.staff.clone().or(program).unwrap_or_else(nobody);
    let which = match (look.subject_kind.as_str(), look.subject.is_empty()) {
        ("case" | "file", false) => view! { <a href=format!("/cases/{}", look.subject)>{look.subject.clone()}</a> }.into_any(),
        ("phrase", false) => view! { <a href=format!("/desk/phrases/{}", look.subject)>{t!(l, "audit-kind-phrase")}</a> }.into_any(),
        ("help", false) => view! { <a href=format!("/desk/knowledge/{}", look.subject)>{look.subject.clone()}</a> }.into_any(),
        ("procedure", false) => view! { <a href=format!("/desk/procedures/{}", look.subject)>{look.subject.clone()}</a> }.into_any(),
        ("bag", false) => view! { <a href=format!("/bags/{}", look.subject)>{look.subject.clone()}</a> }.into_any(),
        ("trip", false) => view! { <a href=format!("/trip/{}", look.subject)>{look.subject.clone()}</a> }.into_any(),
        // a session's name says nothing to people; eight letters of it tell two apart
        ("session", _) => look.subject.chars().take(8).collect::<String>().into_any(),
        _ => look.subject.clone().into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><time datetime=look.at.to_string()>{l.day_time(look.at, now, &zone(DESK_ZONE))}</time></th>
            <td role="cell" data-label=t!(l, "audit-who")>{who}</td>
            <td role="cell" data-label=t!(l, "audit-act")>{act(l, &look)}</td>
            <td role="cell" data-label=t!(l, "audit-which")>{which}</td>
            <td role="cell" data-label=t!(l, "audit-detail")>{told(l, &look.detail, &people)}</td>
        </tr>
    }
}

/// What was done, in words.
fn act(l: Lang, look: &Look) -> String {
    match (look.action.as_str(), look.subject_kind.as_str()) {
        ("sign_in", _) => t!(l, "audit-act-sign-in"),
        (SIGN_IN_FAILED, _) => t!(l, "audit-act-sign-in-failed"),
        ("session_ended", _) => t!(l, "audit-act-session-ended"),
        ("skills_changed", _) => t!(l, "audit-act-skills"),
        ("identity_checked", _) => t!(l, "audit-act-identity-checked"),
        ("contact_changed", _) => t!(l, "audit-act-contact-changed"),
        ("certificate_issued", _) => t!(l, "audit-act-certificate"),
        ("trip_letters_on", _) => t!(l, "audit-act-letters-on"),
        ("trip_letters_off", _) => t!(l, "audit-act-letters-off"),
        ("itinerary_sent", _) => t!(l, "audit-act-itinerary"),
        ("opted_out", _) => t!(l, "audit-act-opted-out"),
        ("opted_in", _) => t!(l, "audit-act-opted-in"),
        ("phrase_written", _) => t!(l, "audit-act-phrase-written"),
        ("phrase_retired", _) => t!(l, "audit-act-phrase-retired"),
        ("case_recorded", _) => t!(l, "audit-act-case-recorded"),
        ("answer_delivered", _) => t!(l, "audit-act-answer-delivered"),
        ("answer_refused", _) => t!(l, "audit-act-answer-refused"),
        ("bag_delivered", _) => t!(l, "audit-act-bag-delivered"),
        ("bag_step", _) => t!(l, "audit-act-bag-step"),
        ("bag_on_hand", _) => t!(l, "audit-act-bag-on-hand"),
        ("bag_matched", _) => t!(l, "audit-act-bag-matched"),
        ("bag_match_rejected", _) => t!(l, "audit-act-bag-match-rejected"),
        ("bag_match_undone", _) => t!(l, "audit-act-bag-match-undone"),
        ("bag_reported", _) => t!(l, "audit-act-bag-reported"),
        ("case_written", _) => t!(l, "audit-act-case-written"),
        ("telegram_again", _) => t!(l, "audit-act-telegram-again"),
        ("telegram_aside", _) => t!(l, "audit-act-telegram-aside"),
        ("trip_changed", _) => t!(l, "audit-act-trip-changed"),
        ("fee_waived", _) => t!(l, "audit-act-fee-waived"),
        ("waiver_asked", _) => t!(l, "audit-act-waiver-asked"),
        ("waiver_taken_back", _) => t!(l, "audit-act-waiver-taken-back"),
        ("waiver_approved", _) => t!(l, "audit-act-waiver-approved"),
        ("waiver_refused", _) => t!(l, "audit-act-waiver-refused"),
        ("trip_lapsed", _) => t!(l, "audit-act-trip-lapsed"),
        ("trip_ticketed", _) => t!(l, "audit-act-trip-ticketed"),
        ("hours_set", _) => t!(l, "audit-act-hours-set"),
        ("coupon_elsewhere", _) => t!(l, "audit-act-coupon-elsewhere"),
        ("claim", _) => t!(l, "audit-act-claim"),
        ("claimed", _) => t!(l, "audit-act-claimed"),
        ("claim_offered", _) => t!(l, "audit-act-claim-offered"),
        ("claim_to_approve", _) => t!(l, "audit-act-claim-to-approve"),
        ("claim_approved", _) => t!(l, "audit-act-claim-approved"),
        ("claim_refused", _) => t!(l, "audit-act-claim-refused"),
        ("claim_accepted", _) => t!(l, "audit-act-claim-accepted"),
        ("claim_appealed", _) => t!(l, "audit-act-claim-appealed"),
        ("refund_late", _) => t!(l, "audit-act-refund-late"),
        (action, "survey") => survey_act(l, action),
        (action, "help" | "procedure") => text_act(l, action, kind_told(l, &look.subject_kind)),
        ("list" | "search", kind) => {
            t!(l, "audit-act-list", what = kind_told(l, kind))
        }
        (_, "case") => t!(l, "audit-act-case"),
        (_, "file") => t!(l, "audit-act-file"),
        (_, "trip") => t!(l, "audit-act-trip"),
        ("bag", _) => t!(l, "audit-act-bag"),
        ("telegram", _) => t!(l, "audit-act-telegram"),
        (action, kind) => format!("{action} {kind}"),
    }
}

/// What was done to an article or a procedure.
fn survey_act(l: Lang, action: &str) -> String {
    match action {
        "survey_begun" => t!(l, "audit-act-survey-begun"),
        "survey_listed" => t!(l, "audit-act-survey-listed"),
        "survey_exported" => t!(l, "audit-act-survey-exported"),
        "survey_read" => t!(l, "audit-act-survey-read"),
        "survey_entered" => t!(l, "audit-act-survey-entered"),
        "survey_published" => t!(l, "audit-act-survey-published"),
        "survey_withdrawn" => t!(l, "audit-act-survey-withdrawn"),
        "survey_asked_again" => t!(l, "audit-act-survey-again"),
        // a draft begun or changed
        _ => t!(l, "audit-act-survey-written"),
    }
}

fn text_act(l: Lang, action: &str, what: String) -> String {
    match action {
        "text_opened" => t!(l, "audit-act-text-opened", what = what),
        "text_begun" => t!(l, "audit-act-text-begun", what = what),
        "text_sent" => t!(l, "audit-act-text-sent", what = what),
        "text_published" => t!(l, "audit-act-text-published", what = what),
        "text_scheduled" => t!(l, "audit-act-text-scheduled", what = what),
        "text_returned" => t!(l, "audit-act-text-returned", what = what),
        "text_withdrawn" => t!(l, "audit-act-text-withdrawn", what = what),
        "text_facts" => t!(l, "audit-act-text-facts", what = what),
        action => format!("{action} {what}"),
    }
}

/// Query and count, before and after: fields and people by their names.
fn told(l: Lang, detail: &Value, people: &[(String, String)]) -> String {
    let Some(fields) = detail.as_object() else { return String::new() };
    let parts = fields.iter().filter(|(name, _)| *name != MACHINE).filter_map(|(name, value)| match value {
        Value::Object(_) if name == "query" => Some(told(l, value, people)).filter(|told| !told.is_empty()),
        value => Some(value_told(l, name, value, people))
            .filter(|told| !told.is_empty())
            .map(|value| t!(l, "audit-field", name = field(l, name), value = value)),
    });
    parts.collect::<Vec<_>>().join(" · ")
}

fn field(l: Lang, name: &str) -> String {
    match name {
        "count" => t!(l, "audit-field-count"),
        "file" => t!(l, "audit-field-file"),
        "account" => t!(l, "audit-field-account"),
        "shown" => t!(l, "audit-field-shown"),
        "query" | "words" => t!(l, "audit-field-words"),
        "old" => t!(l, "audit-field-old"),
        "new" => t!(l, "audit-field-new"),
        "how" => t!(l, "audit-field-how"),
        "zone" => t!(l, "audit-field-zone"),
        "to" => t!(l, "audit-field-to"),
        "reminders" => t!(l, "messages-reminders"),
        "word" => t!(l, "messages-word"),
        "wording" => t!(l, "audit-field-wording"),
        "again" => t!(l, "audit-field-again"),
        "always" => t!(l, "audit-field-always"),
        "week" => t!(l, "audit-field-week"),
        "days" => t!(l, "audit-field-days"),
        "staff" => t!(l, "audit-who"),
        "owner" => t!(l, "queue-pick-owner"),
        "can" => t!(l, "queue-pick-can"),
        "subject_kind" | "kind" => t!(l, "audit-what"),
        "subject" => t!(l, "audit-which"),
        "state" => t!(l, "queue-pick-state"),
        "due" => t!(l, "queue-pick-due"),
        "department" => t!(l, "queue-pick-department"),
        "channel" => t!(l, "queue-pick-channel"),
        "author" => t!(l, "audit-field-author"),
        "language" => t!(l, "queue-pick-language"),
        "list" => t!(l, "audit-field-list"),
        "rest" => t!(l, "queue-pick-rest"),
        "tag" => t!(l, "queue-pick-tag"),
        "version" => t!(l, "audit-field-version"),
        "amount" => t!(l, "payments-amount"),
        "why" => t!(l, "waiver-why"),
        "title" => t!(l, "case-new-subject"),
        other => other.to_owned(),
    }
}

fn value_told(l: Lang, name: &str, value: &Value, people: &[(String, String)]) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => {
            if *yes {
                t!(l, "audit-yes")
            } else {
                t!(l, "audit-no")
            }
        }
        Value::Array(all) => {
            all.iter().map(|one| value_told(l, name, one, people)).filter(|told| !told.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(all) => {
            all.iter().map(|(key, one)| format!("{key} {}", value_told(l, name, one, people))).collect::<Vec<_>>().join(", ")
        }
        Value::Number(number) => number.to_string(),
        Value::String(text) => match name {
            "how" => IdentityCheck::parse(text).map_or_else(|| text.clone(), |how| l.text(how.key(), None)),
            "subject_kind" => kind_told(l, text),
            "list" if text == "invitations" => t!(l, "audit-list-invitations"),
            "list" if text == "texts" => t!(l, "audit-list-texts"),
            _ => people
                .iter()
                .find(|(id, _)| id == text)
                .map(|(_, name)| name.clone())
                .or_else(|| queue::word(l, name, text))
                .unwrap_or_else(|| text.clone()),
        },
    }
}

fn kind_told(l: Lang, kind: &str) -> String {
    KINDS.iter().find(|(known, _)| *known == kind && !known.is_empty()).map_or_else(|| kind.to_owned(), |(_, key)| l.text(key, None))
}

fn address(filter: &Filter, before: i64) -> String {
    let staff = filter.staff.map(|id| id.to_string()).unwrap_or_default();
    format!("/desk/settings/audit?staff={staff}&kind={}&subject={}&before={before}", encode(&filter.subject_kind), encode(&filter.subject))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn details_are_told_in_words() {
        let l = Lang::default();
        let people = [("0190".to_owned(), "Mei Chen".to_owned())];
        let told = |detail: Value| told(l, &detail, &people);
        assert_eq!(
            told(json!({ "count": 3, "query": { "owner": "0190", "state": "any", "words": "bag" } })),
            "Found: 3 · Owner: Mei Chen · Status: any · Words: bag".replace("any", &queue::word(l, "state", "any").unwrap_or_default())
        );
        assert_eq!(told(json!({ "staff": null, "subject": "", "subject_kind": "outbox" })), "What kind: the outbox");
        assert_eq!(told(json!({ "old": ["m•••@g•••.com"], "new": "••• 42" })), "Now: ••• 42 · Before: m•••@g•••.com");
        assert_eq!(told(json!(null)), "");
    }
}
