//! What can be done with an improvement now, a form an act.

use super::{HERE, cause_name};
use crate::{
    form::Typed,
    ui::{
        button::{Button, Look},
        details::Details,
        field::{Field, Kind, Select, TextArea},
    },
    words::{Lang, improvement, t},
};
use desk::improvements::{Improvement, LONGEST, WHY_LONGEST};
use domain::feedback::Theme;
use domain::improvement::{Act, Cause, Metric, WHYS};
use domain::rights::ImprovementRole;
use leptos::prelude::*;

/// What a form knows of the improvement it is about.
struct About<'a> {
    l: Lang,
    typed: &'a Typed,
    one: &'a Improvement,
}

impl About<'_> {
    /// Whether the act can be done now by whoever looks.
    fn may(&self, act: Act) -> bool {
        let role =
            if act.decides() || act == Act::Words && self.one.line.published { ImprovementRole::Decides } else { ImprovementRole::Works };
        self.one.role >= role && self.one.line.state.after(act).is_some()
    }

    /// What was typed into this form, or what stands.
    fn value(&self, act: Act, field: &str, stands: &str) -> String {
        self.typed.value_opt(field).filter(|_| self.typed.value("act") == act.as_str()).unwrap_or_else(|| stands.to_owned())
    }

    fn error(&self, act: Act, field: &str) -> Option<String> {
        self.typed.error(self.l, field).filter(|_| self.typed.value("act") == act.as_str())
    }

    /// A form of one act, folded unless it has come back.
    fn form(&self, act: Act, title: String, go: String, fields: AnyView) -> AnyView {
        let open = self.typed.returned() && self.typed.value("act") == act.as_str();
        let (action, edits) = (format!("{HERE}/{}", self.one.line.id), self.one.edits.to_string());
        view! {
            <Details title=title open=open>
                <form class="stack" method="post" action=action>
                    <input type="hidden" name="edits" value=edits/>
                    {fields}
                    <div class="buttons"><Button name="act".to_owned() value=act.as_str().to_owned()>{go}</Button></div>
                </form>
            </Details>
        }
        .into_any()
    }

    fn words(&self, act: Act, name: &'static str, label: String, stands: &str) -> AnyView {
        let (value, error) = (self.value(act, name, stands), self.error(act, name));
        view! { <TextArea name=name label=label value=value error=error rows=3 maxlength=LONGEST as u16/> }.into_any()
    }
}

/// Every act that can be done now: one press where nothing is to be said, a fold where something is.
pub(super) fn acts(l: Lang, typed: &Typed, one: &Improvement, staff: Vec<(String, String)>) -> impl IntoView + use<> {
    let about = About { l, typed, one };
    let presses = [
        (Act::TakeUp, t!(l, "improvement-take-up")),
        (Act::Begin, t!(l, "improvement-begin")),
        (Act::Publish, t!(l, "improvement-publish")),
        (Act::Withdraw, t!(l, "improvement-withdraw")),
        (Act::Again, t!(l, "improvement-again")),
    ];
    let stands = |act: &Act| match act {
        Act::Publish => !one.line.published && one.told.iter().all(Option::is_some),
        Act::Withdraw => one.line.published,
        Act::Begin => one.measure.is_some() && one.owner.is_some() && one.line.due.is_some(),
        _ => true,
    };
    let presses: Vec<_> = presses
        .into_iter()
        .filter(|(act, _)| about.may(*act) && stands(act))
        .enumerate()
        .map(|(place, (act, words))| {
            let look = if place == 0 && act != Act::Withdraw { Look::Next } else { Look::Plain };
            view! { <Button look=look name="act".to_owned() value=act.as_str().to_owned()>{words}</Button> }
        })
        .collect();
    let (action, edits) = (format!("{HERE}/{}", one.line.id), one.edits.to_string());
    let presses = (!presses.is_empty()).then(|| {
        view! { <form class="buttons" method="post" action=action><input type="hidden" name="edits" value=edits/>{presses}</form> }
    });
    let folds = [cause(&about), plan(&about, staff), finish(&about), told(&about), close(&about), thank(&about), decline(&about)];
    view! { {presses}<div>{folds.into_iter().flatten().collect_view()}</div> }
}

fn cause(about: &About<'_>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Cause).then(|| {
        let whys = (1..=WHYS).map(|number| {
            let (name, stands) = (format!("why{number}"), about.one.whys.get(number - 1).cloned().unwrap_or_default());
            let (value, error) = (about.value(Act::Cause, &name, &stands), about.error(Act::Cause, &name));
            view! { <Field name=name label=t!(l, "improvement-why-number", number = number) value=value error=error maxlength=WHY_LONGEST as u16/> }
        });
        let choose = std::iter::once((String::new(), t!(l, "case-choose")));
        let causes = choose.chain(Cause::ALL.map(|one| (one.as_str().to_owned(), cause_name(l, one)))).collect();
        let value = about.value(Act::Cause, "cause", about.one.cause.map(Cause::as_str).unwrap_or_default());
        let (whys, error) = (whys.collect_view(), about.error(Act::Cause, "cause"));
        let fields = view! {
            <p class="quiet">{t!(l, "improvement-whys-hint")}</p>
            {whys}
            <Select name="cause" label=t!(l, "improvement-cause") options=causes value=value error=error/>
        };
        about.form(Act::Cause, t!(l, "improvement-why"), t!(l, "improvement-save"), fields.into_any())
    })
}

