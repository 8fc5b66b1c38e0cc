//! What one answers, on `/desk/settings`: languages and kinds of cases, for the queue.

use crate::{
    form::Typed,
    ui::{
        button::Button,
        choice::{Choice, Choices},
    },
    words::{Lang, t},
};
use domain::{case::Kind, locale::Locale, queue::Skills};
use leptos::prelude::*;

/// The form, as it was kept or as it came back.
pub(super) fn form(l: Lang, skills: &Skills, typed: &Typed) -> impl IntoView + use<> {
    let back = typed.returned() && typed.error(l, "languages").is_some();
    let again =
        |field: &str| typed.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect::<Vec<_>>().join(",");
    let kept = |words: Vec<&str>| words.join(",");
    let (languages, kinds) = match back {
        true => (again("languages"), again("kinds")),
        false => (
            kept(skills.languages.iter().map(|locale| locale.tag()).collect()),
            kept(skills.kinds.iter().map(|kind| kind.as_str()).collect()),
        ),
    };
    let tongues = Locale::ALL.iter().map(|locale| Choice::new(locale.tag(), locale.own_name())).collect();
    let sorts = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), l.text(kind.key(), None))).collect();
    let error = typed.error(l, "languages");
    view! {
        <section class="section stack" aria-labelledby="skills">
            <h2 id="skills">{t!(l, "skills-title")}</h2>
            <p>{t!(l, "skills-lead")}</p>
            <form class="stack" method="post" action="/desk/settings/skills">
                <Choices name="languages" legend=t!(l, "skills-languages") options=tongues chosen=languages many=true across=true error=error/>
                <Choices name="kinds" legend=t!(l, "skills-kinds") hint=t!(l, "skills-kinds-hint") options=sorts chosen=kinds many=true across=true/>
                <div><Button>{t!(l, "skills-save")}</Button></div>
            </form>
        </section>
    }
}
