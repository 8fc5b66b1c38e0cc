//! The questions of a claim, one a page.

use super::{check::check, next_place};
use crate::{
    context::Visit,
    form::Typed,
    ui::{
        button::{Button, Look},
        choice::{Choice, Choices},
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        field::{Field, Kind, Select},
        files::{Files, FilesField},
        icon::WayBack,
        page_head::Steps,
    },
    words::{Lang, t},
};
use desk::{
    cases::Draft,
    claims::{Answers, Asked, ClaimBook, Entitled, things, understand},
};
use domain::claim::{Facts as Claimed, Harm, ItemKind};
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// What every question needs.
pub(super) struct Asking {
    pub visit: Visit,
    pub book: Arc<ClaimBook>,
    pub entitled: Entitled,
    pub draft: Draft,
    pub typed: Typed,
    /// Photos of the thing that is told now.
    pub files: Files,
    /// How many photos there are of each thing told, by its number.
    pub photos: Vec<(u32, usize)>,
}

impl Asking {
    pub(super) fn l(&self) -> Lang {
        self.visit.lang
    }

    /// `/cases/LS-7K3M-9Q2F/claim`
    pub(super) fn address(&self) -> String {
        format!("/cases/{}/claim", self.entitled.reference)
    }

    pub(super) fn step(&self, asked: Asked) -> String {
        format!("{}?step={}", self.address(), asked.as_str())
    }

    /// What was typed now, else what was answered before.
    fn value(&self, field: &str) -> String {
        let typed: Vec<&str> = self.typed.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect();
        if typed.is_empty() { self.draft.get(field).cloned().unwrap_or_default() } else { typed.join(",") }
    }

    fn error(&self, field: &str) -> Option<String> {
        self.typed.error(self.l(), field)
    }

    pub(super) fn answers(&self) -> Answers {
        understand(&self.draft, &self.entitled.begun, &self.book.rules)
    }

    fn known(&self) -> &Claimed {
        &self.entitled.begun.facts
    }

    fn harm(&self) -> Harm {
        Harm::parse(&self.value("harm")).unwrap_or(self.known().harm)
    }

    /// Currencies with a rate, the booking's own first.
    fn currencies(&self) -> Vec<(String, String)> {
        let own = self.known().currency;
        let mut all = self.book.rules.currencies(self.known().asked);
        all.sort_by_key(|currency| (*currency != own, *currency));
        all.iter().map(|currency| (currency.to_string(), currency.to_string())).collect()
    }
}

pub(super) fn page(asking: &Asking, asked: Asked, checking: bool) -> AnyView {
    let (l, asks, unbooked) = (asking.l(), asking.answers().asks, asking.entitled.begun.places.is_some());
    let before = match asked {
        _ if checking => Some(Asked::Check),
        Asked::Harm => None,
        Asked::Journey => Some(Asked::Harm),
        Asked::Days => Some(if unbooked { Asked::Journey } else { Asked::Harm }),
        Asked::Home => Some(Asked::Days),
        Asked::Whose => Some(Asked::Home),
        Asked::Item if !things(&asking.draft).is_empty() => Some(Asked::Check),
        Asked::Item | Asked::Check if asks.any() => Some(Asked::Whose),
        Asked::Item | Asked::Check => Some(Asked::Home),
    };
    let back = before.map_or_else(|| asking.address(), |before| asking.step(before));
    let title = match asked {
        Asked::Harm => t!(l, "claim-ask-harm"),
        Asked::Journey => t!(l, "claim-ask-journey"),
        Asked::Days => t!(l, "claim-ask-days"),
        Asked::Home => t!(l, "claim-ask-home"),
        Asked::Whose => t!(l, "claim-ask-whose"),
        Asked::Item => t!(l, "claim-ask-item"),
        Asked::Check => t!(l, "claim-ask-check"),
    };
    let all = || Asked::ALL.into_iter().filter(|asked| (*asked != Asked::Whose || asks.any()) && (*asked != Asked::Journey || unbooked));
    let at = all().zip(1..).find(|(other, _)| *other == asked).map_or(1, |(_, place)| place);
    let of = all().zip(1..).last().map_or(1, |(_, of)| of);
    let body = match asked {
        Asked::Check => check(asking),
        _ => question(asking, asked, checking).into_any(),
    };
    let typed = asking.typed.clone();
    let title = page_title(l, &typed, title);
    view! {
        <Title text=title/>
        <div class="column stack stack--l">
            <a class="page-head__back" href=back><WayBack/>{t!(l, "back")}</a>
            <ErrorSummary typed=typed/>
            <Steps at=at of=of/>
            {body}
        </div>
    }
    .into_any()
}

