//! Newark to London, a bag that has not come, and its case.

use crate::common::{later, now, opened};
use desk::PgPool;
use desk::cases::{Draft, view};
use desk::claims::{self, Answer, Claim, ClaimBook, Entitled, Offer, Says, Told};
use domain::case::Event;
use domain::claim::Stage;
use domain::files::Limits;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::rights::{Grants, Viewer, Who};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::rules::Written;

pub const SAYS: Says<'static> = &says;

fn says(_: Locale, told: &Told<'_>) -> String {
    match told {
        Told::Claimed(assessment, count) => format!("{count} things, {}", assessment.total),
        Told::Offered(amount, why, _) => format!("offer {amount} {why:?}"),
        Told::Paid(amount, means) => format!("paid {amount} {means:?}"),
        other => format!("{other:?}"),
    }
}

pub fn book() -> ClaimBook {
    let text = include_str!("../../../rules/claims/landside-air.toml").to_owned();
    ClaimBook::read(&Written { name: "landside-air.toml".into(), text }).unwrap()
}

pub fn usd(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap()).tidy()
}

pub fn grants(viewer: &Viewer, change: impl FnOnce(&mut Grants)) -> Viewer {
    let mut grants = viewer.grants().cloned().unwrap();
    change(&mut grants);
    Viewer { who: Who::Public(grants), ..viewer.clone() }
}

/// The case, and the browser of a passenger who has proved the booking.
pub async fn scene(db: &PgPool) -> (String, Viewer) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{}', 'US', 'America/New_York', 40.7, -74.2),
             ('LHR', 'Heathrow', 'London', '{}', 'GB', 'Europe/London', 51.5, -0.5);
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
             ('LD', 402, '2026-11-19', 'EWR', 'LHR', '2026-11-19 23:20Z', '2026-11-20 06:55Z', 'imported');
           insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source)
             values ('X4TE6N', '2026-11-01', 'ticketed', 'web', 'flex', 100, 'USD', 'imported');
           insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included)
             values ('X4TE6N', 1, 'LD', 402, '2026-11-19', 'EWR', 'LHR', 'economy', 'Y', 1)"#,
    )
    .execute(db)
    .await
    .unwrap();
    let (reference, viewer) = opened(db).await;
    sqlx::query("update case_file set locator = 'X4TE6N'").execute(db).await.unwrap();
    (reference, grants(&viewer, |grants| grants.verified_trips.push("X4TE6N".to_owned())))
}

pub fn told(fields: &[(&str, &str)]) -> Draft {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const SHIRTS: &str = r#"[{"place": 0, "what": "Shirts", "kind": "interim", "cost": {"amount": "80.00", "currency": "USD"}, "bought": "2026-11-20", "proved": true},
    {"place": 1, "what": "Shoes", "kind": "interim", "cost": {"amount": "70.00", "currency": "USD"}, "bought": "2026-11-20", "proved": true}]"#;

/// Two receipts of one day: 150, of which a hundred a day is paid.
pub fn answers() -> Draft {
    told(&[("harm", "delay"), ("arrived", "2026-11-20"), ("received", ""), ("at_home", "no"), ("currency", "USD"), ("things", SHIRTS)])
}

pub async fn file(db: &PgPool, viewer: &Viewer, reference: &str, key: Uuid, draft: &Draft) -> desk::Result<()> {
    claims::file(db, viewer, now(), &book(), reference, (key, draft), (Limits::default(), SAYS)).await
}

pub async fn claim(db: &PgPool, viewer: &Viewer, reference: &str) -> Claim {
    seen(db, viewer, reference).await.claim().cloned().unwrap()
}

pub async fn offer(db: &PgPool, viewer: &Viewer, reference: &str, cents: Option<i64>, why: &str) -> desk::Result<Stage> {
    let claim = claims::standing(db, reference).await?.unwrap().id;
    let offer = Offer { claim, amount: cents.map(|cents| Decimal::new(cents, 2)), why };
    claims::offer(db, viewer, later(5), reference, offer, SAYS).await
}

pub async fn answer(db: &PgPool, viewer: &Viewer, reference: &str, answer: Answer<'_>) -> desk::Result<()> {
    claims::answer(db, viewer, later(9), reference, answer, SAYS).await
}

pub async fn seen(db: &PgPool, viewer: &Viewer, reference: &str) -> Entitled {
    claims::entitled(db, viewer, later(10), &book(), reference).await.unwrap()
}

/// What the passenger reads in the case.
pub async fn said(db: &PgPool, viewer: &Viewer, reference: &str) -> Vec<String> {
    let words = |event: Event| if let Event::Message { words, .. } = event { Some(words) } else { None };
    view(db, viewer, later(10), reference, false).await.unwrap().entries.into_iter().filter_map(|entry| words(entry.event)).collect()
}
