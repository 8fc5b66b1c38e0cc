//! How long proofs, sessions and codes hold, how often one may try, and how long traces are kept.
//!
//! Policy of the portal, not of a regulation; `/privacy` says the same in words, from these constants.

use jiff::SignedDuration;

/// Where the airline is at home: its day begins and ends there.
pub const HUB_ZONE: &str = "America/New_York";

/// A browser's session ends this long after its last request; drafts go with it.
pub const VISIT_IDLE: SignedDuration = SignedDuration::from_hours(24);

/// What a passenger proves (name, code, ticket) holds this long: once per device and day.
pub const PROOF: SignedDuration = SignedDuration::from_hours(24);

/// Staff sign in anew at least this often.
pub const STAFF_LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// A staff session left alone this long ends.
pub const STAFF_IDLE: SignedDuration = SignedDuration::from_mins(30);

/// `last_seen_at` is written at most this often, so that reading a page is rarely a write.
pub const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A session's former token ends this long after a proof has given it a new one; it opens nothing meanwhile.
pub const FORMER_TOKEN: SignedDuration = SignedDuration::from_mins(1);

/// Whose answers to a survey are is known this long; then they are nobody's.
pub const SURVEYS_NAMED: SignedDuration = SignedDuration::from_hours(24 * 395);

/// Seats chosen in a change are kept this long, with what they cost; and once more when asked.
pub const SEATS_HELD: SignedDuration = SignedDuration::from_mins(15);
/// However often it is extended and tried to be paid, a quote is kept no longer than this.
pub const QUOTE_KEPT: SignedDuration = SignedDuration::from_mins(60);
/// A payment page stays open this long at most, and what it pays for is kept as long.
pub const PAID_WITHIN: SignedDuration = SignedDuration::from_mins(20);
/// Another system is asked to keep seats for as long as anything may still become of a change, and told as soon as it is over.
pub const HELD_ELSEWHERE: SignedDuration = SignedDuration::from_mins(120);
/// A change another system has not answered for so long is withdrawn: money stays held no longer than a card should be.
pub const CONFIRMED_WITHIN: SignedDuration = SignedDuration::from_mins(20);
/// Whoever paid in the last second is still heard this much later: the provider's word may be on its way.
pub const LAST_WORD: SignedDuration = SignedDuration::from_mins(2);

/// A refund that is later than the law allows is looked at, and its passenger answered, within this.
pub const LATE_REFUND_ANSWERED: SignedDuration = SignedDuration::from_hours(24);

/// An offer for a bag that nobody has answered is told once more after so long.
pub const CLAIM_OFFER_REMINDED: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Whoever reported a bag and has claimed nothing is told so many days before it is too late.
pub const CLAIM_DAYS_BEFORE: i64 = 7;

/// A one-time code is good this long.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// Wrong entries a one-time code survives, the last one excluded.
pub const CODE_TRIES: i16 = 3;

/// Highest number of attempts inside a window that opens with the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Attempts that are answered.
    pub max: i32,
    /// Length of the window.
    pub window: SignedDuration,
}

const fn per(max: i32, minutes: i64) -> Limit {
    Limit { max, window: SignedDuration::from_mins(minutes) }
}

/// Submissions of any kind from one network. Generous: a whole airport may share an address.
pub const SUBMISSIONS_PER_NETWORK: Limit = per(3_000, 1);

