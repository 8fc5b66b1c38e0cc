//! Its book: every change is a line, written down before anybody is told. Read again after a crash, the last line of each
//! payment holds; a line that was cut off never happened.

use super::record::{Next, Record};
use super::{Faults, cards::Card, messages::Messages};
use crate::{payments::Statement, sandbox::lines};
use domain::money::Money;
use domain::payment::Direction;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use std::{
    collections::HashMap,
    fs::File,
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// What is held is let go after this long.
const HELD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why something was not done.
#[derive(Debug)]
pub enum No {
    /// There is no such payment.
    Unknown,
    /// It does not go any more: as it stands.
    Late(Box<Record>),
    /// It never will.
    Never(&'static str),
    /// The book cannot be written.
    Broken(io::Error),
}

impl From<io::Error> for No {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// What is asked for when a page is to be opened.
pub struct Asked {
    pub reference: String,
    pub amount: Money,
    pub return_to: String,
    pub lang: String,
    pub expires_at: Option<Timestamp>,
}

/// What is asked for when money is to go back.
pub struct Back {
    pub reference: String,
    pub of: String,
    pub of_amount: Money,
    pub amount: Money,
}

/// The book.
pub struct Book {
    inner: Mutex<Inner>,
    base: String,
    faults: Arc<Faults>,
    messages: Option<Messages>,
}

struct Inner {
    file: File,
    place: u64,
    records: HashMap<String, Record>,
}

impl Book {
    /// Reads it, or begins one.
    pub fn open(path: &Path, base: String, faults: Arc<Faults>, messages: Option<Messages>) -> io::Result<Self> {
        let (file, records) = lines::open::<Record>(path)?;
        let place = records.iter().map(|record| record.place).max().unwrap_or_default();
        let records = records.into_iter().map(|record| (record.key.clone(), record)).collect();
        Ok(Self { inner: Mutex::new(Inner { file, place, records }), base, faults, messages })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a change down and tells of it.
    fn write(&self, inner: &mut Inner, mut record: Record) -> Result<Record, No> {
        inner.place += 1;
        record.place = inner.place;
        lines::append(&mut inner.file, &record)?;
        inner.records.insert(record.key.clone(), record.clone());
        if let Some(messages) = self.messages.as_ref().filter(|_| !record.trusted) {
            messages.tell(record.place, self.statement(&record));
        }
        Ok(record)
    }

    fn stand(&self, inner: &mut Inner, mut record: Record, state: &str, reason: Option<&str>) -> Result<Record, No> {
        state.clone_into(&mut record.state);
        record.reason = reason.map(str::to_owned);
        record.at = Timestamp::now();
        record.next = None;
        self.write(inner, record)
    }

    /// As the merchant is told.
    pub fn statement(&self, record: &Record) -> Statement {
        let open = record.direction == Direction::Charge && record.state == "opened" || asks_account(record);
        Statement {
            key: record.key.clone(),
            id: record.id.clone(),
            direction: record.direction,
            state: record.state.clone(),
            amount: record.amount,
            means: record.means.clone(),
            reason: record.reason.clone(),
            page: open.then(|| format!("{}/pay/{}?lang={}", self.base, record.token, record.lang)),
            at: record.at,
        }
    }

    /// The payment of a key.
    pub fn find(&self, key: &str) -> Option<Record> {
        self.lock().records.get(key).cloned()
    }

    /// The payment of a page.
    pub fn by_token(&self, token: &str) -> Option<Record> {
        self.lock().records.values().find(|record| record.token == token).cloned()
    }

    /// Payments that changed after this place, in the order of their last change.
    pub fn since(&self, place: u64) -> Vec<Record> {
        let inner = self.lock();
        let mut records: Vec<Record> = inner.records.values().filter(|record| record.place > place && !record.trusted).cloned().collect();
        records.sort_by_key(|record| record.place);
        records
    }

    /// Opens a page for paying; the same key again is the same page.
    pub fn charge(&self, key: &str, asked: Asked) -> Result<Record, No> {
        let mut inner = self.lock();
        if let Some(known) = inner.records.get(key) {
            return if known.amount == asked.amount { Ok(known.clone()) } else { Err(No::Never("key_used")) };
        }
        if asked.amount.amount <= Decimal::ZERO {
            return Err(No::Never("no_amount"));
        }
        let id = format!("pay_{}", inner.place + 1);
        self.write(
            &mut inner,
            Record {
                return_to: asked.return_to,
                lang: asked.lang,
                expires_at: asked.expires_at,
                ..fresh(key, id, asked.reference, asked.amount)
            },
        )
    }

    /// Takes what is held.
    pub fn capture(&self, key: &str) -> Result<Record, No> {
        let mut inner = self.lock();
        let record = inner.records.get(key).cloned().ok_or(No::Unknown)?;
        match record.state.as_str() {
            "captured" => Ok(record),
            "authorised" => self.stand(&mut inner, record, "captured", None),
            _ => Err(No::Late(Box::new(record))),
        }
    }

    /// Lets go. What was never opened is written down as let go, so that it never can be.
    pub fn void(&self, key: &str, amount: Money) -> Result<Record, No> {
        let mut inner = self.lock();
        let Some(record) = inner.records.get(key).cloned() else {
            let id = format!("pay_{}", inner.place + 1);
            return self.write(&mut inner, Record { state: "voided".to_owned(), ..fresh(key, id, String::new(), amount) });
        };
        match record.state.as_str() {
            "voided" | "failed" => Ok(record),
            "opened" | "declined" | "expired" | "authorised" => {
                let reason = record.reason.clone();
                self.stand(&mut inner, record, "voided", reason.as_deref())
            }
            _ => Err(No::Late(Box::new(record))),
        }
    }

    /// Gives money back, never more than was taken.
    pub fn refund(&self, key: &str, back: Back) -> Result<Record, No> {
        let mut inner = self.lock();
        if let Some(known) = inner.records.get(key) {
            return if known.amount == back.amount { Ok(known.clone()) } else { Err(No::Never("key_used")) };
        }
        let charge = inner.records.values().find(|record| record.id == back.of && record.direction == Direction::Charge).cloned();
        let charge = match charge {
            Some(charge) => charge,
            None if back.of.starts_with("LG-") => {
                let trusted = fresh(&back.of, back.of.clone(), back.reference.clone(), back.of_amount);
                self.write(&mut inner, Record { state: "captured".to_owned(), trusted: true, ..trusted })?
            }
            None => return Err(No::Unknown),
        };
        if charge.state != "captured" {
            return Err(No::Late(Box::new(charge)));
        }
        let of_charge = inner.records.values().filter(|record| record.of.as_deref() == Some(&charge.id) && record.state != "failed");
        let gone: Decimal = of_charge.map(|record| record.amount.amount).sum();
        if charge.amount.currency != back.amount.currency
            || back.amount.amount <= Decimal::ZERO
            || gone + back.amount.amount > charge.amount.amount
        {
            return Err(No::Never("too_much"));
        }
        let closed = charge.card == Some(Card::Closed);
        let next = Next {
            at: Timestamp::now() + SignedDuration::from_secs(self.faults.refund.into()),
            state: if closed { "failed" } else { "settled" }.to_owned(),
            reason: closed.then(|| "account_closed".to_owned()),
        };
        let id = format!("back_{}", inner.place + 1);
        let record = Record {
            direction: Direction::Refund,
            state: "sent".to_owned(),
            means: charge.means,
            of: Some(charge.id),
            next: Some(next),
            ..fresh(key, id, back.reference, back.amount)
        };
        self.write(&mut inner, record)
    }

    /// Pays somebody what they are owed, once they have said where it is to go; the same key again is the same page.
    pub fn pay_out(&self, key: &str, asked: Asked) -> Result<Record, No> {
        let mut inner = self.lock();
        if let Some(known) = inner.records.get(key) {
            return if known.amount == asked.amount { Ok(known.clone()) } else { Err(No::Never("key_used")) };
        }
        if asked.amount.amount <= Decimal::ZERO {
            return Err(No::Never("no_amount"));
        }
        let id = format!("out_{}", inner.place + 1);
        let record = fresh(key, id, asked.reference, asked.amount);
        let direction = Direction::Refund;
        self.write(&mut inner, Record { direction, state: "sent".to_owned(), return_to: asked.return_to, lang: asked.lang, ..record })
    }

    /// Somebody has said where it is to go; an account whose digits are all nought is closed.
    pub fn account(&self, token: &str, account: &str) -> Result<Record, No> {
        let mut inner = self.lock();
        let record = inner.records.values().find(|record| record.token == token).cloned().ok_or(No::Unknown)?;
        if !asks_account(&record) {
            return Err(No::Late(Box::new(record)));
        }
        let closed = account.chars().filter(char::is_ascii_digit).all(|digit| digit == '0');
        let next = Next {
            at: Timestamp::now() + SignedDuration::from_secs(self.faults.refund.into()),
            state: if closed { "failed" } else { "settled" }.to_owned(),
            reason: closed.then(|| "account_closed".to_owned()),
        };
        let last: String = account.chars().rev().filter(|c| !c.is_whitespace()).take(4).collect::<Vec<_>>().into_iter().rev().collect();
        self.write(&mut inner, Record { means: Some(format!("•••• {last}")), next: Some(next), ..record })
    }

    /// Somebody has paid at its page, as far as the card goes. Only what is open, or was declined, can be paid.
    pub fn paid(&self, token: &str, card: Card, means: String) -> Result<Record, No> {
        let mut inner = self.lock();
        let record = inner.records.values().find(|record| record.token == token).cloned().ok_or(No::Unknown)?;
        if !payable(&record) {
            return Err(No::Late(Box::new(record)));
        }
        let record = Record { means: Some(means), card: Some(card), ..record };
        match card {
            Card::Good | Card::Asks | Card::Closed => self.stand(&mut inner, record, "authorised", None),
            Card::Declined => self.stand(&mut inner, record, "declined", Some("declined")),
            Card::Insufficient => self.stand(&mut inner, record, "declined", Some("insufficient_funds")),
            Card::Late => {
                let at = Timestamp::now() + SignedDuration::from_secs(self.faults.late_bank.into());
                self.write(&mut inner, Record { next: Some(Next { at, state: "authorised".to_owned(), reason: None }), ..record })
            }
            Card::Never => Ok(record),
        }
    }

    /// The second step was not done.
    pub fn not_confirmed(&self, token: &str) -> Result<Record, No> {
        let mut inner = self.lock();
        let record = inner.records.values().find(|record| record.token == token).cloned().ok_or(No::Unknown)?;
        if payable(&record) { self.stand(&mut inner, record, "declined", Some("not_confirmed")) } else { Err(No::Late(Box::new(record))) }
    }

    /// What becomes of payments as time goes by.
    pub fn tick(&self) -> io::Result<()> {
        let now = Timestamp::now();
        let mut inner = self.lock();
        let due: Vec<(Record, Next)> = inner
            .records
            .values()
            .filter_map(|record| {
                let end = |state: &str, reason: &str| Next { at: now, state: state.to_owned(), reason: Some(reason.to_owned()) };
                let next = match (&record.next, record.state.as_str()) {
                    (Some(next), _) => (next.at <= now).then(|| next.clone()),
                    (None, "opened") if record.expires_at.is_some_and(|at| at <= now) => Some(end("expired", "abandoned")),
                    (None, "authorised") if record.at + HELD <= now => Some(end("failed", "lapsed")),
                    _ => None,
                };
                next.map(|next| (record.clone(), next))
            })
            .collect();
        for (record, next) in due {
            if let Err(No::Broken(error)) = self.stand(&mut inner, record, &next.state, next.reason.as_deref()) {
                return Err(error);
            }
        }
        Ok(())
    }
}

/// Whether somebody may still try a card. While a bank thinks about one, nobody may try another.
pub fn payable(record: &Record) -> bool {
    matches!(record.state.as_str(), "opened" | "declined")
        && record.next.is_none()
        && record.expires_at.is_none_or(|at| at > Timestamp::now())
}

/// Whether somebody is still to say where money owed to them is to go.
pub fn asks_account(record: &Record) -> bool {
    record.direction == Direction::Refund && record.of.is_none() && record.state == "sent" && record.next.is_none()
}

fn fresh(key: &str, id: String, reference: String, amount: Money) -> Record {
    Record {
        key: key.to_owned(),
        id,
        direction: Direction::Charge,
        state: "opened".to_owned(),
        amount,
        means: None,
        reason: None,
        at: Timestamp::now(),
        place: 0,
        token: Uuid::new_v4().simple().to_string(),
        reference,
        return_to: String::new(),
        lang: "en".to_owned(),
        expires_at: None,
        of: None,
        trusted: false,
        card: None,
        next: None,
    }
}