fn question(asking: &Asking, asked: Asked, checking: bool) -> impl IntoView + use<> {
    let l = asking.l();
    let inside = match asked {
        Asked::Harm => harm(asking).into_any(),
        Asked::Journey => journey(asking).into_any(),
        Asked::Days => days(asking).into_any(),
        Asked::Home => home(asking).into_any(),
        Asked::Whose => whose(asking).into_any(),
        Asked::Item | Asked::Check => item(asking).into_any(),
    };
    let go = if asked == Asked::Item { t!(l, "claim-item-add") } else { t!(l, "case-new-go") };
    let enctype = (asked == Asked::Item).then_some("multipart/form-data");
    view! {
        <form class="stack stack--l" method="post" action=asking.address() enctype=enctype>
            <input type="hidden" name="step" value=asked.as_str()/>
            {checking.then(|| view! { <input type="hidden" name="return" value="check"/> })}
            {inside}
            <div><Button look=Look::Next arrow=true>{go}</Button></div>
        </form>
    }
}

fn harm(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l();
    let lost = l.date_with_year(asking.book.rules.lost_from(asking.known().arrived));
    let words = |harm: Harm| l.text(harm.key(), None);
    let options = vec![
        Choice::new(Harm::Delay.as_str(), words(Harm::Delay)).hint(t!(l, "claim-harm-delay-hint")),
        Choice::new(Harm::Loss.as_str(), words(Harm::Loss)).hint(t!(l, "claim-harm-loss-hint", day = lost)),
        Choice::new(Harm::Damage.as_str(), words(Harm::Damage)).hint(t!(l, "claim-harm-damage-hint")),
    ];
    let (chosen, error) = (asking.value("harm"), asking.error("harm"));
    view! { <Choices name="harm" legend=t!(l, "claim-ask-harm") options=options chosen=chosen title=true error=error/> }
}

/// Where the ticket went: which law governs hangs on both its ends, whatever flights the bag missed.
fn journey(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l();
    let (from, to) = asking.entitled.begun.places.as_ref().and_then(|places| places.flown.clone()).unwrap_or_default();
    let value = |field: &str, known: String| Some(asking.value(field)).filter(|said| !said.is_empty()).unwrap_or(known);
    let (from, to, by_way_of) = (value("from", from), value("to", to), asking.value("by_way_of"));
    let [from_wrong, to_wrong, way_wrong] = ["from", "to", "by_way_of"].map(|field| asking.error(field));
    view! {
        <h1>{t!(l, "claim-ask-journey")}</h1>
        <p>{t!(l, "claim-journey-hint")}</p>
        <Field name="from" label=t!(l, "claim-journey-from") hint=t!(l, "claim-place-hint") value=from error=from_wrong maxlength=60_u16/>
        <Field name="to" label=t!(l, "claim-journey-to") hint=t!(l, "claim-journey-to-hint") value=to error=to_wrong maxlength=60_u16/>
        <Field name="by_way_of" label=t!(l, "claim-journey-way") hint=t!(l, "claim-journey-way-hint") value=by_way_of error=way_wrong maxlength=60_u16/>
    }
}

fn days(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l();
    let known = asking.known().arrived.to_string();
    let arrived = Some(asking.value("arrived")).filter(|day| !day.is_empty()).unwrap_or(known);
    let hint = if asking.harm() == Harm::Damage { t!(l, "claim-received-hint-damage") } else { t!(l, "claim-received-hint") };
    let (arrived_wrong, wrong) = (asking.error("arrived"), asking.error("received"));
    let received = match asking.known().received {
        Some(day) => {
            let day = l.date_with_year(day);
            view! { <Facts><Fact name=t!(l, "claim-received")>{day}</Fact></Facts> }.into_any()
        }
        None => {
            let value = asking.value("received");
            view! { <Field name="received" kind=Kind::Date label=t!(l, "claim-received") hint=hint value=value error=wrong/> }.into_any()
        }
    };
    view! {
        <h1>{t!(l, "claim-ask-days")}</h1>
        <Field name="arrived" kind=Kind::Date label=t!(l, "claim-arrived") hint=t!(l, "claim-arrived-hint") value=arrived error=arrived_wrong/>
        {received}
    }
}

fn home(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l();
    let options = vec![Choice::new("yes", t!(l, "claim-home-yes")), Choice::new("no", t!(l, "claim-home-no"))];
    let (chosen, error) = (asking.value("at_home"), asking.error("at_home"));
    let (currencies, currency, wrong) = (asking.currencies(), asking.value("currency"), asking.error("currency"));
    view! {
        <h1>{t!(l, "claim-ask-home")}</h1>
        <Choices name="at_home" legend=t!(l, "claim-home") options=options chosen=chosen hint=t!(l, "claim-home-hint") error=error/>
        <Select name="currency" label=t!(l, "claim-currency") options=currencies value=currency hint=t!(l, "claim-currency-hint") error=wrong/>
    }
}

