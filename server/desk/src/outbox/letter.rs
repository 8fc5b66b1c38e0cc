//! The letters the portal writes, as facts.

use super::{Reissue, TripFacts};
use domain::case::{CaseId, Kind};
use domain::claim::News;
use domain::locale::Locale;
use domain::money::Money;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which letter it is and the facts in it. Stored as JSON; a variant or field may be added, none renamed
/// while letters of the old form can be waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// A one-time code. Secret: the six digits.
    Code {
        /// The booking it opens; `None` for a code that opens the cases of an address.
        locator: Option<String>,
    },
    /// To the old contact: it has been replaced.
    ContactChanged {
        /// The booking.
        locator: String,
        /// The new contact, masked.
        new: String,
    },
    /// A case was opened. Secret: the token of a signed link, where there is no booking to come by.
    CaseOpened {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The passenger's own subject line.
        subject: String,
        /// When they will have an answer.
        reply_by: Option<Timestamp>,
        /// What sort of case; unknown in letters written before it was told.
        #[serde(default)]
        of: Option<Kind>,
    },
    /// Staff have answered. Secret: as for `CaseOpened`.
    CaseReply {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The passenger's own subject line.
        subject: String,
        /// Who answered, by name.
        by: String,
        /// It asks something, so the passenger is next.
        #[serde(default)]
        asks: bool,
        /// What they say, for whoever talks to us by mail; others read it on the page.
        #[serde(default)]
        words: Option<String>,
    },
    /// The answer comes later than promised. Secret: as for `CaseOpened`.
    CaseDeadline {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The passenger's own subject line.
        subject: String,
        /// When they will have an answer now.
        reply_by: Timestamp,
        /// Why, in the words of whoever moved it.
        reason: String,
    },
    /// The case is closed; answering reopens it. Secret: as for `CaseOpened`.
    CaseClosed {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The passenger's own subject line.
        subject: String,
    },
    /// An answer on a social network: its connector fetches it, words and all.
    SocialAnswer {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// Which network.
        network: String,
        /// The conversation there.
        thread_id: String,
        /// The message it answers; empty where none is known.
        reply_to: String,
        /// What is said.
        words: String,
        /// Everybody reads it.
        public: bool,
        /// Who answered, by name.
        by: String,
    },
    /// A companion is invited to a case. Secret: the invitation's token.
    CaseInvitation {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// Who invites, by name.
        by: String,
    },
    /// To the old address of a case: from now on another is written to.
    CaseAddress {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The new address, masked.
        new: String,
    },
    /// To the new address of a case: staff have been asked to write there. Secret: as for `CaseOpened`.
    CaseReaddressed {
        /// "LS-7K3M-9Q2F".
        reference: String,
        /// The passenger's own subject line.
        subject: String,
    },
    /// A case goes on in another. Secret: as for `CaseOpened`, for the one that goes on.
    CaseMerged {
        /// The one that goes on.
        reference: String,
        /// Its subject line.
        subject: String,
        /// The one that ends in it.
        from: String,
    },
    /// Two cases that went on in one are two again. Secret: as for `CaseOpened`.
    CaseApart {
        /// The one this letter is about.
        reference: String,
        /// Its subject line.
        subject: String,
        /// The other one.
        other: String,
    },
    /// The whole trip as it stands, with a file for the calendar.
    TripItinerary(TripFacts),
    /// A day before: check-in, terminal, bags, papers.
    TripReminder(TripFacts),
    /// Landed, and another flight goes on from here.
    TripConnection(TripFacts),
    /// Landed where they wanted to go.
    TripArrival(TripFacts),
    /// What an earlier letter said is no longer so.
    TripChange(TripFacts),
    /// Their trip was changed or cancelled as they confirmed it, with the file for the calendar.
    TripReissued(Box<Reissue>),
    /// Their booking was not paid in time: the flights it was of.
    TripLapsed(TripFacts),
    /// Staff have made a change for them, which waits to be paid.
    TripToPay {
        /// The booking.
        locator: String,
        /// The change.
        change_id: Uuid,
        /// How much.
        amount: Money,
        /// By when.
        until: Timestamp,
        /// Who of ours made it.
        by: String,
    },
    /// Money that comes back is later than the law allows, and somebody looks into it. Secret: as for `CaseOpened`.
    RefundLate {
        /// The case it goes on in.
        reference: String,
        /// The booking.
        locator: String,
        /// How much.
        amount: Money,
        /// The last day by law.
        due_by: Date,
        /// By when they hear from us.
        reply_by: Timestamp,
    },
    /// How a report about a bag goes on. Secret: as for `CaseOpened`.
    BagProgress {
        /// The case it is.
        reference: String,
        /// `EWRLD12345`.
        pir: String,
        /// How far it is, as `domain::bag::Stage` is stored.
        stage: String,
        /// Where.
        airport: String,
        /// The day of waiting, where nothing has changed.
        day: Option<i64>,
        /// What staff say with it.
        words: String,
    },
    /// How was it: an invitation to answer a few questions. Secret: the token of the link.
    Survey {
        /// What the questions are called, in the reader's language.
        title: String,
        /// A sentence before them, in the reader's language.
        lead: String,
        /// Until when they can be answered.
        until: Timestamp,
    },
    /// What was made better because of what its reader answered in a survey, and asked to hear of.
    Improved {
        /// What passengers said, in the reader's language.
        said: String,
        /// What was done.
        did: String,
    },
    /// How a claim for a bag goes on. Secret: as for `CaseOpened`.
    Claim {
        /// The case it is in.
        reference: String,
        /// What is told.
        news: News,
        /// How much it is about.
        amount: Money,
        /// By when they hear from us, where that is our turn.
        reply_by: Option<Timestamp>,
    },
    /// To a number that has answered STOP: the last text.
    TextsStopped,
    /// To a number that has answered START.
    TextsStarted,
}

