//! The words of letters, put together when they are sent or shown at the desk.

pub mod bag;
mod html;
pub(super) mod trip;

pub use html::html;
pub use trip::calendar;

use super::{Args, Lang, t, when::zone};
use crate::ui::carrier;
use desk::outbox::{Letter, List};
use jiff::Timestamp;

/// Where the airline is at home: its times are told in this zone where no airport's is nearer.
const HOME_ZONE: &str = "America/New_York";

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The text, paragraphs separated by blank lines.
    pub body: String,
    /// What its link is for, on a button: "Open your case".
    pub act: Option<String>,
    /// The paragraph that is to be read first: a code.
    pub code: Option<String>,
    /// Below it, small: why it came and how to leave what it is of.
    pub footer: Option<String>,
    /// A file for the calendar that goes with it.
    pub calendar: Option<String>,
}

/// Writes a letter. `secret` is the code or the link's token; where it has been forgotten, its place says so. `leave` is
/// the token by which its reader leaves what it is of. Links begin with `public_url`.
#[must_use]
pub fn write(l: Lang, letter: &Letter, secret: Option<&str>, leave: Option<&str>, public_url: &str) -> Written {
    let (subject, text) = words(l, letter, secret, public_url);
    if matches!(letter, Letter::SocialAnswer { .. }) {
        // said as it is, without the form of a letter
        return Written { subject, body: text, act: None, code: None, footer: None, calendar: None };
    }
    // a subject line is one line, whatever somebody typed into theirs
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let footer = leave.map(|token| match letter.trip() {
        None if letter.list() == Some(List::Surveys) => {
            t!(l, "letter-leave-surveys", carrier = carrier::name(l.0), link = leave_link(public_url, token))
        }
        Some(trip) => t!(l, "letter-leave-trip", locator = trip.locator.clone(), link = leave_link(public_url, token)),
        None => t!(l, "letter-leave", carrier = carrier::name(l.0), link = leave_link(public_url, token)),
    });
    let below = footer.as_ref().map(|footer| format!("\n-- \n{footer}\n")).unwrap_or_default();
    let body = format!("{}\n\n{text}\n\n{}\n{below}", t!(l, "letter-greeting"), t!(l, "letter-signature"));
    let calendar = trip::attached(l, letter, public_url);
    Written { subject, body, act: act(l, letter), code: spaced(letter, secret), footer, calendar }
}

/// Where a letter's reader leaves what it is of: a page with a button, and the address that mail programs post to.
#[must_use]
pub fn leave_link(public_url: &str, token: &str) -> String {
    format!("{public_url}/unsubscribe/{token}")
}

/// What the button in a letter says.
fn act(l: Lang, letter: &Letter) -> Option<String> {
    match letter {
        Letter::Code { .. } | Letter::SocialAnswer { .. } | Letter::TextsStopped | Letter::TextsStarted => None,
        Letter::ContactChanged { .. } | Letter::CaseAddress { .. } => Some(t!(l, "letter-act-tell")),
        Letter::CaseReply { asks: true, .. } => Some(t!(l, "letter-act-answer")),
        Letter::CaseInvitation { .. } => Some(t!(l, "letter-act-join")),
        Letter::Survey { .. } => Some(t!(l, "survey-ask-go")),
        Letter::Improved { .. } => Some(t!(l, "improvements-title")),
        Letter::TripArrival(_) => Some(t!(l, "letter-act-word")),
        Letter::TripItinerary(_)
        | Letter::TripReminder(_)
        | Letter::TripConnection(_)
        | Letter::TripChange(_)
        | Letter::TripReissued(_)
        | Letter::TripLapsed(_) => Some(t!(l, "letter-act-trip")),
        Letter::TripToPay { amount, .. } => Some(t!(l, "change-pay-title", amount = l.money(*amount))),
        Letter::CaseOpened { .. }
        | Letter::CaseReply { .. }
        | Letter::CaseDeadline { .. }
        | Letter::CaseClosed { .. }
        | Letter::CaseReaddressed { .. }
        | Letter::CaseMerged { .. }
        | Letter::CaseApart { .. }
        | Letter::RefundLate { .. }
        | Letter::BagProgress { .. }
        | Letter::Claim { .. } => Some(t!(l, "letter-act-case")),
    }
}

/// `123 456`.
fn spaced(letter: &Letter, secret: Option<&str>) -> Option<String> {
    let code = secret.filter(|_| matches!(letter, Letter::Code { .. }))?;
    Some(code.split_at_checked(3).map_or_else(|| code.to_owned(), |(a, b)| format!("{a} {b}")))
}

