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
        status::{Status, Tag},
    },
    words::{Lang, improvement, t, when::zone},
};
use desk::feedback::Message;
use domain::feedback::{Mood, Theme, marked};
use leptos::prelude::*;

pub(super) fn message(visit: &Visit, typed: &Typed, one: Message, here: &str) -> impl IntoView + use<> {
    let l = visit.lang;
    let when = l.day_time(one.said_at, visit.now, &zone(DESK_ZONE));
    let flight = one.flight.as_ref().map(|(flight, day)| format!("{flight}, {}", l.date_from(*day, visit.now)));
    let route = one.route.as_ref().map(|(from, to)| format!("{from}–{to}"));
    let head = [Some(when), flight, route].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let deciding = if one.corrected { Vec::new() } else { one.deciding.clone() };
    let words = marked(&one.words, &deciding)
        .into_iter()
        .map(|(part, decides)| if decides { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() })
        .collect_view();
    let understood = if one.corrected {
        t!(l, "feedback-by-staff")
    } else {
        let sure = |share: f32| (share * 100.0).round() as i64;
        t!(l, "feedback-sure", theme = sure(one.theme.1), mood = sure(one.mood.1))
    };
    let (theme, mood) = (improvement::theme(l, one.theme.0), mood_name(l, one.mood.0));
    let id = format!("m-{}", one.place.invitation);
    let correct = correct(l, typed, &one, here).into_any();
    let (mark, lang) = (mark(one.mood.0), one.locale.tag());
    view! {
        <article class="section stack stack--s" id=id>
            <p class="quiet small">{head}</p>
            <p class="quote" lang=lang>{words}</p>
            <p class="row"><Tag>{theme}</Tag><Status mark=mark>{mood}</Status><span class="quiet small">{understood}</span></p>
            {correct}
        </article>
    }
}

fn correct(l: Lang, typed: &Typed, one: &Message, here: &str) -> impl IntoView + use<> {
    let (invitation, question) = (one.place.invitation.to_string(), one.place.question.clone());
    let again = typed.returned() && typed.value("invitation") == invitation && typed.value("question") == question;
    let chosen = |name: &str, stands: &str| typed.value_opt(name).filter(|_| again).unwrap_or_else(|| stands.to_owned());
    let (theme, mood) = (chosen("theme", one.theme.0.as_str()), chosen("mood", one.mood.0.as_str()));
    let themes = Theme::ALL.map(|one| (one.as_str().to_owned(), improvement::theme(l, one))).into();
    let moods = Mood::ALL.map(|one| (one.as_str().to_owned(), mood_name(l, one))).into();
    let (theme_id, mood_id) = (format!("theme-{invitation}-{question}"), format!("mood-{invitation}-{question}"));
    let (edits, here) = (one.edits.to_string(), here.to_owned());
    view! {
        <Details title=t!(l, "feedback-correct") plain=true open=again>
            <form class="stack stack--s" method="post" action=HERE>
                <input type="hidden" name="invitation" value=invitation/>
                <input type="hidden" name="question" value=question/>
                <input type="hidden" name="edits" value=edits/>
                <input type="hidden" name="return" value=here/>
                <Select name="theme" id=theme_id label=t!(l, "feedback-theme") options=themes value=theme/>
                <Select name="mood" id=mood_id label=t!(l, "feedback-mood") options=moods value=mood/>
                <div class="buttons"><Button look=Look::Plain>{t!(l, "feedback-correct-go")}</Button></div>
            </form>
        </Details>
    }
}