/// What can be left by whoever does not want it any more. Letters about somebody's own matter, codes and warnings are of
/// none: they are due to their reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Invitations to other people's cases.
    Invitations,
    /// Text messages of any kind.
    Texts,
    /// Questions about how it was.
    Surveys,
    /// Letters about one trip; the trip's own subscription says who gets them.
    Trip,
}

impl List {
    /// As in the column `list`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitations => "invitations",
            Self::Texts => "texts",
            Self::Surveys => "surveys",
            Self::Trip => "trip",
        }
    }
}

impl Letter {
    /// What can be left through a link in it (RFC 8058): mail its reader has not asked for.
    #[must_use]
    pub const fn list(&self) -> Option<List> {
        match self {
            Self::CaseInvitation { .. } => Some(List::Invitations),
            Self::Survey { .. } | Self::Improved { .. } => Some(List::Surveys),
            Self::TripItinerary(facts)
            | Self::TripReminder(facts)
            | Self::TripConnection(facts)
            | Self::TripArrival(facts)
            | Self::TripChange(facts) => {
                // asked for once, it is no list
                if facts.wished { Some(List::Trip) } else { None }
            }
            Self::Code { .. }
            | Self::ContactChanged { .. }
            | Self::CaseOpened { .. }
            | Self::CaseReply { .. }
            | Self::CaseDeadline { .. }
            | Self::CaseClosed { .. }
            | Self::CaseAddress { .. }
            | Self::CaseReaddressed { .. }
            | Self::CaseMerged { .. }
            | Self::CaseApart { .. }
            | Self::SocialAnswer { .. }
            | Self::TripReissued(_)
            | Self::TripLapsed(_)
            | Self::TripToPay { .. }
            | Self::RefundLate { .. }
            | Self::BagProgress { .. }
            | Self::Claim { .. }
            | Self::TextsStopped
            | Self::TextsStarted => None,
        }
    }

    /// The case that answers to it go to.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::CaseOpened { reference, .. }
            | Self::CaseReply { reference, .. }
            | Self::CaseDeadline { reference, .. }
            | Self::CaseClosed { reference, .. }
            | Self::CaseReaddressed { reference, .. }
            | Self::CaseMerged { reference, .. }
            | Self::CaseApart { reference, .. }
            | Self::RefundLate { reference, .. }
            | Self::BagProgress { reference, .. }
            | Self::Claim { reference, .. }
            | Self::CaseInvitation { reference, .. } => Some(reference),
            Self::Code { .. }
            | Self::ContactChanged { .. }
            | Self::CaseAddress { .. }
            | Self::SocialAnswer { .. }
            | Self::TripItinerary(_)
            | Self::TripReminder(_)
            | Self::TripConnection(_)
            | Self::TripArrival(_)
            | Self::TripChange(_)
            | Self::TripReissued(_)
            | Self::TripLapsed(_)
            | Self::TripToPay { .. }
            | Self::Survey { .. }
            | Self::Improved { .. }
            | Self::TextsStopped
            | Self::TextsStarted => None,
        }
    }

    /// What is told of a trip, in a letter about one.
    #[must_use]
    pub const fn trip(&self) -> Option<&TripFacts> {
        match self {
            Self::TripItinerary(facts)
            | Self::TripReminder(facts)
            | Self::TripConnection(facts)
            | Self::TripArrival(facts)
            | Self::TripChange(facts)
            | Self::TripLapsed(facts) => Some(facts),
            Self::TripReissued(reissue) => Some(&reissue.trip),
            _ => None,
        }
    }

    /// As in the column `kind`; the same word serde writes.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::ContactChanged { .. } => "contact_changed",
            Self::CaseOpened { .. } => "case_opened",
            Self::CaseReply { .. } => "case_reply",
            Self::CaseDeadline { .. } => "case_deadline",
            Self::CaseClosed { .. } => "case_closed",
            Self::SocialAnswer { .. } => "social_answer",
            Self::CaseInvitation { .. } => "case_invitation",
            Self::CaseAddress { .. } => "case_address",
            Self::CaseReaddressed { .. } => "case_readdressed",
            Self::CaseMerged { .. } => "case_merged",
            Self::CaseApart { .. } => "case_apart",
            Self::TripItinerary(_) => "trip_itinerary",
            Self::TripReminder(_) => "trip_reminder",
            Self::TripConnection(_) => "trip_connection",
            Self::TripArrival(_) => "trip_arrival",
            Self::TripChange(_) => "trip_change",
            Self::TripReissued(_) => "trip_reissued",
            Self::TripLapsed(_) => "trip_lapsed",
            Self::TripToPay { .. } => "trip_to_pay",
            Self::RefundLate { .. } => "refund_late",
            Self::BagProgress { .. } => "bag_progress",
            Self::Survey { .. } => "survey",
            Self::Improved { .. } => "improved",
            Self::Claim { .. } => "claim",
            Self::TextsStopped => "texts_stopped",
            Self::TextsStarted => "texts_started",
        }
    }
}

/// A letter to be sent, as a use-case promises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise<'a> {
    /// What makes it the same promise: "case-reply:LS-7K3M-9Q2F:14".
    pub key: String,
    /// The e-mail address or mobile number, folded.
    pub to: &'a str,
    /// The reader's language.
    pub locale: Locale,
    /// Which letter.
    pub letter: Letter,
    /// The code or the link's token: forgotten once sent.
    pub secret: Option<String>,
    /// Not worth sending after this.
    pub useless_after: Option<Timestamp>,
    /// The case entry it tells of.
    pub case: Option<(CaseId, i32)>,
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