fn plan(about: &About<'_>, staff: Vec<(String, String)>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Plan).then(|| {
        let measure = about.words(Act::Plan, "measure", t!(l, "improvement-measure-ask"), about.one.measure.as_deref().unwrap_or_default());
        let staff = std::iter::once((String::new(), t!(l, "case-choose"))).chain(staff).collect();
        let owner = about.value(Act::Plan, "owner", about.one.owner.as_deref().unwrap_or_default());
        let due = about.value(Act::Plan, "due", &about.one.line.due.map(|day| day.to_string()).unwrap_or_default());
        let (no_owner, no_due) = (about.error(Act::Plan, "owner"), about.error(Act::Plan, "due"));
        let fields = view! {
            {measure}
            <Select name="owner" label=t!(l, "improvement-owner") options=staff value=owner error=no_owner/>
            <Field name="due" kind=Kind::Date label=t!(l, "improvement-due") value=due error=no_due/>
        };
        about.form(Act::Plan, t!(l, "improvement-measure"), t!(l, "improvement-save"), fields.into_any())
    })
}

fn finish(about: &About<'_>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Finish).then(|| {
        let nothing = std::iter::once((String::new(), t!(l, "metric-none")));
        let metrics = nothing.chain(Metric::ALL.map(|one| (one.as_str().to_owned(), improvement::metric(l, one)))).collect();
        let any = std::iter::once((String::new(), t!(l, "case-choose")));
        let themes = any.chain(Theme::ALL.map(|one| (one.as_str().to_owned(), improvement::theme(l, one)))).collect();
        let value = |field: &str| about.value(Act::Finish, field, "");
        let (effective, metric, station, theme) = (value("effective"), value("metric"), value("station"), value("theme"));
        let error = |field: &str| about.error(Act::Finish, field);
        let (no_day, no_station, no_theme) = (error("effective"), error("station"), error("theme"));
        let fields = view! {
            <Field name="effective" kind=Kind::Date label=t!(l, "improvement-effective") value=effective error=no_day/>
            <Select name="metric" label=t!(l, "metric-ask") hint=t!(l, "metric-hint") options=metrics value=metric/>
            <Field name="station" label=t!(l, "metric-station") value=station error=no_station maxlength=3_u16/>
            <Select name="theme" label=t!(l, "metric-theme") options=themes value=theme error=no_theme/>
        };
        about.form(Act::Finish, t!(l, "improvement-finish"), t!(l, "improvement-finish-go"), fields.into_any())
    })
}

/// The public words, in both languages.
fn told(about: &About<'_>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Words).then(|| {
        let labels = [
            ("said_en", t!(l, "improvement-said", language = "English")),
            ("said_zh", t!(l, "improvement-said", language = "简体中文")),
            ("did_en", t!(l, "improvement-did", language = "English")),
            ("did_zh", t!(l, "improvement-did", language = "简体中文")),
        ];
        let fields = labels.into_iter().zip(&about.one.told).map(|((name, label), stands)| {
            let (value, error) = (about.value(Act::Words, name, stands.as_deref().unwrap_or_default()), about.error(Act::Words, name));
            view! { <TextArea name=name label=label value=value error=error rows=3 maxlength=LONGEST as u16/> }
        });
        let fields = fields.collect_view();
        let fields = view! { <p class="quiet">{t!(l, "improvement-words-hint")}</p>{fields} };
        about.form(Act::Words, t!(l, "improvement-words"), t!(l, "improvement-save"), fields.into_any())
    })
}

fn close(about: &About<'_>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Close).then(|| {
        let fields = about.words(Act::Close, "result", t!(l, "improvement-result"), "");
        about.form(Act::Close, t!(l, "improvement-close"), t!(l, "improvement-close"), fields)
    })
}

fn thank(about: &About<'_>) -> Option<AnyView> {
    let (l, by) = (about.l, about.one.by.clone()?);
    (about.may(Act::Thank) && !about.one.thanked).then(|| {
        let title = t!(l, "improvement-thank", name = by);
        let fields = about.words(Act::Thank, "thanks", t!(l, "improvement-thanks"), "");
        about.form(Act::Thank, title, t!(l, "improvement-thank-go"), fields)
    })
}

fn decline(about: &About<'_>) -> Option<AnyView> {
    let l = about.l;
    about.may(Act::Decline).then(|| {
        let fields = about.words(Act::Decline, "result", t!(l, "improvement-reason"), "");
        about.form(Act::Decline, t!(l, "improvement-decline"), t!(l, "improvement-decline-go"), fields)
    })
}
