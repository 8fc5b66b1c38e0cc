//! Prepared texts beside the reply, in the passenger's language, their gaps filled: what one sees is what is put in.

use super::super::{HOME_ZONE, promised};
use crate::ui::{button::Button, details::Details};
use crate::words::{Lang, t};
use desk::cases::{CaseView, Head};
use desk::phrases::{Kind, Phrase};
use domain::case::{Gap, fill_gaps};
use domain::rights::StaffMember;
use jiff::Timestamp;
use leptos::prelude::*;

/// A prepared text for this case, from this member of staff, in the passenger's language.
#[must_use]
pub fn filled(phrase: &Phrase, head: &Head, member: &StaffMember, now: Timestamp) -> String {
    let l = Lang(head.language);
    fill_gaps(phrase.words(head.language), |gap| match gap {
        Gap::Name if head.nameless => Some(t!(l, "phrase-nameless")),
        Gap::Name => Some(head.person_name.clone()),
        Gap::Reference => Some(head.reference.clone()),
        Gap::Subject => Some(head.subject.clone()),
        Gap::Flight => head.flight.as_ref().map(|(carrier, number, _)| format!("{carrier} {number}")),
        Gap::Booking => head.locator.clone(),
        Gap::Bag => head.bag_tag.clone(),
        Gap::ReplyBy => head.reply_by.map(|by| promised(l, by, now)),
        Gap::Agent => Some(member.name.clone()),
        Gap::Department => Some(head.department.name(head.language).to_owned()),
    })
}

/// The texts one can put into the reply, whole replies first.
pub(super) fn fold(l: Lang, case: &CaseView, phrases: &[Phrase], member: &StaffMember, now: Timestamp) -> impl IntoView + use<> {
    let action = format!("/cases/{}/phrase", case.head.reference);
    let tag = (case.head.language != l.0).then(|| case.head.language.tag());
    let part = |kind: Kind, title: String| {
        let texts: Vec<_> = phrases
            .iter()
            .filter(|phrase| phrase.kind == kind)
            .map(|phrase| {
                let (words, title) = (filled(phrase, &case.head, member, now), phrase.title(l.0).to_owned());
                let (id, action, spoken) = (phrase.id.to_string(), action.clone(), format!(" {title}"));
                view! {
                    <Details title=title plain=true>
                        <p class="quote" lang=tag>{words}</p>
                        // in the reply's form, so that what is typed there goes along
                        <Button form=Some("reply") name="phrase".to_owned() value=id formaction=action small=true>
                            {t!(l, "case-phrase-put")}<span class="visually-hidden">{spoken}</span>
                        </Button>
                    </Details>
                }
            })
            .collect();
        (!texts.is_empty()).then(|| view! { <div><h3 class="quiet small">{title}</h3>{texts}</div> })
    };
    let (replies, parts) = (part(Kind::Reply, t!(l, "phrase-kind-reply")), part(Kind::Phrase, t!(l, "phrase-kind-phrase")));
    let language = case.head.language.own_name().to_owned();
    view! {
        <Details title=t!(l, "case-phrases") hint=Some(language)>
            <div class="stack stack--s">{replies}{parts}<p class="small"><a href="/desk/phrases">{t!(l, "phrases-title")}</a></p></div>
        </Details>
    }
}

/// How a prepared text reads to a passenger, with what somebody might be called.
#[must_use]
pub fn sample(l: Lang, words: &str, now: Timestamp) -> String {
    let by = l.day_time(now + jiff::SignedDuration::from_hours(4), now, &crate::words::when::zone(HOME_ZONE));
    fill_gaps(words, |gap| {
        Some(match gap {
            Gap::Name => t!(l, "phrase-sample-name"),
            Gap::Reference => "LS-7K3M-9Q2F".to_owned(),
            Gap::Subject => t!(l, "phrase-sample-subject"),
            Gap::Flight => "LD 402".to_owned(),
            Gap::Booking => "DEMO5D".to_owned(),
            Gap::Bag => "0992123456".to_owned(),
            Gap::ReplyBy => t!(l, "letter-time", time = by.clone()),
            Gap::Agent => "Mei Chen".to_owned(),
            Gap::Department => t!(l, "phrase-sample-department"),
        })
    })
}
