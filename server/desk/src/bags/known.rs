//! The bag somebody wants to report: from a trip that is open, by tag and name, or one nobody has the number of.

use crate::cases::Draft;
use crate::{PgPool, Result};
use domain::booking::{BagTag, Locator};
use domain::rights::{Viewer, Who, may_act_for_passengers, may_see_bag, trip_access};
use jiff::civil::Date;

/// What the answer "another bag" is.
pub const BY_TAG: &str = "tag";
/// What the answer "no number" is.
pub const WITHOUT: &str = "none";

/// A bag we know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its tag.
    pub tag: BagTag,
    /// The trip it is of, where that is open here.
    pub locator: Option<String>,
    /// Where it goes, where that is known.
    pub station: Option<String>,
    /// The flight it comes on: airline, number, local date.
    pub flight: Option<(String, i32, Date)>,
}

/// The answer that means a bag of a trip.
#[must_use]
pub fn of_trip(locator: &str, tag: &BagTag) -> String {
    format!("{locator}:{}", tag.as_str())
}

/// The bag that was answered (`bag`, `tag`), as far as it is open to whoever asks; none where it is not, and where there is no number.
///
/// # Errors
/// Those of the database.
pub async fn known_bag(db: &PgPool, viewer: &Viewer, answers: &Draft) -> Result<Option<Known>> {
    let answer = |name: &str| answers.get(name).map_or("", |value| value.trim());
    let named = match answer("bag") {
        BY_TAG => BagTag::parse(answer("tag")).ok().map(|tag| (tag, None)),
        bag => bag.split_once(':').and_then(|(locator, tag)| Some((BagTag::parse(tag).ok()?, Some(Locator::parse(locator).ok()?)))),
    };
    let Some((tag, asked)) = named else { return Ok(None) };
    let row = sqlx::query!(
        r#"select b.locator as "locator?", t.locator as "traced?", coalesce(b.destination, t.towards) as station, coalesce(s.carrier, t.carrier) as carrier,
                  coalesce(s.number, t.number) as number, coalesce(s.flight_date, t.flight_date) as day
             from (select $1::text as bag) w
             left join bag b on substr(b.tag, 2) = w.bag
             left join bag_trace t on t.bag = w.bag
             left join lateral (select carrier, number, flight_date from segment
                                 where locator = b.locator and destination = b.destination order by position desc limit 1) s on true
            limit 1"#,
        tag.bag()
    );
    let row = row.fetch_one(db).await?;
    let locators: Vec<&str> = [&row.locator, &row.traced].into_iter().filter_map(|locator| locator.as_deref()).collect();
    let open = match &viewer.who {
        Who::Staff(_) => may_act_for_passengers(viewer),
        _ => may_see_bag(viewer, tag.bag(), &locators),
    };
    // a bag of another booking than the one answered is nobody's to report
    if !open || asked.is_some_and(|asked| Some(asked.as_str()) != row.locator.as_deref()) {
        return Ok(None);
    }
    let flight = row.carrier.zip(row.number).zip(row.day).map(|((carrier, number), day)| (carrier, number, day.to_jiff()));
    let locator = row.locator.filter(|locator| trip_access(viewer, locator).is_some());
    Ok(Some(Known { tag, locator, station: row.station, flight }))
}
