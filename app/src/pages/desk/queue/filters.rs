//! The filters, read as a sentence whose words can be changed. One plain GET form.

use super::{Asked, Choices, HERE};
use crate::{
    context::lang,
    outcome::encode,
    ui::sentence::{Pick, Sentence},
    words::{Lang, t},
};
use domain::{
    case::{Channel, Kind, Status},
    locale::Locale,
    queue::Filter,
};
use jiff::civil::Date;
use leptos::prelude::*;

type Options = Vec<(String, String)>;

/// Marks where a pick stands in the translated sentence; no language's text holds it.
const MARK: char = '\u{1}';

/// The sentence, and the words to look for.
#[component]
pub(super) fn Filters(asked: Asked, choices: Choices) -> impl IntoView {
    let l = lang();
    let filter = asked.filter;
    let pick = |name: &str| {
        let (name, label, options, value) = match name {
            "state" => ("state", t!(l, "queue-pick-state"), states(l), filter.state().to_owned()),
            "kind" => ("kind", t!(l, "queue-pick-kind"), kinds(l), filter.kind.map_or("", Kind::as_str).to_owned()),
            "department" => {
                ("department", t!(l, "queue-pick-department"), departments(l, &choices), filter.department.clone().unwrap_or_default())
            }
            "due" => ("due", t!(l, "queue-pick-due"), dues(l), filter.due().to_owned()),
            "channel" => ("channel", t!(l, "queue-pick-channel"), channels(l), filter.channel.map_or("", Channel::as_str).to_owned()),
            "language" => ("language", t!(l, "queue-pick-language"), languages(l), filter.language.map_or("", Locale::tag).to_owned()),
            "can" => ("can", t!(l, "queue-pick-can"), cans(l), filter.can().to_owned()),
            "owner" => ("owner", t!(l, "queue-pick-owner"), owners(l, &choices), filter.owner().to_owned()),
            "rest" => ("rest", t!(l, "queue-pick-rest"), rests(l), filter.rest().to_owned()),
            "tag" => ("tag", t!(l, "queue-pick-tag"), tags(l, &choices, &filter.tag), filter.tag.clone()),
            _ => return None,
        };
        Some(view! { <Pick name=name label=label options=options value=value/> })
    };
    let opened = opened(l, &filter);
    let sentence = pieces(&sentence(l)).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.into_any(),
        // where the line breaks, a comma stays with its word, and "in" goes along with the language
        Piece::Pick { lead, name, stop } => {
            let lead = (!lead.is_empty()).then_some(lead);
            view! { <span class="sentence__piece">{lead}{pick(&name)}{(!stop.is_empty()).then_some(stop)}</span> }.into_any()
        }
    });
    let sentence = sentence.collect_view();
    view! {
        <Sentence action=HERE go=t!(l, "queue-show")>
            {sentence}{opened}<br/>
            {asked.dense.then(|| view! { <input type="hidden" name="rows" value="dense"/> })}
            <span class="sentence__search">
                <label class="visually-hidden" for="words">{t!(l, "queue-search")}</label>
                <input class="field__input" id="words" name="words" type="search" maxlength="200" value=filter.words.clone() placeholder=t!(l, "queue-search")/>
            </span>
        </Sentence>
    }
}

/// The days an address narrows it to; the sentence keeps them until they are taken out.
fn opened(l: Lang, filter: &Filter) -> Option<impl IntoView + use<>> {
    let (from, to) = filter.opened;
    if from.is_none() && to.is_none() {
        return None;
    }
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| l.date(day));
    let words = t!(l, "queue-opened", from = day(from), to = day(to));
    let keep = [("from", from), ("to", to)].into_iter().filter_map(|(name, day)| Some((name, day?.to_string())));
    let keep: Vec<_> = keep.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect();
    let rest = Filter { opened: (None, None), ..filter.clone() }.fields();
    let rest: Vec<String> = rest.into_iter().map(|(name, value)| format!("{name}={}", encode(&value))).collect();
    let href = format!("{HERE}?{}", rest.join("&"));
    Some(view! { <span class="sentence__piece">" "{words}" "<a class="small" href=href>{t!(l, "queue-opened-any")}</a></span>{keep} })
}

/// The sentence in the reader's word order, each pick's name between two marks.
fn sentence(l: Lang) -> String {
    let at = |name: &str| format!("{MARK}{name}{MARK}");
    t!(
        l,
        "queue-sentence",
        state = at("state"),
        kind = at("kind"),
        department = at("department"),
        due = at("due"),
        channel = at("channel"),
        language = at("language"),
        can = at("can"),
        owner = at("owner"),
        tag = at("tag"),
        rest = at("rest"),
    )
}

/// A part of the sentence.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// A pick by name, the short word before it and the punctuation right after it.
    Pick {
        lead: String,
        name: String,
        stop: String,
    },
}

fn pieces(sentence: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut parts = sentence.split(MARK);
    let mut words = parts.next().unwrap_or_default();
    while let (Some(name), Some(after)) = (parts.next(), parts.next()) {
        let (stop, rest) = after.split_at(after.find(|c| !matches!(c, ',' | '，' | '.' | '。' | '、')).unwrap_or(after.len()));
        let (before, lead) = words.split_at(words.trim_end().rfind(' ').map_or(0, |space| space + 1));
        pieces.push(Piece::Words(before.to_owned()));
        pieces.push(Piece::Pick { lead: lead.to_owned(), name: name.to_owned(), stop: stop.to_owned() });
        words = rest;
    }
    pieces.push(Piece::Words(words.to_owned()));
    pieces
}

