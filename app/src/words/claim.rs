//! What is said of claims, in their case and by letter.

use super::{Args, Lang, t};
use desk::claims::Told;
use domain::claim::{Blame, News};
use domain::money::Money;
use jiff::Timestamp;

/// What a claim says in its case.
#[must_use]
pub fn told(l: Lang, told: &Told<'_>) -> String {
    match *told {
        Told::Claimed(assessment, count) => t!(l, "claim-said", count = count, amount = l.money(assessment.total)),
        Told::Offered(amount, why, appeal) => {
            let offer = t!(l, "claim-said-offer", amount = l.money(amount));
            let next = if appeal { t!(l, "claim-said-appeal") } else { t!(l, "claim-said-final") };
            match why {
                Some(why) => format!("{offer}\n\n{why}\n\n{next}"),
                None => format!("{offer} {next}"),
            }
        }
        Told::Accepted(amount) => t!(l, "claim-said-accepted", amount = l.money(amount)),
        Told::Appealed(amount, words) => format!("{}\n\n{words}", t!(l, "claim-said-appealed", amount = l.money(amount))),
        Told::Account(amount) => news(l, News::Account, amount),
        Told::Paid(amount, Some(means)) => t!(l, "claim-said-paid", amount = l.money(amount), means = means.to_owned()),
        Told::Paid(amount, None) => news(l, News::Paid, amount),
        Told::Failed(amount) => news(l, News::Failed, amount),
        Told::Waits(amount) => news(l, News::Waits, amount),
        Told::Withdrawn(amount) => t!(l, "claim-said-withdrawn", amount = l.money(amount)),
        Told::Found(declared, blame, why) => format!("{}\n\n{why}", found(l, declared, blame)),
    }
}

/// What a colleague found out that decides a claim.
#[must_use]
pub fn found(l: Lang, declared: Option<Money>, blame: Option<Blame>) -> String {
    let declared = match declared {
        Some(sum) => t!(l, "claim-found-declared", amount = l.money(sum)),
        None => t!(l, "claim-found-nothing"),
    };
    let blame = l.text(blame.map_or("claim-blame-unknown", Blame::key), None);
    format!("{declared} {blame}")
}

/// What a letter says of a claim.
#[must_use]
pub fn news(l: Lang, news: News, amount: Money) -> String {
    let mut args = Args::new();
    args.set("amount", l.money(amount));
    l.text(news.key(), Some(&args))
}

/// The same, with by when they hear from us.
#[must_use]
pub fn letter(l: Lang, told: News, amount: Money, reply_by: Option<Timestamp>) -> String {
    let first = news(l, told, amount);
    match reply_by {
        Some(at) => t!(l, "claim-news-by", told = first, reply_by = super::letter::home_time(l, at)),
        None => first,
    }
}