fn words(l: Lang, letter: &Letter, secret: Option<&str>, public_url: &str) -> (String, String) {
    match letter {
        Letter::Code { locator } => code(l, locator.as_deref(), secret),
        Letter::ContactChanged { locator, new } => (
            t!(l, "letter-contact-subject", locator = locator.clone()),
            t!(l, "letter-contact-text", locator = locator.clone(), new = new.clone(), link = format!("{public_url}/cases/new")),
        ),
        Letter::CaseOpened { reference, subject, reply_by, of } => {
            let link = case_link(public_url, reference, secret);
            let what = of.map_or_else(|| t!(l, "letter-your-message"), |kind| l.text(kind.letter_key(), None));
            let title = t!(l, "letter-opened-subject", what = what, reference = reference.clone(), subject = subject.clone());
            let text = match reply_by {
                Some(at) => t!(l, "letter-opened-text", reference = reference.clone(), reply_by = home_time(l, *at), link = link),
                None => t!(l, "letter-opened-text-undated", reference = reference.clone(), link = link),
            };
            (title, text)
        }
        Letter::CaseReply { reference, subject, by, asks, words } => {
            let (link, words) = (case_link(public_url, reference, secret), words.as_deref().map(said));
            let (title, text, told) = match asks {
                true => ("letter-asked-subject", "letter-asked-text", "letter-asked-words"),
                false => ("letter-reply-subject", "letter-reply-text", "letter-reply-words"),
            };
            let (mut of, mut args) = (Args::new(), Args::new());
            of.set("reference", reference.clone());
            of.set("subject", subject.clone());
            args.set("by", by.clone());
            args.set("link", link);
            args.set("words", words.clone().unwrap_or_default());
            (l.text(title, Some(&of)), l.text(if words.is_some() { told } else { text }, Some(&args)))
        }
        Letter::CaseDeadline { reference, subject, reply_by, reason } => {
            let (link, reply_by) = (case_link(public_url, reference, secret), home_time(l, *reply_by));
            (
                t!(l, "letter-deadline-subject", reference = reference.clone(), subject = subject.clone()),
                t!(l, "letter-deadline-text", reply_by = reply_by, reason = reason.clone(), link = link),
            )
        }
        Letter::CaseClosed { reference, subject } => (
            t!(l, "letter-closed-subject", reference = reference.clone(), subject = subject.clone()),
            t!(l, "letter-closed-text", link = case_link(public_url, reference, secret)),
        ),
        Letter::SocialAnswer { reference, network, words, .. } => {
            (t!(l, "letter-social-subject", network = network.clone(), reference = reference.clone()), words.clone())
        }
        Letter::CaseInvitation { reference, by } => (
            t!(l, "letter-invitation-subject", by = by.clone()),
            t!(l, "letter-invitation-text", by = by.clone(), link = case_link(public_url, reference, secret)),
        ),
        Letter::CaseAddress { reference, new } => (
            t!(l, "letter-address-subject", reference = reference.clone()),
            t!(l, "letter-address-text", reference = reference.clone(), new = new.clone(), link = format!("{public_url}/cases/new")),
        ),
        Letter::CaseReaddressed { reference, subject } => (
            t!(l, "letter-readdressed-subject", reference = reference.clone(), subject = subject.clone()),
            t!(l, "letter-readdressed-text", reference = reference.clone(), link = case_link(public_url, reference, secret)),
        ),
        Letter::CaseMerged { reference, subject, from } => (
            t!(l, "letter-merged-subject", reference = reference.clone(), subject = subject.clone()),
            t!(
                l,
                "letter-merged-text",
                from = from.clone(),
                reference = reference.clone(),
                link = case_link(public_url, reference, secret)
            ),
        ),
        Letter::CaseApart { reference, subject, other } => (
            t!(l, "letter-apart-subject", reference = reference.clone(), subject = subject.clone()),
            t!(
                l,
                "letter-apart-text",
                reference = reference.clone(),
                other = other.clone(),
                link = case_link(public_url, reference, secret)
            ),
        ),
        Letter::TripItinerary(facts) => trip::itinerary(l, facts, public_url),
        Letter::TripReminder(facts) => trip::reminder(l, facts, public_url),
        Letter::TripConnection(facts) => trip::connection(l, facts, public_url),
        Letter::TripArrival(facts) => trip::arrival(l, facts, public_url),
        Letter::TripChange(facts) => trip::change(l, facts, public_url),
        Letter::TripLapsed(facts) => trip::lapsed(l, facts, public_url),
        Letter::TripReissued(reissue) => trip::reissued(l, reissue, public_url),
        Letter::TripToPay { locator, change_id, amount, until, by } => {
            let (until, link) = (home_time(l, *until), format!("{public_url}/trip/{locator}/change/{change_id}"));
            (
                t!(l, "letter-to-pay-subject", amount = l.money(*amount), locator = locator.clone()),
                t!(l, "letter-to-pay-text", by = by.clone(), amount = l.money(*amount), until = until, link = link),
            )
        }
        Letter::RefundLate { reference, locator, amount, due_by, reply_by } => {
            let (day, reply_by) = (l.date_with_year(*due_by), home_time(l, *reply_by));
            let (amount, link) = (l.money(*amount), case_link(public_url, reference, secret));
            (
                t!(l, "letter-refund-late-subject", locator = locator.clone()),
                t!(l, "letter-refund-late-text", amount = amount, day = day, reply_by = reply_by, link = link),
            )
        }
        Letter::BagProgress { reference, pir, stage, airport, day, words } => {
            let told = bag::told(l, stage, *day, airport, words);
            (
                t!(l, "letter-bag-subject", pir = pir.clone(), stage = bag::word(l, stage)),
                t!(l, "letter-bag-text", told = told, link = case_link(public_url, reference, secret)),
            )
        }
        Letter::Survey { title, lead, until } => {
            let link = survey_link(public_url, secret);
            let until = l.date_with_year(until.to_zoned(zone(HOME_ZONE)).date());
            (title.clone(), t!(l, "letter-survey-text", lead = lead.clone(), link = link, until = until))
        }
        Letter::Improved { said: what, did } => (
            t!(l, "letter-improved-subject"),
            t!(l, "letter-improved-text", said = said(what), did = said(did), link = format!("{public_url}/improvements")),
        ),
        Letter::Claim { reference, news, amount, reply_by } => {
            let told = super::claim::letter(l, *news, *amount, *reply_by);
            (
                t!(l, "letter-claim-subject", reference = reference.clone()),
                t!(l, "letter-claim-text", told = told, link = case_link(public_url, reference, secret)),
            )
        }
        Letter::TextsStopped | Letter::TextsStarted => {
            let words = super::text::write(l, letter, secret, public_url);
            (words.clone(), words)
        }
    }
}

