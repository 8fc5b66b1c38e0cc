//! What comes by text message: into the case its number was last written to about, or the one that goes on in; else a case of
//! its own.

use super::letters::acknowledge;
use super::mail::standing;
use super::new::{Named, New, Origin, WORDS_LONGEST, named, seed};
use super::reply::heard;
use crate::Result;
use domain::case::{Actor, Channel, Kind, Topic};
use domain::contact::PhoneNumber;
use domain::locale::Locale;
use jiff::Timestamp;
use sqlx::PgConnection;

/// Takes in what somebody texted; answers what became of it and where. Texts are told as the telephone's: it is one, and
/// versions before this one know no channel of their own for them.
pub(crate) async fn from_number(
    tx: &mut PgConnection,
    now: Timestamp,
    from: &PhoneNumber,
    text: &str,
    language: Locale,
) -> Result<(&'static str, String)> {
    let words: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).take(WORDS_LONGEST).collect();
    let words = if words.trim().is_empty() { "…".to_owned() } else { words.trim().to_owned() };
    let case = sqlx::query_scalar!(
        "select f.id from case_file f where f.opener_address = $1
          order by (select max(o.id::text) from outbox o where o.case_id = f.id and o.recipient = $1) desc nulls last, f.id desc limit 1",
        from.as_str(),
    );
    if let Some(id) = case.fetch_optional(&mut *tx).await? {
        let mut file = standing(tx, id).await?;
        let actor = Actor::Passenger(file.person_name.clone());
        heard(tx, &mut file, now, actor, words, Channel::Text, None).await?;
        return Ok(("message", file.reference));
    }
    let Named { locator, bag_tag } = named(tx, from.as_str(), &words).await?;
    let new = New {
        kind: Kind::Inquiry,
        topic: Topic::Other,
        subject: words.lines().next().unwrap_or_default().chars().take(60).collect(),
        words,
        name: from.as_str().to_owned(),
        email: from.as_str().to_owned(),
        language,
        locator,
        flight: None,
        bag_tag,
    };
    let actor = Actor::Passenger(new.name.clone());
    let origin = Origin { channel: Channel::Text, address: Some(from.as_str().to_owned()), passenger: None, actor };
    let file = seed(tx, now, new, origin).await?;
    acknowledge(tx, &file, now).await?;
    Ok(("case", file.reference))
}
