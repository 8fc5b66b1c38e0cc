//! A bag missed and a bag on hand that may be one: what is known of the other, why, and the decision.

use crate::{
    context::Visit,
    form::Typed,
    pages::bags::report::words::described,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        button::{Button, Look},
        details::Details,
        facts::{Fact, Facts},
        field::TextArea,
        status::{Mark, Status},
    },
    words::{Lang, t, when::zone},
};
use desk::bags::{Act, Decided, Pair};
use domain::bag::description::{Contents, Description};
use domain::bag::matching::{Likely, Reason};
use leptos::prelude::*;

/// From which side one looks: the other one is told of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The bag on hand: whose it may be.
    Bag,
    /// The case: which bag may be it.
    Case,
}

/// How likely, as a status.
pub fn likely(l: Lang, likely: Likely) -> impl IntoView {
    let mark = if likely == Likely::Possible { Mark::Rest } else { Mark::Good };
    view! { <Status mark=mark>{l.text(likely.key(), None)}</Status> }
}

/// One pair with its reasons and its form, which goes to `action`.
pub fn pair(visit: &Visit, from: From, pair: Pair, action: String, typed: &Typed) -> impl IntoView + use<> {
    let l = visit.lang;
    let (title, href, chosen) = match from {
        From::Bag => {
            (format!("{} · {}", pair.missed.name, pair.missed.pir), format!("/cases/{}", pair.missed.case), pair.missed.pir.to_string())
        }
        From::Case => (
            t!(l, "match-bag-number", number = pair.found.id.to_string()),
            format!("/desk/bags/on-hand/{}", pair.found.id),
            pair.found.id.to_string(),
        ),
    };
    let how = pair.likely.filter(|_| pair.decided == Decided::Open).map(|step| view! { <p>{likely(l, step)}</p> });
    let decided = (pair.decided == Decided::Confirmed).then(|| {
        let told = t!(l, "match-confirmed-by", name = pair.by.clone().unwrap_or_default());
        view! { <p><Status mark=Mark::Good>{told}</Status></p> }
    });
    let (facts, reasons) = (facts(visit, from, &pair).into_any(), reasons(l, &pair.reasons).into_any());
    let form = match pair.decided {
        Decided::Open => choice(l, action, chosen).into_any(),
        Decided::Confirmed => undo(l, action, chosen, typed).into_any(),
    };
    view! {
        <article class="stack stack--s section">
            <h3><a href=href>{title}</a></h3>
            {how}
            {decided}
            {facts}
            {reasons}
            {form}
        </article>
    }
}

/// What it looks like and what is in it, each in one line.
pub fn looks(l: Lang, description: Option<&Description>, more: [&str; 2], contents: &[Contents], inside: &str) -> [String; 2] {
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let looks = std::iter::once(description.map(|looks| described(l, looks)).unwrap_or_default()).chain(more.map(str::to_owned)).collect();
    let sorts = contents.iter().map(|sort| l.text(sort.key(), None)).chain([inside.to_owned()]).collect();
    [joined(looks), joined(sorts)]
}

fn facts(visit: &Visit, from: From, pair: &Pair) -> impl IntoView + use<> {
    let l = visit.lang;
    let (tag, name, [looks, contents]) = match from {
        From::Bag => {
            let bag = &pair.missed;
            let told = looks(l, bag.description.as_ref(), [&bag.brand, &bag.marks], &bag.contents, &bag.inside);
            (bag.tag.clone(), String::new(), told)
        }
        From::Case => {
            let bag = &pair.found.bag;
            let told = looks(l, bag.description.as_ref(), [&bag.brand, &bag.marks], &bag.contents, &bag.inside);
            (bag.tag.clone(), bag.name.clone(), told)
        }
    };
    let due = (from == From::Bag).then(|| {
        let told = format!("{} · {}", l.date_with_year(pair.missed.expected_on), pair.missed.station);
        (t!(l, "match-due"), told)
    });
    let found = (from == From::Case).then(|| {
        let when = l.day_time(pair.found.found_at, visit.now, &zone(DESK_ZONE));
        (t!(l, "on-hand-found"), format!("{when} · {} · {}", pair.found.bag.station, pair.found.bag.place))
    });
    let rows = [
        due,
        found,
        Some((t!(l, "bags-tag"), tag)),
        Some((t!(l, "on-hand-name"), name)),
        Some((t!(l, "report-row-looks"), looks)),
        Some((t!(l, "report-row-contents"), contents)),
    ];
    let rows = rows.into_iter().flatten().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view();
    view! { <Facts>{rows}</Facts> }
}

fn reasons(l: Lang, reasons: &[Reason]) -> Option<impl IntoView + use<>> {
    let lines = reasons.iter().map(|reason| {
        let (mark, way) = match reason.weight {
            1.. => (Mark::Good, t!(l, "match-for")),
            0 => (Mark::Rest, t!(l, "match-neither")),
            _ => (Mark::Bad, t!(l, "match-against")),
        };
        let told = l.text(reason.evidence.key(), None);
        view! { <li><Status mark=mark>{way}</Status>" "{told}</li> }
    });
    let lines = lines.collect_view();
    (!reasons.is_empty())
        .then(|| view! { <Details title=t!(l, "match-reasons") open=true><ul class="stack stack--s">{lines}</ul></Details> })
}

fn choice(l: Lang, action: String, chosen: String) -> impl IntoView + use<> {
    view! {
        <form class="buttons" method="post" action=action>
            <input type="hidden" name="match" value=chosen/>
            <Button name="act".to_owned() value=Act::Confirm.as_str().to_owned()>{t!(l, "match-confirm")}</Button>
            <Button look=Look::Quiet name="act".to_owned() value=Act::Reject.as_str().to_owned()>{t!(l, "match-reject")}</Button>
        </form>
    }
}

fn undo(l: Lang, action: String, chosen: String, typed: &Typed) -> impl IntoView + use<> {
    let mine = typed.value("act") == Act::Undo.as_str();
    let (value, error) = (typed.value("told"), typed.error(l, "told"));
    view! {
        <Details title=t!(l, "match-undo-title") open=mine>
            <form class="stack stack--s" method="post" action=action>
                <input type="hidden" name="match" value=chosen/>
                <TextArea name="told" label=t!(l, "bag-step-words") hint=t!(l, "match-undo-hint") value=value error=error rows=2 maxlength=800_u16/>
                <div><Button look=Look::Stop name="act".to_owned() value=Act::Undo.as_str().to_owned()>{t!(l, "match-undo")}</Button></div>
            </form>
        </Details>
    }
}