/// The first option filters nothing.
fn options<I: IntoIterator<Item = (String, String)>>(any: String, more: I) -> Options {
    std::iter::once((String::new(), any)).chain(more).collect()
}

fn states(l: Lang) -> Options {
    let mut all = options(t!(l, "queue-state-open"), Status::ALL.map(|status| (status.as_str().to_owned(), l.text(status.key(), None))));
    all.push(("any".to_owned(), t!(l, "queue-state-any")));
    all
}

fn kinds(l: Lang) -> Options {
    let key = |kind| match kind {
        Kind::Inquiry => "queue-kind-inquiry",
        Kind::Complaint => "queue-kind-complaint",
        Kind::Change => "queue-kind-change",
        Kind::Baggage => "queue-kind-baggage",
        Kind::Assistance => "queue-kind-assistance",
        Kind::Disruption => "queue-kind-disruption",
        Kind::Feedback => "queue-kind-feedback",
    };
    options(t!(l, "queue-kind-any"), Kind::ALL.map(|kind| (kind.as_str().to_owned(), l.text(key(kind), None))))
}

/// What a filter's value is called, where it is one of a list.
#[must_use]
pub(in crate::pages::desk) fn word(l: Lang, field: &str, value: &str) -> Option<String> {
    let all = match field {
        "state" => states(l),
        "kind" => kinds(l),
        "due" => dues(l),
        "channel" => channels(l),
        "language" => languages(l),
        "rest" => rests(l),
        "can" => cans(l),
        "owner" => vec![("me".to_owned(), t!(l, "queue-owner-me")), ("nobody".to_owned(), t!(l, "queue-owner-nobody"))],
        _ => return None,
    };
    all.into_iter().find(|(known, _)| known == value).map(|(_, word)| word)
}

fn departments(l: Lang, choices: &Choices) -> Options {
    let all = choices.departments.iter().map(|department| (department.id.clone(), department.name(l.0).to_owned()));
    options(t!(l, "queue-department-any"), all)
}

fn dues(l: Lang) -> Options {
    options(t!(l, "queue-due-any"), [("late".to_owned(), t!(l, "queue-due-late")), ("today".to_owned(), t!(l, "queue-due-today"))])
}

fn channels(l: Lang) -> Options {
    options(t!(l, "queue-channel-any"), Channel::ALL.map(|channel| (channel.as_str().to_owned(), l.text(channel.key(), None))))
}

fn languages(l: Lang) -> Options {
    options(t!(l, "queue-language-any"), Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.own_name().to_owned())))
}

fn cans(l: Lang) -> Options {
    options(t!(l, "queue-can-any"), [("me".to_owned(), t!(l, "queue-can-me"))])
}

fn owners(l: Lang, choices: &Choices) -> Options {
    let known = [("me".to_owned(), t!(l, "queue-owner-me")), ("nobody".to_owned(), t!(l, "queue-owner-nobody"))];
    let colleagues = choices.colleagues.iter().map(|colleague| (colleague.id.clone(), colleague.name.clone()));
    options(t!(l, "queue-owner-any"), known.into_iter().chain(colleagues))
}

fn rests(l: Lang) -> Options {
    let known = [("aside", "queue-rest-aside"), ("follow-up", "queue-rest-follow-up"), ("any", "queue-rest-any")];
    options(t!(l, "queue-rest-at-hand"), known.map(|(value, key)| (value.to_owned(), l.text(key, None))))
}

/// Tags the departments use; one that is asked for and used no more is still said.
fn tags(l: Lang, choices: &Choices, asked: &str) -> Options {
    let unused = (!asked.is_empty() && !choices.tags.iter().any(|tag| tag == asked)).then(|| asked.to_owned());
    let all = choices.tags.iter().cloned().chain(unused).map(|tag| (tag.clone(), format!("#{tag}")));
    options(t!(l, "queue-tag-any"), all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_stays_with_its_pick() {
        let found = pieces("All open \u{1}kind\u{1}, in \u{1}language\u{1}");
        let pick = |lead: &str, name: &str, stop: &str| Piece::Pick { lead: lead.into(), name: name.into(), stop: stop.into() };
        let words = |words: &str| Piece::Words(words.into());
        assert_eq!(found, [words("All "), pick("open ", "kind", ","), words(" "), pick("in ", "language", ""), words("")]);
    }

    #[test]
    fn every_language_says_each_pick_once() {
        for locale in Locale::ALL {
            let pieces = pieces(&sentence(Lang(locale)));
            for name in ["state", "kind", "department", "due", "channel", "language", "can", "owner", "tag", "rest"] {
                let found = pieces.iter().filter(|piece| matches!(piece, Piece::Pick { name: pick, .. } if pick == name)).count();
                assert_eq!(found, 1, "{name} in {pieces:?}");
            }
            assert!(!pieces.iter().any(|piece| matches!(piece, Piece::Words(words) if words.contains(MARK))));
        }
    }
}
