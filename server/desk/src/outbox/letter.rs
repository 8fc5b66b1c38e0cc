//! The letters the portal writes, as facts.

use domain::case::{CaseId, Kind};
use domain::locale::Locale;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
}

impl List {
    /// As in the column `list`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitations => "invitations",
            Self::Texts => "texts",
        }
    }
}

impl Letter {
    /// What can be left through a link in it (RFC 8058): mail its reader has not asked for.
    #[must_use]
    pub const fn list(&self) -> Option<List> {
        match self {
            Self::CaseInvitation { .. } => Some(List::Invitations),
            Self::Code { .. }
            | Self::ContactChanged { .. }
            | Self::CaseOpened { .. }
            | Self::CaseReply { .. }
            | Self::CaseDeadline { .. }
            | Self::CaseClosed { .. }
            | Self::CaseAddress { .. }
            | Self::SocialAnswer { .. }
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
            | Self::CaseInvitation { reference, .. } => Some(reference),
            Self::Code { .. }
            | Self::ContactChanged { .. }
            | Self::CaseAddress { .. }
            | Self::SocialAnswer { .. }
            | Self::TextsStopped
            | Self::TextsStarted => None,
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
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn the_column_says_what_the_json_says() {
        let text = String::new;
        for letter in [
            Letter::Code { locator: None },
            Letter::ContactChanged { locator: text(), new: text() },
            Letter::CaseOpened { reference: text(), subject: text(), reply_by: None, of: None },
            Letter::CaseReply { reference: text(), subject: text(), by: text(), asks: true, words: None },
            Letter::CaseDeadline { reference: text(), subject: text(), reply_by: Timestamp::UNIX_EPOCH, reason: text() },
            Letter::CaseClosed { reference: text(), subject: text() },
            Letter::CaseInvitation { reference: text(), by: text() },
            Letter::CaseAddress { reference: text(), new: text() },
            Letter::TextsStopped,
            Letter::TextsStarted,
            Letter::SocialAnswer {
                reference: text(),
                network: text(),
                thread_id: text(),
                reply_to: text(),
                words: text(),
                public: true,
                by: text(),
            },
        ] {
            let json = serde_json::to_value(&letter).unwrap();
            assert_eq!(json["kind"], letter.kind());
            assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), letter);
        }
    }

    #[test]
    fn letters_of_an_older_version_are_read() {
        let old = serde_json::json!({ "kind": "case_reply", "reference": "LS", "subject": "Bag", "by": "Mei" });
        let read = serde_json::from_value::<Letter>(old).unwrap();
        assert_eq!(read, Letter::CaseReply { reference: "LS".into(), subject: "Bag".into(), by: "Mei".into(), asks: false, words: None });
        let old = serde_json::json!({ "kind": "case_opened", "reference": "LS", "subject": "Bag", "reply_by": null });
        assert!(matches!(serde_json::from_value::<Letter>(old).unwrap(), Letter::CaseOpened { of: None, .. }));
    }
}
