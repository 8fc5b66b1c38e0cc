//! One message: its words with those that decided marked, how it was understood, and the form to say better.

use super::{HERE, mood_name, patterns::mark};
use crate::{
    context::Visit,
    form::Typed,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        button::{Button, Look},
        details::Details,
        field::Select,
        status::{Mark, Status, Tag},
    },
    words::{Lang, improvement, t, when::zone},
};
use desk::feedback::Message;
use domain::feedback::{Certainty, Mood, Theme, marked};
use leptos::prelude::*;

pub(super) fn message(visit: &Visit, typed: &Typed, one: Message, here: &str) -> impl IntoView + use<> {
    let l = visit.lang;
    let when = l.day_time(one.said_at, visit.now, &zone(DESK_ZONE));
    let flight = one.flight.as_ref().map(|(flight, day)| format!("{flight}, {}", l.date_from(*day, visit.now)));
    let route = one.route.as_ref().map(|(from, to)| format!("{from}–{to}"));
    let complaint = one.complaint.then(|| t!(l, "feedback-complaint"));
    let head = [Some(when), complaint, flight, route].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let deciding = if one.corrected { Vec::new() } else { one.deciding.clone() };
    let case = one.case.as_ref().map(|reference| view! { " · "<a href=format!("/cases/{reference}")>{reference.clone()}</a> });
    let words = marked(&one.words, &deciding)
        .into_iter()
        .map(|(part, decides)| if decides { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() })
        .collect_view();
    let understood = if one.corrected {
        t!(l, "feedback-by-staff")
    } else {
        t!(l, "feedback-sure", theme = certainty(l, one.theme.1), mood = certainty(l, one.mood.1))
    };
    let guess = |share: f32| !one.corrected && Certainty::of(share) == Certainty::Guess;
    let doubtful = |guess: bool, name: String| if guess { t!(l, "feedback-perhaps", name = name) } else { name };
    let theme = doubtful(guess(one.theme.1), improvement::theme(l, one.theme.0));
    let (mood, mark) = match guess(one.mood.1) {
        // nobody is marked as a complaint on a guess
        true => (doubtful(true, mood_name(l, one.mood.0)), Mark::Rest),
        false => (mood_name(l, one.mood.0), mark(one.mood.0)),
    };
    let open = guess(one.theme.1) || guess(one.mood.1);
    let id = format!("m-{}", one.id);
    let correct = correct(l, typed, &one, here, open).into_any();
    let lang = one.locale.tag();
    view! {
        <article class="section stack stack--s" id=id>
            <p class="quiet small">{head}{case}</p>
            <p class="quote" lang=lang>{words}</p>
            <p class="row"><Tag>{theme}</Tag><Status mark=mark>{mood}</Status><span class="quiet small">{understood}</span></p>
            {correct}
        </article>
    }
}

/// How sure it is: in words, with the figure.
fn certainty(l: Lang, share: f32) -> String {
    let percent = (share * 100.0).round() as i64;
    match Certainty::of(share) {
        Certainty::Sure => t!(l, "feedback-certain", percent = percent),
        Certainty::Probable => t!(l, "feedback-probable", percent = percent),
        Certainty::Guess => t!(l, "feedback-guess", percent = percent),
    }
}

fn correct(l: Lang, typed: &Typed, one: &Message, here: &str, asked: bool) -> impl IntoView + use<> {
    let number = one.id.to_string();
    let again = typed.returned() && typed.value("message") == number;
    let chosen = |name: &str, stands: &str| typed.value_opt(name).filter(|_| again).unwrap_or_else(|| stands.to_owned());
    let (theme, mood) = (chosen("theme", one.theme.0.as_str()), chosen("mood", one.mood.0.as_str()));
    let themes = Theme::ALL.map(|one| (one.as_str().to_owned(), improvement::theme(l, one))).into();
    let moods = Mood::ALL.map(|one| (one.as_str().to_owned(), mood_name(l, one))).into();
    let (theme_id, mood_id) = (format!("theme-{number}"), format!("mood-{number}"));
    let (edits, here) = (one.edits.to_string(), here.to_owned());
    let title = if asked { t!(l, "feedback-say") } else { t!(l, "feedback-correct") };
    view! {
        <Details title=title plain=true open=again>
            <form class="stack stack--s" method="post" action=HERE>
                <input type="hidden" name="message" value=number/>
                <input type="hidden" name="edits" value=edits/>
                <input type="hidden" name="return" value=here/>
                <Select name="theme" id=theme_id label=t!(l, "feedback-theme") options=themes value=theme/>
                <Select name="mood" id=mood_id label=t!(l, "feedback-mood") options=moods value=mood/>
                <div class="buttons"><Button look=Look::Plain>{t!(l, "feedback-correct-go")}</Button></div>
            </form>
        </Details>
    }
}