/// What can raise the most there is: people whose things were in it, and a value declared at check-in.
fn whose(asking: &Asking) -> impl IntoView + use<> {
    let (l, asks) = (asking.l(), asking.answers().asks);
    let people = asks.people.then(|| {
        let options = asking.entitled.begun.party.iter().map(|(place, name)| Choice::new(place.to_string(), name.clone())).collect();
        let known = || asking.known().people.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let chosen = Some(asking.value("people")).filter(|chosen| !chosen.is_empty()).unwrap_or_else(known);
        let (hint, error) = (t!(l, "claim-people-hint"), asking.error("people"));
        view! { <Choices name="people" legend=t!(l, "claim-people") options=options chosen=chosen many=true hint=hint error=error/> }
    });
    let count = asks.count.then(|| {
        let value = Some(asking.value("passengers")).filter(|count| !count.is_empty()).unwrap_or_else(|| "1".to_owned());
        let (hint, error) = (t!(l, "claim-people-hint"), asking.error("passengers"));
        view! { <Field name="passengers" kind=Kind::Digits label=t!(l, "claim-passengers") hint=hint value=value error=error maxlength=1_u16/> }
    });
    let declared = asks.declared.then(|| {
        let options = vec![Choice::new("no", t!(l, "claim-declared-no")), Choice::new("yes", t!(l, "claim-declared-yes"))];
        let [chosen, sum, currency] = ["declared", "declared_amount", "declared_currency"].map(|field| asking.value(field));
        let [wrong, sum_wrong, currency_wrong] = ["declared", "declared_amount", "declared_currency"].map(|field| asking.error(field));
        let currency = if currency.is_empty() { asking.value("currency") } else { currency };
        let (hint, currencies) = (t!(l, "claim-declared-hint"), asking.currencies());
        view! {
            <Choices name="declared" legend=t!(l, "claim-declared") options=options chosen=chosen hint=hint error=wrong/>
            <Field name="declared_amount" label=t!(l, "claim-declared-amount") hint=t!(l, "claim-declared-amount-hint") value=sum error=sum_wrong maxlength=16_u16/>
            <Select name="declared_currency" label=t!(l, "claim-declared-currency") options=currencies value=currency error=currency_wrong/>
        }
    });
    view! {
        <h1>{t!(l, "claim-ask-whose")}</h1>
        {people}
        {count}
        {declared}
    }
}

fn item(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l();
    let kinds = ItemKind::of(asking.harm()).iter().map(|kind| Choice::new(kind.as_str(), l.text(kind.key(), None))).collect::<Vec<_>>();
    // of one kind only there is nothing to choose
    let only = kinds.first().filter(|_| kinds.len() == 1).map(|kind| kind.value.clone());
    let chosen = asking.typed.value_opt("kind").or(only.clone()).unwrap_or_default();
    let kind = match only {
        Some(kind) => view! { <input type="hidden" name="kind" value=kind/> }.into_any(),
        None => {
            let error = asking.error("kind");
            view! { <Choices name="kind" legend=t!(l, "claim-kind") options=kinds chosen=chosen across=true error=error/> }.into_any()
        }
    };
    let typed = |field: &str| asking.typed.value(field);
    let wrong = |field: &str| asking.error(field);
    let receipt = vec![Choice::new("yes", t!(l, "claim-receipt-yes")), Choice::new("no", t!(l, "claim-receipt-no"))];
    let currency = asking.typed.value_opt("cost_currency").unwrap_or_else(|| asking.value("currency"));
    let (currencies, files, form) = (asking.currencies(), asking.files.clone(), asking.typed.clone());
    let (what, what_wrong, cost, cost_wrong) = (typed("what"), wrong("what"), typed("cost"), wrong("cost"));
    let (bought, bought_wrong, has, has_wrong) = (typed("bought"), wrong("bought"), typed("receipt"), wrong("receipt"));
    let (currency_wrong, place) = (wrong("cost_currency"), next_place(&asking.draft));
    view! {
        <h1>{t!(l, "claim-ask-item")}</h1>
        <input type="hidden" name="thing" value=place/>
        <Field name="what" label=t!(l, "claim-what") hint=t!(l, "claim-what-hint") value=what error=what_wrong maxlength=80_u16/>
        {kind}
        <Field name="cost" label=t!(l, "claim-cost") hint=t!(l, "claim-cost-hint") value=cost error=cost_wrong maxlength=16_u16/>
        <Select name="cost_currency" label=t!(l, "claim-cost-currency") options=currencies value=currency error=currency_wrong/>
        <Field name="bought" kind=Kind::Date label=t!(l, "claim-bought") hint=t!(l, "claim-bought-hint") value=bought error=bought_wrong/>
        <Choices name="receipt" legend=t!(l, "claim-receipt") options=receipt chosen=has across=true hint=t!(l, "claim-receipt-hint") error=has_wrong/>
        <FilesField files=files typed=form/>
    }
}
