//! Below the words of an e-mail: what hangs on it, what it quotes, and what staff decide about it.

use crate::context::portal;
use crate::ui::{button::Button, details::Details, files::refusal};
use crate::words::{Lang, t};
use desk::cases::CaseView;
use desk::cases::mail::{Beside, Outcome};
use domain::files::Why;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// What stands beside an entry that came by mail.
pub(super) fn beside(l: Lang, case: &CaseView, beside: &Beside) -> impl IntoView + use<> {
    let files = (!beside.files.is_empty()).then(|| {
        let limits = portal().file_limits;
        // a message with hundreds of files says once that there were more
        let (more, told): (Vec<_>, Vec<_>) = beside.files.iter().partition(|hanging| hanging.refused == Some(Why::TooMany));
        let count: usize = more.iter().map(|hanging| hanging.count()).sum();
        let more = (count > 0).then(|| view! { <p>{t!(l, "case-mail-files-more", count = count)}</p> });
        let names = told.into_iter().map(|hanging| {
            let file = &hanging.file;
            let name = if file.name.is_empty() { t!(l, "case-mail-unnamed") } else { file.name.clone() };
            let (kind, size) = (file.kind.clone(), file.bytes.div_ceil(1000));
            let line = match hanging.refused {
                Some(why) => {
                    let reason = refusal(l, &name, why, limits);
                    t!(l, "case-mail-file-refused", name = name, kind = kind, size = size, reason = reason)
                }
                None => t!(l, "case-mail-file", name = name, kind = kind, size = size),
            };
            view! { <li>{line}</li> }
        });
        view! { <div><p>{t!(l, "case-mail-files")}</p><ul>{names.collect_view()}</ul>{more}</div> }.into_any()
    });
    let fold = |title: String, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <Details title=title plain=true>{words}</Details> }.into_any())
    };
    let (rest, earlier) = (fold(t!(l, "case-mail-rest"), &beside.rest), fold(t!(l, "case-mail-earlier"), &beside.earlier));
    view! { {files}{rest}{earlier}{decision(l, case, beside)} }
}

/// Accepting what was held; or who has done so.
fn decision(l: Lang, case: &CaseView, beside: &Beside) -> Option<AnyView> {
    if let Some(name) = beside.accepted_by.clone() {
        return Some(view! { <p>{t!(l, "case-mail-accepted", name = name)}</p> }.into_any());
    }
    let kept = matches!(beside.outcome, Outcome::Held | Outcome::Automatic);
    let (action, seq) = (format!("/cases/{}/mail", case.head.reference), beside.seq.to_string());
    (kept && case.role.is_staff() && case.role.may(CaseAction::Note)).then(|| {
        view! {
            <form method="post" action=action><Button name="mail".to_owned() value=seq small=true>{t!(l, "case-mail-accept")}</Button></form>
        }
        .into_any()
    })
}
