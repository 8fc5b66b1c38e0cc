//! A payment as its provider has it, in JSON.

use desk::payments::News;
use domain::money::Money;
use domain::payment::{Direction, Reason, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a provider answers, writes into its book, and signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The key it was asked under.
    pub key: String,
    /// The provider's name for it.
    pub id: String,
    /// `charge` or `refund`.
    #[serde(rename = "type")]
    pub direction: Direction,
    /// Where it stands: a word of `domain::payment::State`.
    pub state: String,
    /// How much.
    pub amount: Money,
    /// "•••• 4242"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<String>,
    /// Why it did not move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// When it came to stand so.
    pub at: Timestamp,
}

/// Longest name or address taken from a provider.
const LONGEST: usize = 500;

impl Statement {
    /// As news under this name. `None` where the state is none we know, a name is too long, or people would be sent to pay
    /// somewhere else than at `pages`.
    #[must_use]
    pub fn news(self, id: String, pages: &str) -> Option<News> {
        let state = State::parse(self.direction, &self.state)?;
        let short = |text: &str| !text.is_empty() && text.len() <= LONGEST && !text.contains('\0');
        let at_home = |page: &str| page.strip_prefix(pages).is_some_and(|path| path.starts_with('/'));
        let good = short(&id) && short(&self.key) && short(&self.id) && self.means.as_deref().is_none_or(short);
        if !good || self.page.as_deref().is_some_and(|page| !short(page) || !at_home(page)) {
            return None;
        }
        Some(News {
            id,
            key: self.key,
            direction: self.direction,
            state,
            amount: self.amount,
            reason: self.reason.as_deref().map(Reason::parse),
            means: self.means,
            provider_ref: Some(self.id),
            hosted_url: self.page,
            at: self.at,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(state: &str, page: &str) -> Option<News> {
        let text = format!(
            r#"{{"key": "k", "id": "pay_1", "type": "charge", "state": "{state}", "amount": {{"amount": "5000", "currency": "JPY"}}, "page": "{page}",
                "at": "2026-11-21T14:12:00Z"}}"#
        );
        serde_json::from_str::<Statement>(&text).unwrap().news("evt_1".to_owned(), "https://pay.example")
    }

    #[test]
    fn nobody_is_sent_to_pay_elsewhere() {
        let news = read("opened", "https://pay.example/p/1").unwrap();
        assert_eq!((news.state, news.amount.to_string().as_str()), (State::Opened, "JPY 5000"));
        for page in [
            "https://pay.example.evil.example/p/1",
            "https://pay.example@evil.example/",
            "http://pay.example/p/1",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(read("opened", page), None, "{page}");
        }
        assert_eq!(read("settled", "https://pay.example/p/1"), None, "no state of a charge");
    }
}
