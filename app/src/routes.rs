//! Every page, each rendered whole before it is sent.

use crate::pages;
use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// The pages by address; what is not here answers 404.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=pages::error::NotFound>
                <Route path=path!("/") view=pages::home::Home/>
                <Route path=path!("/cases") view=pages::cases::mine::MinePage/>
                <Route path=path!("/cases/new") view=pages::cases::new::NewPage/>
                <Route path=path!("/cases/find") view=pages::cases::find::FindPage/>
                <Route path=path!("/cases/:reference") view=pages::cases::case::CasePage/>
                <Route path=path!("/cases/:reference/beside") view=pages::cases::case::beside::BesidePage/>
                <Route path=path!("/cases/:reference/open") view=pages::cases::link::LinkPage/>
                <Route path=path!("/cases/:reference/claim") view=pages::claim::ClaimPage/>
                <Route path=path!("/cases/:reference/opened") view=pages::cases::opened::OpenedPage/>
                <Route path=path!("/trip") view=pages::trip::open::OpenTrip/>
                <Route path=path!("/trip/:locator") view=pages::trip::page::TripPage/>
                <Route path=path!("/trip/:locator/change") view=pages::trip::change::page::ChangePage/>
                <Route path=path!("/trip/:locator/change/:id") view=pages::trip::change::one::OnePage/>
                <Route path=path!("/trip/:locator/refund") view=pages::trip::change::refund::RefundPage/>
                <Route path=path!("/trip/:locator/documents") view=pages::trip::documents::DocumentsPage/>
                <Route path=path!("/trip/:locator/documents/certificate/:code") view=pages::trip::certificate::CertificatePage/>
                <Route path=path!("/trip/:locator/pass/:flight/:passenger") view=pages::trip::pass::PassPage/>
                <Route path=path!("/certificates") view=pages::certificates::FindPage/>
                <Route path=path!("/certificates/:code") view=pages::certificates::SeenPage/>
                <Route path=path!("/trip/:locator/messages") view=pages::trip::messages::MessagesPage/>
                <Route path=path!("/trip/:locator/verify") view=pages::verify::VerifyTrip/>
                <Route path=path!("/bags") view=pages::bags::open::OpenBag/>
                <Route path=path!("/bags/report") view=pages::bags::report::ReportPage/>
                <Route path=path!("/bags/delivery") view=pages::bags::delivery::DeliveryPage/>
                <Route path=path!("/bags/:tag") view=pages::bags::trace::TracePage/>
                <Route path=path!("/flights") view=pages::flights::lookup::LookupPage/>
                <Route path=path!("/flights/:designator/:date") view=pages::flights::flight::FlightPage/>
                <Route path=path!("/help") view=pages::help::HelpPage/>
                <Route path=path!("/help/:slug") view=pages::help::ArticlePage/>
                <Route path=path!("/surveys/:token") view=pages::surveys::answer::AnswerPage/>
                <Route path=path!("/surveys/:token/thanks") view=pages::surveys::ended::ThanksPage/>
                <Route path=path!("/unsubscribe/:token") view=pages::unsubscribe::UnsubscribePage/>
                <Route path=path!("/api") view=pages::api::ApiPage/>
                <Route path=path!("/accessibility") view=pages::accessibility::Accessibility/>
                <Route path=path!("/promises") view=pages::promises::PromisesPage/>
                <Route path=path!("/improvements") view=pages::improvements::ImprovementsPage/>
                <Route path=path!("/privacy") view=pages::privacy::Privacy/>
                <Route path=path!("/desk") view=pages::desk::home::DeskHome/>
                <Route path=path!("/desk/outbox") view=pages::desk::outbox::Outbox/>
                <Route path=path!("/desk/bags") view=pages::desk::bags::StationPage/>
                <Route path=path!("/desk/bags/on-hand") view=pages::desk::on_hand::OnHandPage/>
                <Route path=path!("/desk/bags/on-hand/:id") view=pages::desk::held::HeldPage/>
                <Route path=path!("/desk/messages") view=pages::desk::messages::MessagesPage/>
                <Route path=path!("/desk/messages/:id") view=pages::desk::messages::MessagePage/>
                <Route path=path!("/desk/approvals") view=pages::desk::approvals::Approvals/>
                <Route path=path!("/desk/payments") view=pages::desk::payments::Payments/>
                <Route path=path!("/desk/settings") view=pages::desk::sessions::Sessions/>
                <Route path=path!("/desk/settings/hours") view=pages::desk::hours::HoursPage/>
                <Route path=path!("/desk/settings/hours/:department") view=pages::desk::hours::DepartmentHours/>
                <Route path=path!("/desk/settings/audit") view=pages::desk::audit::Audit/>
                <Route path=path!("/desk/record") view=pages::desk::record::RecordPage/>
                <Route path=path!("/desk/knowledge") view=pages::desk::knowledge::KnowledgePage/>
                <Route path=path!("/desk/knowledge/new") view=pages::desk::knowledge::NewArticlePage/>
                <Route path=path!("/desk/knowledge/:slug") view=pages::desk::knowledge::ArticlePage/>
                <Route path=path!("/desk/knowledge/:slug/:language") view=pages::desk::knowledge::WritePage/>
                <Route path=path!("/desk/knowledge/:slug/:language/compare") view=pages::desk::knowledge::ComparePage/>
                <Route path=path!("/desk/knowledge/:slug/:language/:number") view=pages::desk::knowledge::VersionPage/>
                <Route path=path!("/desk/procedures") view=pages::desk::knowledge::ProceduresPage/>
                <Route path=path!("/desk/procedures/new") view=pages::desk::knowledge::NewProcedurePage/>
                <Route path=path!("/desk/procedures/:slug") view=pages::desk::knowledge::ArticlePage/>
                <Route path=path!("/desk/procedures/:slug/:language") view=pages::desk::knowledge::WritePage/>
                <Route path=path!("/desk/procedures/:slug/:language/compare") view=pages::desk::knowledge::ComparePage/>
                <Route path=path!("/desk/procedures/:slug/:language/:number") view=pages::desk::knowledge::VersionPage/>
                <Route path=path!("/desk/surveys") view=pages::desk::surveys::SurveysPage/>
                <Route path=path!("/desk/surveys/new") view=pages::desk::surveys::NewSurveyPage/>
                <Route path=path!("/desk/surveys/:id") view=pages::desk::surveys::SurveyPage/>
                <Route path=path!("/desk/surveys/:id/preview") view=pages::desk::surveys::PreviewPage/>
                <Route path=path!("/desk/surveys/:id/questions/:place") view=pages::desk::surveys::QuestionPage/>
                <Route path=path!("/desk/reports") view=pages::desk::reports::ReportsPage/>
                <Route path=path!("/desk/reports/quarterly") view=pages::desk::reports::QuarterlyPage/>
                <Route path=path!("/desk/reports/answers") view=pages::desk::reports::AnswersPage/>
                <Route path=path!("/desk/reports/answers/:id") view=pages::desk::reports::ResponsePage/>
                <Route path=path!("/desk/phrases") view=pages::desk::phrases::PhrasesPage/>
                <Route path=path!("/desk/phrases/new") view=pages::desk::phrases::NewPhrasePage/>
                <Route path=path!("/desk/phrases/:id") view=pages::desk::phrases::PhrasePage/>
                <Route path=path!("/desk/feedback") view=pages::desk::feedback::FeedbackPage/>
                <Route path=path!("/desk/improvements") view=pages::desk::improvements::RegisterPage/>
                <Route path=path!("/desk/improvements/new") view=pages::desk::improvements::NewPage/>
                <Route path=path!("/desk/improvements/:id") view=pages::desk::improvements::ImprovementPage/>
                <Route path=path!("/desk/queue") view=pages::desk::queue::Queue/>
                <Route path=path!("/desk/settings/components") view=pages::desk::components::Components/>
            </Routes>
        </Router>
    }
}

/// Pages that are the same for everyone, so that one rendering serves a crowd and an old copy is better than none.
#[must_use]
pub fn is_public(path: &str) -> bool {
    matches!(path, "/" | "/api" | "/privacy" | "/promises" | "/improvements" | "/accessibility" | "/flights" | "/help")
        || path.starts_with("/flights/")
        || path.starts_with("/help/")
}
