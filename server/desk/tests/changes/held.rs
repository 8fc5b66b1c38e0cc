//! On hold: paid by the hour that was told, or for sale again (CHG-9).

use super::common::count;
use super::scene::*;
use desk::PgPool;
use desk::bookings::{self, NewBooking};
use desk::changes;
use desk::papers;
use desk::payments::{self, News, Source as Heard};
use domain::booking::BookingState;
use domain::locale::Locale;
use domain::payment::State;
use domain::rights::{Grants, Viewer, Who};
use uuid::Uuid;

fn on_hold() -> NewBooking {
    let mut booking = booking("X4TE6N", "standard", 2);
    booking.passengers.iter_mut().for_each(|person| person.ticket_number = None);
    NewBooking { state: BookingState::Held, pay_by: Some(later(60)), ..booking }
}

async fn charge(db: &PgPool, viewer: &Viewer) -> payments::Payment {
    bookings::held(db, viewer, &locator()).await.unwrap().unwrap().charge.unwrap()
}

async fn provider_says(db: &PgPool, charge: &payments::Payment, state: State) {
    let news = News {
        id: Uuid::new_v4().to_string(),
        key: charge.id.to_string(),
        direction: charge.direction,
        state,
        amount: charge.amount,
        reason: None,
        means: None,
        provider_ref: None,
        hosted_url: None,
        at: now(),
    };
    payments::event(db, now(), Heard::Message, &news).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn paid_in_time_the_tickets_are_issued_once(db: PgPool) {
    world(&db).await;
    sqlx::query("insert into airline (iata, name, numeric_code) values ('LD', 'Landside Air', '992')").execute(&db).await.unwrap();
    booked(&db, on_hold()).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let named = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..viewer.clone() };
    assert!(matches!(bookings::pay(&db, &named, now(), Locale::En, &locator()).await, Err(desk::Error::VerifyFirst { .. })));
    for _ in 0..2 {
        bookings::pay(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    }
    assert_eq!(count(&db, "select count(*) from payment").await, 1, "a double click");
    let first = charge(&db, &viewer).await;
    assert_eq!(first.amount, usd(38_700));
    provider_says(&db, &first, State::Declined).await;
    assert_eq!(bookings::settle_held(&db, now()).await.unwrap(), 0);
    bookings::pay(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    provider_says(&db, &charge(&db, &viewer).await, State::Authorised).await;
    // the hour strikes while the bank says yes: it is paid
    assert_eq!(bookings::lapse_due(&db, later(63)).await.unwrap(), 0);
    assert_eq!((bookings::settle_held(&db, later(61)).await.unwrap(), bookings::settle_held(&db, later(61)).await.unwrap()), (1, 0));
    assert_eq!(count(&db, "select count(distinct ticket_number) from passenger where ticket_number ~ '^992[0-9]{10}$'").await, 2);
    assert_eq!(count(&db, "select count(*) from payment where todo = 'capture'").await, 1);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_itinerary'").await, 1);
    assert!(bookings::held(&db, &viewer, &locator()).await.unwrap().is_none());
    assert_eq!(seats(&db, 408).await, (2, 0));
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn not_paid_in_time_the_seats_are_for_sale_again(db: PgPool) {
    world(&db).await;
    booked(&db, on_hold()).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    bookings::pay(&db, &viewer, later(59), Locale::En, &locator()).await.unwrap();
    assert_eq!(bookings::lapse_due(&db, later(61)).await.unwrap(), 0, "the bank's word may be on its way");
    assert_eq!((bookings::lapse_due(&db, later(62)).await.unwrap(), bookings::lapse_due(&db, later(62)).await.unwrap()), (1, 0));
    assert_eq!((seats(&db, 408).await, seats(&db, 409).await), ((0, 0), (0, 0)));
    seats_add_up(&db).await;
    assert_eq!(count(&db, "select count(*) from booking where state = 'cancelled'").await, 1);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_lapsed'").await, 1);
    // nobody gets a receipt for what was never paid
    assert!(matches!(changes::receipt(&db, &viewer, later(62), Locale::En, &locator()).await, Err(desk::Error::NotFound)));
    assert!(!papers::papers(&db, &viewer, later(62), Locale::En, &locator()).await.unwrap().receipt);
    assert!(matches!(bookings::pay(&db, &viewer, later(61), Locale::En, &locator()).await, Err(desk::Error::Conflict("pay-not-on-hold"))));
}