/// Somebody's words in a letter, set in from its own.
fn said(words: &str) -> String {
    words.lines().map(|line| if line.trim().is_empty() { String::new() } else { format!("  {line}") }).collect::<Vec<_>>().join("\n")
}

fn code(l: Lang, locator: Option<&str>, secret: Option<&str>) -> (String, String) {
    let shown = spaced(&Letter::Code { locator: None }, secret).unwrap_or_else(|| t!(l, "letter-forgotten"));
    let title = match secret {
        Some(_) => t!(l, "letter-code-subject", code = shown.clone()),
        None => t!(l, "letter-code-subject-forgotten"),
    };
    let text = match locator {
        Some(locator) => t!(l, "letter-code-text", code = shown, locator = locator.to_owned()),
        None => t!(l, "letter-code-text-cases", code = shown),
    };
    (title, text)
}

/// The link to a case: signed, where there is a token. Opening it spends nothing; its page asks first.
pub(super) fn case_link(public_url: &str, reference: &str, token: Option<&str>) -> String {
    match token {
        Some(token) => format!("{public_url}/cases/{reference}/open?token={token}"),
        None => format!("{public_url}/cases/{reference}"),
    }
}

/// The link to a survey; only its start where its token has been forgotten.
pub(super) fn survey_link(public_url: &str, token: Option<&str>) -> String {
    format!("{public_url}/surveys/{}", token.unwrap_or("…"))
}

