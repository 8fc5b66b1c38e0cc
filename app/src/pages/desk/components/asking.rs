//! Buttons, fields, choices, and how they look when something is wrong.

use super::Group;
use crate::{
    context::lang,
    form::Typed,
    ui::{
        action_list::{Action, ActionList},
        button::{Button, LinkButton, Look},
        choice::{Choice, Choices, Tick},
        error_summary::ErrorSummary,
        field::{Field, Kind, Select, TextArea},
        page_head::Steps,
        summary_list::{SummaryList, SummaryRow},
    },
    words::t,
};
use leptos::prelude::*;

/// Acts: buttons and ways on.
#[component]
pub fn Acting() -> impl IntoView {
    let l = lang();
    view! {
        <Group title=t!(l, "sample-acts")>
            <div class="buttons">
                <Button look=Look::Next arrow=true>{t!(l, "sample-open-trip")}</Button>
                <LinkButton href="#main">{t!(l, "sample-other-flights")}</LinkButton>
                <Button look=Look::Stop>{t!(l, "sample-cancel")}</Button>
                <Button disabled=true>{t!(l, "sample-send")}</Button>
                <Button small=true>{t!(l, "sample-show")}</Button>
                <LinkButton look=Look::Quiet href="#main">{t!(l, "sample-later")}</LinkButton>
            </div>
            <ActionList>
                <Action href="#main" title=t!(l, "sample-take") hint=t!(l, "sample-take-hint") next=true/>
                <Action href="#main" title=t!(l, "sample-bags") hint=t!(l, "sample-bags-hint")/>
                <Action href="#main" title=t!(l, "sample-ask")/>
            </ActionList>
        </Group>
    }
}

/// Questions before an answer.
#[component]
pub fn Asking() -> impl IntoView {
    let l = lang();
    let options = vec![
        Choice::new("flight", t!(l, "sample-topic-flight")).hint(t!(l, "sample-topic-flight-hint")),
        Choice::new("bag", t!(l, "sample-topic-bag")),
        Choice::new("unsure", t!(l, "sample-topic-unsure")),
    ];
    view! {
        <Group title=t!(l, "sample-questions")>
            <Steps at=2 of=5/>
            <Choices name="s-topic" legend=t!(l, "sample-topic") options=options chosen="flight" hint=t!(l, "sample-topic-hint")/>
            <Tick name="s-urgent" label=t!(l, "sample-urgent") checked=true/>
            <Field name="s-locator" label=t!(l, "sample-locator") hint=t!(l, "sample-locator-hint") kind=Kind::Code value="DEMO 3B"/>
            <Field name="s-code" label=t!(l, "sample-code") hint=t!(l, "sample-code-hint") kind=Kind::Digits value="493 201"/>
            <Field name="s-born" label=t!(l, "sample-born") kind=Kind::Date/>
            <Field name="s-search" label=t!(l, "sample-search") kind=Kind::Search placeholder=t!(l, "sample-search-example")/>
            <Select name="s-language" label=t!(l, "sample-language") options=vec![("en".to_owned(), "English".to_owned()), ("zh-CN".to_owned(), "中文".to_owned())] value="zh-CN"/>
            <TextArea name="s-words" label=t!(l, "sample-words") hint=t!(l, "sample-words-hint") rows=4/>
            <SummaryList>
                <SummaryRow name=t!(l, "sample-topic") change="#s-topic".to_owned()>{t!(l, "sample-topic-flight")}</SummaryRow>
                <SummaryRow name=t!(l, "sample-words") change="#s-words".to_owned()>{t!(l, "sample-letter")}</SummaryRow>
            </SummaryList>
        </Group>
    }
}

/// The same after a submit that could not be taken.
#[component]
pub fn Failing() -> impl IntoView {
    let l = lang();
    let typed = Typed {
        values: Vec::new(),
        errors: vec![
            desk::FieldError { field: "s-email", message: "sample-email-wrong" },
            desk::FieldError { field: "s-about", message: "sample-about-missing" },
        ],
        ..Typed::default()
    };
    let options = vec![Choice::new("one", t!(l, "sample-topic-bag")), Choice::new("two", t!(l, "sample-topic-unsure"))];
    view! {
        <Group title=t!(l, "sample-wrong")>
            <ErrorSummary typed=typed.clone()/>
            <Field name="s-email" label=t!(l, "sample-email") kind=Kind::Email value="name@exa" error=typed.error(l, "s-email")/>
            <Choices name="s-about" legend=t!(l, "sample-topic") options=options error=typed.error(l, "s-about") across=true/>
        </Group>
    }
}
