//! Who sees where a bag is, and what they see.

use crate::scene::{ACCEPTED, BAG, LOADED, SORTED, again, at, brought, count, scene, staff};
use desk::bags::{Opened, forget, open_bag, trace, versions};
use desk::{Error, PgPool};
use domain::bag::{Standing, What};
use domain::booking::BagTag;
use domain::locale::Locale;
use domain::rights::{Grants, Role, Viewer, Who};
use jiff::SignedDuration;
use std::net::{IpAddr, Ipv4Addr};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));

fn tag() -> BagTag {
    BagTag::parse("0992301118").unwrap()
}

async fn opened(db: &PgPool, viewer: &Viewer, tag: &str, name: &str) -> Result<Opened, Error> {
    open_bag(db, viewer, at("18:30"), HERE, "LD", tag, name).await
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn tag_and_name_open_a_bag_and_every_wrong_is_the_same(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:10", &[ACCEPTED, SORTED]).await;
    let viewer = desk::access::open(&db, at("18:00"), "test").await.unwrap().1;
    let refusal = |outcome: Result<Opened, Error>| match outcome {
        Err(Error::Invalid(errors)) => errors.iter().map(|error| (error.field, error.message)).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    for (tag, name) in [("0992301118", "Rivera"), ("0992999999", "Okafor"), ("LD 301119", "okafor")] {
        assert_eq!(refusal(opened(&db, &viewer, tag, name).await), [("family_name", "bag-not-found")], "{tag} {name}");
    }
    assert_eq!(refusal(opened(&db, &viewer, "12345", "Okafor").await), [("tag", "bag-tag-wrong")]);
    assert_eq!(refusal(opened(&db, &viewer, " ", "").await).len(), 2);
    // by the number alone, whatever is known of the bag
    assert_eq!(opened(&db, &viewer, "BA 728359", "Okafor").await.unwrap(), Opened::Elsewhere("British Airways".into()));
    // a number that airlines share: the one whose letters were typed, else each of them
    for (tag, airline) in
        [("9V123456", "Avior Airlines"), ("9v 123456", "Avior Airlines"), ("0742123456", "Divi Divi Air / Avior Airlines")]
    {
        assert_eq!(opened(&db, &viewer, tag, "Okafor").await.unwrap(), Opened::Elsewhere(airline.into()), "{tag}");
    }
    assert!(matches!(trace(&db, &viewer, at("18:30"), Locale::En, &tag()).await, Err(Error::NotFound)));
    for typed in ["0992 301118", "ld301118", "992301118", "2992301118"] {
        assert!(matches!(opened(&db, &viewer, typed, " ókafor ").await.unwrap(), Opened::Here(_)), "{typed}");
    }
    let viewer = again(&db, &viewer).await;
    let bag = trace(&db, &viewer, at("18:30"), Locale::En, &tag()).await.unwrap();
    assert_eq!((bag.standing, bag.seen_at.unwrap().city.as_str(), bag.legs.len()), (Standing::Sorted, "Newark", 2));
    assert_eq!(bag.steps.iter().map(|step| step.what).collect::<Vec<_>>(), [What::Accepted, What::Sorted]);
    assert_eq!(versions(&db, &viewer, &["0992301118".into(), "0992999999".into()]).await.unwrap().len(), 1);
    assert_eq!(count(&db, "select count(*) from audit").await, 0, "what is theirs leaves no look");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn guessing_names_ends_soon(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:10", &[ACCEPTED]).await;
    let viewer = desk::access::open(&db, at("18:00"), "test").await.unwrap().1;
    for _ in 0..10 {
        assert!(matches!(opened(&db, &viewer, "0992301118", "Nobody").await, Err(Error::Invalid(_))));
    }
    assert!(matches!(opened(&db, &viewer, "0992301118", "Okafor").await, Err(Error::Limited { .. })));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_trip_opens_it_too_and_staff_leave_a_look(db: PgPool) {
    scene(&db).await;
    brought(&db, "19:10", &[ACCEPTED, LOADED]).await;
    let holder = |trips: &[&str]| {
        let trips = trips.iter().map(ToString::to_string).collect();
        Viewer { who: Who::Public(Grants { trips, ..Grants::default() }), ..Viewer::default() }
    };
    let bag = trace(&db, &holder(&["X4TE6N"]), at("19:10"), Locale::ZhCn, &tag()).await.unwrap();
    assert_eq!((bag.standing, bag.seen_at.unwrap().city.as_str()), (Standing::Loaded, "纽瓦克"));
    assert!(bag.legs[0].loaded.is_some() && bag.legs[1].loaded.is_none());
    assert!(matches!(trace(&db, &holder(&["OTHER2"]), at("19:10"), Locale::En, &tag()).await, Err(Error::NotFound)));
    let agent = staff(&db, Role::Agent, &["refunds"]).await;
    trace(&db, &agent, at("19:10"), Locale::En, &tag()).await.unwrap();
    assert_eq!(count(&db, "select count(*) from audit where subject = '0992301118'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn who_is_not_loaded_reads_it_before_landing_and_a_trace_ends(db: PgPool) {
    scene(&db).await;
    // another bag of the flight is told of, this one is not
    let other = LOADED.replace("0992301118", "0992301119");
    let first = ACCEPTED.replace("0992301118", "0992301119");
    brought(&db, "19:15", &[ACCEPTED, SORTED, &first, &other]).await;
    brought(&db, "19:40", &["MVT\nLD408/21.N409LX.EWR\nAD1921/1935 EA2150 ORD"]).await;
    let lead = staff(&db, Role::Supervisor, &[]).await;
    let mine = tag();
    let seen = |minutes| trace(&db, &lead, at("19:40") + SignedDuration::from_mins(minutes), Locale::En, &mine);
    let left = seen(1).await.unwrap();
    assert_eq!((left.standing, left.ended_at), (Standing::LeftBehind, None));
    assert!(forget(&db, at("19:40") + SignedDuration::from_hours(24 * 101)).await.unwrap() > 0);
    let ended = seen(24 * 60 * 101).await.unwrap();
    assert!(ended.ended_at.is_some() && ended.steps.is_empty());
    let viewer = desk::access::open(&db, at("18:00"), "test").await.unwrap().1;
    assert!(matches!(opened(&db, &viewer, "0992301118", "Okafor").await.unwrap(), Opened::Here(_)), "so that it can be told");
    forget(&db, at("19:40") + SignedDuration::from_hours(24 * 202)).await.unwrap();
    assert_eq!(sqlx::query_scalar::<_, i64>("select count(*) from bag_trace where bag = $1").bind(BAG).fetch_one(&db).await.unwrap(), 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn whose_bag_it_was_before_does_not_open_it_now(db: PgPool) {
    scene(&db).await;
    sqlx::raw_sql(
        "insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source)
             values ('OLDER2', '2026-08-01', 'ticketed', 'web', 'flex', 100, 'USD', 'imported');
         insert into passenger (id, locator, position, family_name, given_name, family_keys, kind) values
             ('22222222-2222-4222-8222-222222222223', 'OLDER2', 1, 'Rivera', 'Jo', '{RIVERA}', 'adult');
         insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included) values
             ('OLDER2', 1, 'LD', 408, '2026-09-21', 'EWR', 'ORD', 'economy', 'Y', 1);
         insert into bag (tag, locator, passenger_position, destination, accepted_at) values ('0992301118', 'OLDER2', 1, 'ORD', '2026-09-21 17:00Z')",
    )
    .execute(&db)
    .await
    .unwrap();
    let viewer = desk::access::open(&db, at("18:00"), "test").await.unwrap().1;
    assert!(matches!(opened(&db, &viewer, "0992301118", "Rivera").await.unwrap(), Opened::Here(_)), "until it is another's");
    // of a booking nobody knows here
    brought(&db, "18:10", &[&ACCEPTED.replace("X4TE6N", "QQQQQ2")]).await;
    let holder =
        |trip: &str| Viewer { who: Who::Public(Grants { trips: vec![trip.to_owned()], ..Grants::default() }), ..Viewer::default() };
    for (times, accepted_at) in [("an hour", Some("2026-09-21 17:00Z")), ("flights alone", None)] {
        sqlx::query("update bag set accepted_at = $1::timestamptz").bind(accepted_at).execute(&db).await.unwrap();
        assert!(matches!(opened(&db, &viewer, "0992301118", "Rivera").await, Err(Error::Invalid(_))), "{times}");
        assert!(matches!(trace(&db, &holder("OLDER2"), at("18:30"), Locale::En, &tag()).await, Err(Error::NotFound)), "{times}");
        assert_eq!(versions(&db, &holder("OLDER2"), &["0992301118".into()]).await.unwrap(), [], "{times}");
    }
    assert!(matches!(opened(&db, &viewer, "0992301118", "Okafor").await.unwrap(), Opened::Here(_)));
    // a booking that came with its tags, and flies now
    sqlx::query("update segment set flight_date = '2026-11-21' where locator = 'OLDER2'").execute(&db).await.unwrap();
    assert!(matches!(opened(&db, &viewer, "0992301118", "Rivera").await.unwrap(), Opened::Here(_)));
    // checked in again for the newer one, it is theirs
    sqlx::query("update bag set accepted_at = '2026-09-21 17:00Z'").execute(&db).await.unwrap();
    brought(&db, "18:12", &[&ACCEPTED.replace("211745", "211811")]).await;
    assert_eq!(count(&db, "select count(*) from bag where locator = 'X4TE6N'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn it_ends_where_check_in_said_last_and_the_flight_it_goes_on_is_told(db: PgPool) {
    scene(&db).await;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
            ('LD', 410, '2026-11-21', 'EWR', 'ORD', '2026-11-21 20:20Z', '2026-11-21 22:55Z', 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    let lead = staff(&db, Role::Supervisor, &[]).await;
    let mine = tag();
    let now = |clock: &'static str| trace(&db, &lead, at(clock), Locale::En, &mine);
    // goes on with another airline: Chicago is not the end, though no flight of ours goes further
    let interline = ACCEPTED.replace("LD412/21NOV/DEN", "UA9/21NOV/SEA").replace("X4TE6N", "QQQQQ2");
    brought(&db, "19:00", &[&interline, LOADED]).await;
    brought(&db, "21:50", &["MVT\nLD408/21.N409LX.EWR\nAD1921/1935", "MVT\nLD408/21.N409LX.ORD\nAA2140/2148"]).await;
    assert_eq!(now("21:51").await.unwrap().standing, Standing::Onward);
    // changed at check-in: it ends in Chicago
    let ends = ACCEPTED
        .replace("BSM\n.V", "BSM\nCHG\n.V")
        .replace(".O/LD412/21NOV/DEN/Y\n", "")
        .replace("211745", "211747")
        .replace("X4TE6N", "QQQQQ2");
    brought(&db, "21:52", &[&ends]).await;
    assert_eq!(now("21:53").await.unwrap().standing, Standing::Landed);
    // moved to the later flight and back again: the earlier is the one it goes on
    let later = ACCEPTED.replace("LD408", "LD410").replace("211745", "211750");
    let other = |message: &str| message.replace("0992301118", "0992301117");
    let back = ACCEPTED.replace("211745", "211755");
    brought(&db, "18:00", &[&other(ACCEPTED), &other(&later), &other(&back)]).await;
    let second = BagTag::parse("0992301117").unwrap();
    let bag = trace(&db, &lead, at("18:01"), Locale::En, &second).await.unwrap();
    assert_eq!(bag.legs.iter().map(|leg| leg.flight.designator.to_string()).collect::<Vec<_>>(), ["LD408", "LD412"]);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn tags_that_two_share_answer_to_both(db: PgPool) {
    scene(&db).await;
    let both = ACCEPTED.replace("0992301118001", "0992301118002").replace("\n.L", "\n.P/1LIMA/JOSE\n.L");
    brought(&db, "18:10", &[&both]).await;
    let viewer = desk::access::open(&db, at("18:00"), "test").await.unwrap().1;
    for name in ["Okafor", "Lima"] {
        for tag in ["0992301118", "0992301119"] {
            assert!(matches!(opened(&db, &viewer, tag, name).await.unwrap(), Opened::Here(_)), "{tag} {name}");
        }
    }
    assert!(opened(&db, &viewer, "0992301118", "Rivera").await.is_err());
}