pub(super) fn home_time(l: Lang, at: Timestamp) -> String {
    t!(l, "letter-time", time = l.date_time(at, &zone(HOME_ZONE)))
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        case::Kind,
        claim::News,
        locale::Locale,
        money::{Currency, Money},
    };

    pub(crate) fn letters() -> Vec<Letter> {
        let (reference, subject, by) = ("LS-7K3M-9Q2F".to_owned(), "My bag\r\nBcc: x@y.z".to_owned(), "Mei Chen".to_owned());
        vec![
            Letter::Code { locator: Some("DEMO2A".to_owned()) },
            Letter::Code { locator: None },
            Letter::ContactChanged { locator: "DEMO2A".to_owned(), new: "m•••@e•••.com".to_owned() },
            Letter::CaseOpened {
                reference: reference.clone(),
                subject: subject.clone(),
                reply_by: "2026-11-22T17:00:00Z".parse().ok(),
                of: Some(Kind::Complaint),
            },
            Letter::CaseOpened { reference: reference.clone(), subject: subject.clone(), reply_by: None, of: None },
            Letter::CaseReply { reference: reference.clone(), subject: subject.clone(), by: by.clone(), asks: false, words: None },
            Letter::CaseReply {
                reference: reference.clone(),
                subject: subject.clone(),
                by: by.clone(),
                asks: false,
                words: Some("<b>We</b> have it.\n\nhttps://x.y & more".into()),
            },
            Letter::CaseReply { reference: reference.clone(), subject: subject.clone(), by: by.clone(), asks: true, words: None },
            Letter::CaseDeadline {
                reference: reference.clone(),
                subject: subject.clone(),
                reply_by: Timestamp::UNIX_EPOCH,
                reason: "We wait for the airport".to_owned(),
            },
            Letter::CaseClosed { reference: reference.clone(), subject: subject.clone() },
            Letter::CaseReaddressed { reference: reference.clone(), subject: subject.clone() },
            Letter::CaseMerged { reference: reference.clone(), subject: subject.clone(), from: "LS-2222-2222".to_owned() },
            Letter::CaseApart { reference: reference.clone(), subject, other: "LS-2222-2222".to_owned() },
            Letter::CaseInvitation { reference: reference.clone(), by },
            Letter::Survey { title: "How was LD 408?".to_owned(), lead: "Half a minute.".to_owned(), until: Timestamp::UNIX_EPOCH },
            Letter::Improved { said: "The belt stands still.".to_owned(), did: "A second belt is ready.".to_owned() },
            Letter::CaseAddress { reference, new: "m•••@e•••.com".to_owned() },
            Letter::BagProgress {
                reference: "LS-7K3M-9Q2F".to_owned(),
                pir: "EWRLD12345".to_owned(),
                stage: "found".to_owned(),
                airport: "EWR".to_owned(),
                day: None,
                words: "It goes on LD 408 tonight.".to_owned(),
            },
            Letter::BagProgress {
                reference: "LS-7K3M-9Q2F".to_owned(),
                pir: "EWRLD12345".to_owned(),
                stage: "window".to_owned(),
                airport: "EWR".to_owned(),
                day: None,
                words: "2026-11-23 8:00–12:00".to_owned(),
            },
            Letter::BagProgress {
                reference: "LS-7K3M-9Q2F".to_owned(),
                pir: "EWRLD12345".to_owned(),
                stage: "open".to_owned(),
                airport: "EWR".to_owned(),
                day: Some(2),
                words: String::new(),
            },
            Letter::BagProgress {
                reference: "LS-7K3M-9Q2F".to_owned(),
                pir: "EWRLD12345".to_owned(),
                stage: "claim-by".to_owned(),
                airport: "EWR".to_owned(),
                day: None,
                words: "2026-12-23".to_owned(),
            },
            Letter::TextsStopped,
            Letter::TextsStarted,
        ]
        .into_iter()
        .chain(News::ALL.map(|news| Letter::Claim {
            reference: "LS-7K3M-9Q2F".to_owned(),
            news,
            amount: Money::new(120.into(), Currency::parse("USD").unwrap()),
            reply_by: matches!(news, News::Received | News::Appealed).then_some(Timestamp::UNIX_EPOCH),
        }))
        .chain(trip::tests::letters())
        .collect()
    }

    #[test]
    fn every_letter_has_its_words_in_both_languages() {
        for locale in Locale::ALL {
            for letter in letters() {
                for secret in [Some("123456"), None] {
                    let written = write(Lang(locale), &letter, secret, None, "https://air.example");
                    assert!(!written.subject.contains(['\r', '\n']), "{written:?}");
                    assert!(!written.subject.is_empty() && !written.body.contains("letter-"), "{written:?}");
                    assert_eq!(
                        written.body.contains("123456") || written.body.contains("123 456"),
                        secret.is_some()
                            && letter.trip().is_none()
                            && !matches!(
                                letter,
                                Letter::ContactChanged { .. }
                                    | Letter::CaseAddress { .. }
                                    | Letter::Improved { .. }
                                    | Letter::TextsStopped
                                    | Letter::TextsStarted
                            )
                    );
                }
            }
        }
    }

    #[test]
    fn a_letter_says_what_happened_and_the_way_on() {
        let opened = letters().swap_remove(3);
        let written = write(Lang(Locale::En), &opened, Some("abc"), None, "https://air.example");
        assert_eq!(written.subject, "We have your complaint: My bag Bcc: x@y.z (LS-7K3M-9Q2F)");
        assert!(
            written.body.contains("by 22 Nov, 12:00 (New York)")
                && written.body.contains("https://air.example/cases/LS-7K3M-9Q2F/open?token=abc")
        );
        let subject = |place: usize| letters().get(place).map(|letter| write(Lang(Locale::En), letter, None, None, "").subject);
        assert_eq!(subject(4).as_deref(), Some("We have your message: My bag Bcc: x@y.z (LS-7K3M-9Q2F)"));
        assert_eq!(subject(5).as_deref(), Some("We have answered: My bag Bcc: x@y.z (LS-7K3M-9Q2F)"));
        assert_eq!(subject(7).as_deref(), Some("We have a question: My bag Bcc: x@y.z (LS-7K3M-9Q2F)"));
        let code = write(Lang(Locale::ZhCn), &letters().swap_remove(0), Some("123456"), None, "");
        assert_eq!(code.subject, "您的验证码：123 456");
    }
}