/// Attempts to open a trip by locator and name from one network address: an airport's Wi-Fi shares one.
pub const TRIPS_PER_NETWORK: Limit = per(600, 10);
/// Wrong names for one locator, whoever tries; the right one starts the count again.
pub const TRIPS_PER_LOCATOR: Limit = per(10, 10);
/// Attempts to open a bag by tag and name from one network address.
pub const BAGS_PER_NETWORK: Limit = per(600, 10);
/// Wrong names for one tag, whoever tries; the right one starts the count again.
pub const BAGS_PER_TAG: Limit = per(10, 10);
/// Codes of couriers tried from one network: a depot shares one.
pub const DELIVERIES_PER_NETWORK: Limit = per(300, 10);
/// Wrong codes for one delivery, whoever tries; the right one starts the count again.
pub const DELIVERY_TRIES: Limit = per(8, 60);
/// Codes sent to one browser for one booking or address.
pub const CODES_PER_SESSION: Limit = per(3, 15);
/// Codes sent for one booking or to one address, whoever asks.
pub const CODES_PER_SUBJECT: Limit = per(10, 60);
/// Codes sent on behalf of one network address.
pub const CODES_PER_NETWORK: Limit = per(60, 60);
/// Proofs by ticket and birth date from one browser for one booking.
pub const TICKETS_PER_SESSION: Limit = per(5, 15);
/// Proofs by ticket and birth date for one booking, whoever tries.
pub const TICKETS_PER_SUBJECT: Limit = per(10, 60);
/// Proofs by ticket and birth date from one network address.
pub const TICKETS_PER_NETWORK: Limit = per(60, 60);
/// Staff sign-ins for one e-mail address; a successful one starts the count again.
pub const SIGN_INS_PER_EMAIL: Limit = per(10, 15);
/// Staff sign-ins from one network address: an office shares one.
pub const SIGN_INS_PER_NETWORK: Limit = per(100, 15);

/// Audit rows are kept this long: two years.
pub const AUDIT_KEPT: SignedDuration = SignedDuration::from_hours(24 * 730);

/// A flight that no booking and no case names is kept this many days after it was due; the archive of punctuality stays.
pub const FLIGHT_DAYS_KEPT: i64 = 90;

/// That a form was sent is remembered this long, so that sent again it does nothing twice.
pub const SUBMISSIONS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Letters sent or given up are kept this long, without their code or link: ninety days.
pub const LETTERS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Itineraries sent on request for one booking, whoever asks.
pub const ITINERARIES: Limit = per(5, 60);

/// Certificates looked up from one network: an insurer's office shares one. Nobody guesses a code of 75 random bits at this pace.
pub const CERTIFICATES_PER_NETWORK: Limit = per(120, 10);

/// A certificate can be verified this many years after it was issued: as long as claims about a flight are usually open.
pub const CERTIFICATE_YEARS_KEPT: i64 = 3;

/// Changes of a booking's contact, whoever makes them.
pub const CONTACT_CHANGES: Limit = per(3, 24 * 60);

/// Confirmations of receipt to one sender of mail; what comes beyond is taken all the same, without a letter.
pub const MAIL_CONFIRMATIONS: Limit = per(5, 60);

/// Without scripts, whoever opened a case is taken to be there this long.
pub const PRESENT_OPENED: SignedDuration = SignedDuration::from_mins(2);
/// An open page says every half minute that it is; this long after the last time nobody is there any more.
pub const PRESENT_LIVE: SignedDuration = SignedDuration::from_secs(75);
/// Whoever has typed something is taken to be writing this long.
pub const PRESENT_WRITING: SignedDuration = SignedDuration::from_secs(40);

/// An incoming mail is kept as it came this long: ninety days. What it said stays in its case.
pub const RAW_MAIL_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Where a bag was is kept this long, as tracing is in the trade: a hundred days. That there was one is known as long again.
pub const SCANS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 100);
/// Airline messages are kept as they came this long; those nobody could use not longer either.
pub const TELEGRAMS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Files sent from one network: an airport's Wi-Fi on a bad day.
pub const FILES_PER_NETWORK: Limit = per(1_000, 10);

/// What staff have begun to write and not sent is kept this long after they last touched it.
pub const STAFF_DRAFTS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A file added to a form that is not sent is kept this long; a passenger's goes with the browser's session before that.
pub const FILES_UNSENT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Requests a program may make a minute where its token does not say otherwise.
pub const API_PER_MINUTE: i32 = 600;

/// A help article is read against the facts again this many months after it last was.
pub const ARTICLE_REVIEW_MONTHS: i32 = 12;
/// So many readers since then must have spoken before most of them saying no brings it up sooner.
pub const ARTICLE_DOUBTS: i64 = 5;
/// Searches without result are shown to those who write for this many days.
pub const MISSES_SHOWN_DAYS: i32 = 30;
/// They are kept this many days, without who searched.
pub const MISSES_KEPT_DAYS: i32 = 90;
