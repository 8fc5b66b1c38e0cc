//! Surveys: what is asked, in which order, what counts as an answer, and whom one may ask (SUR-1, SUR-2).
//!
//! A questionnaire is data in every language of the portal. Which question comes next is a fold of the answers so far and
//! the facts of the trip: jumps lead forward only, so every path ends and nobody is asked twice.

mod answer;
mod check;
mod form;
mod invite;
mod path;
pub mod script;
mod test;
mod ways;
mod words;

pub use answer::{Answer, Answers, Fault, LONGEST, Part, field, is_field, is_words, read, shown};
pub use check::{Finding, What, findings, is_name, sound};
pub use form::{END, FORMAT, Form, Item, Jump, Kind, Layout, Measure, Occasion, Question, TOUCHPOINTS, WRONG};
pub use invite::{Ask, Invite, ONCE_IN, OPEN_FOR, awake, drawn, letters, ready, response, sample, share, while_fresh};
pub use path::{Walk, screen, still_possible, walk};
pub use test::{Fact, Facts, Test};
pub use words::{Gap, Words};

#[cfg(test)]
mod tests;
