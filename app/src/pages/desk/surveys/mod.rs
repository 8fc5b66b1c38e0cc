//! `/desk/surveys`: what passengers are asked, how many answer, and writing it.

mod list;
mod new;
mod preview;
mod question;
mod survey;

pub use list::SurveysPage;
pub use new::NewSurveyPage;
pub use preview::PreviewPage;
pub use question::{LONGEST_WORDS, QuestionPage, Slip, read};
pub use survey::SurveyPage;

use crate::words::{Lang, t};
use domain::survey::{Finding, Form, Kind, Occasion};

/// The address of this area.
const HERE: &str = "/desk/surveys";

fn occasion(l: Lang, occasion: Occasion) -> String {
    match occasion {
        Occasion::Flight => t!(l, "survey-occasion-flight"),
        Occasion::Case => t!(l, "survey-occasion-case"),
        Occasion::Change => t!(l, "survey-occasion-change"),
        Occasion::Quarter => t!(l, "survey-occasion-quarter"),
    }
}

fn kind(l: Lang, kind: Kind) -> String {
    match kind {
        Kind::Rating => t!(l, "survey-kind-rating"),
        Kind::Recommendation => t!(l, "survey-kind-recommendation"),
        Kind::Effort => t!(l, "survey-kind-effort"),
        Kind::One => t!(l, "survey-kind-one"),
        Kind::Many => t!(l, "survey-kind-many"),
        Kind::Text => t!(l, "survey-kind-text"),
        Kind::Ranking => t!(l, "survey-kind-ranking"),
        Kind::Matrix => t!(l, "survey-kind-matrix"),
        Kind::Date => t!(l, "survey-kind-date"),
    }
}

/// What was found, in words, and the question it leads to.
fn found(l: Lang, form: &Form, finding: &Finding) -> String {
    let mut about = crate::words::Args::new();
    about.set("about", finding.what.about());
    let says = l.text(finding.what.key(), Some(&about));
    match finding.place.and_then(|place| form.questions.get(place)) {
        Some(question) => t!(l, "survey-find-at", question = question.id.clone(), says = says),
        None => says,
    }
}
