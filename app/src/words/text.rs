//! The words of text messages: short, because each 70 or 160 letters are a message of their own, and without anything
//! about a person, because telephones show them while locked.

mod trip;

use super::{Lang, letter, t};
use crate::ui::carrier;
use desk::outbox::Letter;

/// Writes a text message. `secret` is the code or the link's token.
#[must_use]
pub fn write(l: Lang, letter: &Letter, secret: Option<&str>, public_url: &str) -> String {
    let carrier = carrier::name(l.0);
    let link = |reference: &str| letter::case_link(public_url, reference, secret);
    match letter {
        Letter::Code { .. } => {
            let code = secret.map_or_else(|| t!(l, "letter-forgotten"), str::to_owned);
            t!(l, "text-code", carrier = carrier, code = code)
        }
        Letter::CaseOpened { reference, reply_by: Some(at), .. } => {
            let reply_by = letter::home_time(l, *at);
            t!(l, "text-opened", carrier = carrier, reference = reference.clone(), reply_by = reply_by, link = link(reference))
        }
        Letter::CaseOpened { reference, reply_by: None, .. } => {
            t!(l, "text-opened-undated", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseReply { reference, asks: false, .. } => {
            t!(l, "text-reply", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseReply { reference, asks: true, .. } => {
            t!(l, "text-asked", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseDeadline { reference, reply_by, .. } => {
            let reply_by = letter::home_time(l, *reply_by);
            t!(l, "text-deadline", carrier = carrier, reference = reference.clone(), reply_by = reply_by, link = link(reference))
        }
        Letter::CaseClosed { reference, .. } => {
            t!(l, "text-closed", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseInvitation { reference, .. } => {
            t!(l, "text-invitation", carrier = carrier, link = link(reference))
        }
        Letter::Survey { title, .. } => {
            t!(l, "text-survey", carrier = carrier, title = title.clone(), link = letter::survey_link(public_url, secret))
        }
        Letter::Improved { .. } => t!(l, "text-improved", carrier = carrier, link = format!("{public_url}/improvements")),
        Letter::CaseReaddressed { reference, .. } => {
            t!(l, "text-readdressed", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseMerged { reference, .. } => {
            t!(l, "text-merged", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::CaseApart { reference, other, .. } => {
            t!(l, "text-apart", carrier = carrier, reference = reference.clone(), other = other.clone(), link = link(reference))
        }
        Letter::CaseAddress { reference, .. } => t!(l, "text-address", carrier = carrier, reference = reference.clone()),
        Letter::ContactChanged { locator, .. } => t!(l, "text-contact", carrier = carrier, locator = locator.clone()),
        Letter::SocialAnswer { words, .. } => words.clone(),
        Letter::TripItinerary(facts)
        | Letter::TripReminder(facts)
        | Letter::TripConnection(facts)
        | Letter::TripArrival(facts)
        | Letter::TripChange(facts) => trip::write(l, letter, facts, public_url),
        // goes by e-mail only; as a text it is the itinerary that holds now
        Letter::TripLapsed(facts) => t!(l, "text-lapsed", carrier = carrier, locator = facts.locator.clone()),
        Letter::TripReissued(reissue) => trip::write(l, letter, &reissue.trip, public_url),
        Letter::TripToPay { locator, change_id, .. } => {
            t!(l, "text-to-pay", carrier = carrier, link = format!("{public_url}/trip/{locator}/change/{change_id}"))
        }
        Letter::RefundLate { reference, .. } => {
            t!(l, "text-refund-late", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::BagProgress { reference, pir, stage, .. } => {
            let stage = letter::bag::word(l, stage);
            t!(l, "text-bag", carrier = carrier, pir = pir.clone(), stage = stage, link = link(reference))
        }
        Letter::Claim { reference, .. } => {
            t!(l, "text-claim", carrier = carrier, reference = reference.clone(), link = link(reference))
        }
        Letter::TextsStopped => t!(l, "text-stopped", carrier = carrier),
        Letter::TextsStarted => t!(l, "text-started", carrier = carrier),
    }
}

#[cfg(test)]
mod tests {
    use super::super::letter::tests::letters;
    use super::*;
    use domain::locale::Locale;
    use domain::text::{Encoding, LONGEST, measure};

    #[test]
    fn every_text_is_short_and_tells_nothing_about_a_person() {
        let (token, url) = ("x".repeat(64), "https://passengers.landside.example");
        for locale in Locale::ALL {
            for letter in letters() {
                let words = write(Lang(locale), &letter, Some(&token), url);
                let measured = measure(&words);
                assert!(measured.segments <= LONGEST, "{} segments: {words}", measured.segments);
                assert!(
                    locale != Locale::En || measured.encoding == Encoding::Gsm7,
                    "a letter outside of the table doubles the price: {words}"
                );
                assert!(!words.contains("text-") && !words.contains('\n'), "{words}");
                assert!(!words.contains("Mei") && !words.contains("My bag"), "{words}");
            }
        }
    }
}
