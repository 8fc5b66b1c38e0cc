//! `/desk/knowledge/{slug}/{language}`, and of a procedure alike: one language of a text: written, decided about, or just read.

use super::{
    Done, Faults, Rendering, asked, book, compare_address, differences::Differences, param, review, state, text_address, version_address,
    written,
};
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        choice::Tick,
        details::Details,
        error_summary::{ErrorSummary, page_title},
        field::{Field, TextArea},
        page_head::{Page, PageHead, Width},
    },
    words::{Lang, t},
};
use desk::help::writing::{Fault, Manuscript, Version, faults, manuscript};
use domain::help::{Book, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_SYNONYMS, LONGEST_TITLE, State, Text, Words};
use domain::locale::Locale;
use domain::rights::ArticleRole;
use leptos::prelude::*;
use leptos_meta::Title;

/// One language of a text.
#[component]
pub fn WritePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let (slug, locale) = (param("slug"), Locale::from_tag(&param("language")));
    Suspend::new(async move {
        let Some(locale) = locale else { return refused(desk::Error::NotFound) };
        let read = async {
            let text = Text { book: book(&visit), slug: &slug };
            let it = manuscript(&portal.db, &visit.viewer, visit.lang.0, text).await?;
            let body = words_typed(&typed).or_else(|| it.open(locale).map(|version| version.words.clone())).unwrap_or_default().body;
            let faults = faults(&portal.db, text, &body).await?;
            Ok::<_, desk::Error>((it, faults))
        };
        match read.await {
            Ok((it, faults)) => page(&visit, &it, locale, faults, &typed).into_any(),
            Err(error) => refused(error),
        }
    })
}

/// What came back from the form, if it did.
fn words_typed(typed: &Typed) -> Option<Words> {
    let body = typed.value_opt("body")?;
    Some(Words { title: typed.value("title"), summary: typed.value("summary"), synonyms: typed.value("synonyms"), body })
}

fn page(visit: &Visit, it: &Manuscript, locale: Locale, faults: Vec<Fault>, typed: &Typed) -> impl IntoView + use<> {
    let l = visit.lang;
    let open = it.open(locale);
    let inside = match open {
        Some(version) if version.state == State::Draft && it.role >= ArticleRole::Author => draft(l, it, version, faults, typed).into_any(),
        Some(version) => view! { {unsaved(l, typed)}{review::decide(visit, it, version, faults, typed)} }.into_any(),
        None => view! { {unsaved(l, typed)}{review::settled(l, it, locale)} }.into_any(),
    };
    let title = it.title(locale).to_owned();
    let lead = open.map(|version| {
        let words = t!(l, "knowledge-version-state", number = version.number, state = state(l, version.state, version.publish_at));
        format!("{words} · {}", written(l, version))
    });
    let caption = format!("{} · {}", it.slug, locale.own_name());
    let (head, errors, back) = (page_title(l, typed, title.clone()), typed.clone(), text_address(it.text()));
    view! {
        <Title text=head/>
        <Page width=Width::Wide>
            <ErrorSummary typed=errors/>
            <PageHead title=title caption back>{lead}</PageHead>
            <Done/>
            {inside}
        </Page>
    }
}

/// What was typed for a version that is no draft any more: it cannot be kept, and is not thrown away.
fn unsaved(l: Lang, typed: &Typed) -> impl IntoView + use<> {
    words_typed(typed).map(|words| {
        let text = format!("{}\n\n{}\n\n{}\n\n{}", words.title, words.summary, words.synonyms, words.body);
        view! { <TextArea name="unsaved" label=t!(l, "knowledge-unsaved") hint=t!(l, "knowledge-unsaved-hint") value=text rows=8/> }
    })
}

/// The form, beside the original where it is a translation.
fn draft(l: Lang, it: &Manuscript, version: &Version, faults: Vec<Fault>, typed: &Typed) -> impl IntoView + use<> {
    let words = words_typed(typed).unwrap_or_else(|| version.words.clone());
    let stale = typed.value_opt("edits").is_some_and(|edits| edits != version.edits.to_string());
    let theirs = stale.then(|| theirs(l, version, &words));
    let note = version.note.as_ref().map(|note| {
        let title = t!(l, "knowledge-note", who = note.by.clone());
        view! { <section class="note"><h2 class="note__title">{title}</h2><p class="quote">{note.words.clone()}</p></section> }
    });
    let wanted = asked("preview") == "yes" || matches!(typed.value("act").as_str(), "preview" | "send");
    let preview = wanted.then(|| {
        view! {
            <section class="section stack" id="preview" aria-labelledby="preview-title">
                <h2 id="preview-title">{t!(l, "knowledge-preview-title")}</h2>
                <Faults faults/>
                <Rendering words=words.clone() locale=version.locale/>
            </section>
        }
    });
    let original = (version.locale != Locale::En).then(|| original(l, it, version));
    view! {
        {note}
        {theirs}
        <div class="beside">
            <div class="stack">{form(l, it, version, &words, typed)}</div>
            {original}
        </div>
        {preview}
        {review::give_up(l, it, version)}
    }
}

/// Somebody else saved meanwhile: their text, and how what was typed differs from it.
fn theirs(l: Lang, version: &Version, mine: &Words) -> impl IntoView + use<> {
    let (theirs, mine, locale) = (version.words.clone(), mine.clone(), version.locale);
    let whole = theirs.clone();
    view! {
        <section class="note stack" aria-labelledby="theirs">
            <h2 class="note__title" id="theirs">{t!(l, "knowledge-theirs", who = written(l, version))}</h2>
            <p>{t!(l, "knowledge-theirs-text")}</p>
            <Details title=t!(l, "knowledge-theirs-whole")><Rendering words=whole locale/></Details>
            <Details title=t!(l, "knowledge-theirs-changes") open=true><Differences before=theirs after=mine locale/></Details>
        </section>
    }
}

fn form(l: Lang, it: &Manuscript, version: &Version, words: &Words, typed: &Typed) -> impl IntoView + use<> {
    let most = |most: usize| u16::try_from(most).ok();
    let Words { title, summary, synonyms, body } = words.clone();
    let original = it.published(Locale::En).filter(|_| version.locale != Locale::En).map(|original| original.number);
    let renders = original.map(|number| {
        let checked = typed.value_opt("body").map_or(version.follows == Some(number), |_| typed.value("renders") == "yes");
        view! {
            <input type="hidden" name="original" value=number.to_string()/>
            <Tick name="renders" label=t!(l, "knowledge-renders", number = number) hint=t!(l, "knowledge-renders-hint") checked=checked/>
        }
    });
    let act = |value: &str| ("act".to_owned(), value.to_owned());
    let [title_hint, summary_label, summary_hint, body_hint] = hints(it.book).map(|key| l.text(key, None));
    // a procedure stands beside its step, nobody searches for it
    let synonyms = (it.book == Book::Help).then(|| {
        view! { <TextArea name="synonyms" label=t!(l, "knowledge-field-synonyms") hint=t!(l, "knowledge-field-synonyms-hint") rows=2 maxlength=most(LONGEST_SYNONYMS) value=synonyms error=typed.error(l, "synonyms")/> }
    });
    let ((name, save), (_, preview), (_, send)) = (act("save"), act("preview"), act("send"));
    view! {
        <form class="stack" method="post" action=version_address(it.text(), version.locale)>
            <input type="hidden" name="number" value=version.number.to_string()/>
            <input type="hidden" name="edits" value=version.edits.to_string()/>
            <Field name="title" label=t!(l, "knowledge-field-title") hint=title_hint maxlength=most(LONGEST_TITLE) value=title error=typed.error(l, "title")/>
            <TextArea name="summary" label=summary_label hint=summary_hint rows=3 maxlength=most(LONGEST_SUMMARY) value=summary error=typed.error(l, "summary")/>
            {synonyms}
            <TextArea name="body" label=t!(l, "knowledge-field-body") hint=body_hint rows=18 maxlength=most(LONGEST_BODY) value=body error=typed.error(l, "body")/>
            {renders}
            <div class="buttons">
                <Button name=name.clone() value=save>{t!(l, "knowledge-save")}</Button>
                <Button name=name.clone() value=preview>{t!(l, "knowledge-preview")}</Button>
                <Button name=name value=send look=Look::Next arrow=true>{t!(l, "knowledge-send")}</Button>
            </div>
        </form>
    }
}

/// What is said of title, summary (with its name) and text.
const fn hints(book: Book) -> [&'static str; 4] {
    match book {
        Book::Help => {
            ["knowledge-field-title-hint", "knowledge-field-summary", "knowledge-field-summary-hint", "knowledge-field-body-hint"]
        }
        Book::Procedures => ["procedure-title-hint", "procedure-summary", "procedure-summary-hint", "procedure-body-hint"],
    }
}

/// The English text as it is read, and whether it has moved on since it was translated.
fn original(l: Lang, it: &Manuscript, version: &Version) -> impl IntoView + use<> {
    let moved = it.moved_original(version).map(|original| {
        let link = version.follows.map(|follows| {
            view! { <a href=compare_address(it.text(), Locale::En, follows, original.number)>{t!(l, "knowledge-moved-what")}</a> }
        });
        view! { <Band ground=Ground::Note title=t!(l, "knowledge-moved")>{t!(l, "knowledge-moved-text")}" "{link}</Band> }
    });
    let text = it.published(Locale::En).or_else(|| it.open(Locale::En)).map(|original| {
        let number = original.number;
        view! {
            <p class="quiet small">{t!(l, "knowledge-version-state", number = number, state = state(l, original.state, original.publish_at))}</p>
            <Rendering words=original.words.clone() locale=Locale::En/>
        }
    });
    view! { <section class="stack" aria-labelledby="original"><h2 id="original">{t!(l, "knowledge-original")}</h2>{moved}{text}</section> }
}
