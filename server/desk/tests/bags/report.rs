//! Reports about bags: a case with a reference at once, once for each bag, by whoever may.

use crate::scene::{ACCEPTED, again, at, brought, count, scene, staff};
use desk::bags::{BY_TAG, Filed, Filing, WITHOUT, another, case_of, file, known_bag, of_trip, open_bag, read_report, report_of};
use desk::cases::Draft;
use desk::files::Chosen;
use desk::flights::airports;
use desk::{Error, PgPool};
use domain::bag::{Problem, Stage};
use domain::booking::{BagTag, IdentityCheck, Locator};
use domain::locale::Locale;
use domain::rights::{Grants, Role, Viewer, Who};
use std::net::{IpAddr, Ipv4Addr};
use uuid::Uuid;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));

fn answers(more: &[(&str, &str)]) -> Draft {
    let all = [
        ("problem", "missing"),
        ("bag", BY_TAG),
        ("tag", "0992301118"),
        ("type", "22"),
        ("colour", "BK"),
        ("material", "R"),
        ("extra", "W,H"),
        ("contents", "shoes,books"),
        ("inside", "A red ski jacket"),
        ("seen", "At the belt"),
        ("here", "Hotel Astoria, room 12"),
        ("name", "Ada Okafor"),
        ("email", "ada@example.com"),
    ];
    all.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn filing(db: &PgPool, viewer: &Viewer, answers: &Draft) -> Result<Filing, Vec<(&'static str, &'static str)>> {
    let known = known_bag(db, viewer, answers).await.unwrap();
    let today = "2026-11-21".parse().unwrap();
    let (reported, mut new, errors) = read_report(answers, known.as_ref(), &airports(db).await.unwrap(), "LD", today, Locale::En);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| (error.field, error.message)).collect());
    }
    (new.subject, new.words) = ("Missing".into(), "All that was told".into());
    Ok(Filing { reported: reported.unwrap(), new, files: Chosen::default() })
}

pub async fn filed(db: &PgPool, viewer: &Viewer, more: &[(&str, &str)]) -> Result<Filed, Error> {
    let filing = filing(db, viewer, &answers(more)).await.unwrap();
    file(db, viewer, at("23:00"), Uuid::new_v4(), "LD", filing).await
}

pub async fn passenger(db: &PgPool) -> Viewer {
    desk::access::open(db, at("18:00"), "test").await.unwrap().1
}

/// Somebody who has opened the bag by tag and name.
pub async fn owner(db: &PgPool) -> Viewer {
    let viewer = passenger(db).await;
    open_bag(db, &viewer, at("22:50"), HERE, "LD", "0992301118", "Okafor").await.unwrap();
    again(db, &viewer).await
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_report_is_a_case_with_a_reference_and_the_same_bag_leads_to_it(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:10", &[ACCEPTED]).await;
    let viewer = owner(&db).await;
    let filing = filing(&db, &viewer, &answers(&[])).await.unwrap();
    assert_eq!(filing.reported.station, "DEN", "where the bag goes");
    assert_eq!(filing.new.locator, None, "a tag and a name open no booking");
    let key = Uuid::new_v4();
    let (first, twice) = tokio::join!(
        file(&db, &viewer, at("23:00"), key, "LD", filing.clone()),
        file(&db, &viewer, at("23:00"), key, "LD", filing.clone())
    );
    let Filed::Open(reference) = first.unwrap() else { panic!("no case") };
    let Filed::Open(again) = twice.unwrap() else { panic!("no case") };
    assert_eq!(reference, again, "one press, one case");
    let report = report_of(&db, &reference).await.unwrap().unwrap();
    assert_eq!((report.pir.as_str(), report.problem, report.stage), ("DENLD10001", Problem::Missing, Stage::Open));
    let kept: (String, String, Option<String>, Vec<String>) = sqlx::query_as(
        "select f.subject, r.descriptor, r.locator, r.family_keys from baggage_report r join case_file f on f.id = r.case_id
          where f.department = 'baggage' and f.topic = 'bag-missing' and f.locator is null and f.bag_tag = '0992301118'",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!((kept.0.as_str(), kept.1.as_str(), kept.2.as_deref()), ("Missing · DENLD10001", "BK22RHW", Some("X4TE6N")));
    assert!(kept.3.contains(&"OKAFOR".to_owned()));
    assert_eq!(
        count(&db, "select count(*) from outbox where letter->>'subject' = 'Missing · DENLD10001'").await,
        1,
        "the reference by letter"
    );
    // somebody of the same booking hears that it is reported, and under which reference; its case is not theirs
    let companion = owner(&db).await;
    let Filed::Already { pir, case } = filed(&db, &companion, &[]).await.unwrap() else { panic!("reported twice") };
    assert_eq!((pir.as_str(), case), ("DENLD10001", None));
    // found by that reference by who may read it
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    assert_eq!(case_of(&db, &agent, &pir).await.unwrap(), Some(reference));
    assert_eq!(case_of(&db, &companion, &pir).await.unwrap(), None);
    assert_eq!(count(&db, "select count(*) from case_file where search @@ to_tsquery('simple', 'denld10001')").await, 1);
    // damaged is another matter, with the next number
    assert!(matches!(
        filed(&db, &companion, &[("problem", "damaged"), ("part", "WHEELS,nothing,SIDE"), ("severity", "MA")]).await.unwrap(),
        Filed::Open(_)
    ));
    assert_eq!(
        count(
            &db,
            "select count(*) from baggage_report where pir = 'DENLD10002' and damage_parts = '{SIDE,WHEELS}' and damage_severity = 'MA'"
        )
        .await,
        1
    );
    let unsaid = self::filing(&db, &companion, &answers(&[("problem", "damaged"), ("part", "nothing")])).await.unwrap_err();
    assert_eq!(unsaid, [("part", "report-part-missing"), ("severity", "report-severity-missing")]);
}

/// The browser with the cases it has opened.
async fn opener(db: &PgPool, viewer: &Viewer) -> Viewer {
    let cases = sqlx::query_scalar::<_, String>("select subject from session_grant where session_id = $1 and kind = 'case'");
    let cases = cases.bind(viewer.session.as_deref()).fetch_all(db).await.unwrap();
    let cases = cases.iter().map(|case| case.parse().unwrap()).collect();
    Viewer { who: Who::Public(Grants { cases, ..Grants::default() }), ..viewer.clone() }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn another_bag_begins_with_what_holds_for_both_and_both_name_each_other(db: PgPool) {
    scene(&db).await;
    let (viewer, stranger) = (passenger(&db).await, passenger(&db).await);
    let told = [("bag", WITHOUT), ("flight", "408"), ("flight_date", "2026-11-21"), ("airport", "ORD"), ("telephone", "+1 312 555 0100")];
    let Filed::Open(first) = filed(&db, &viewer, &told).await.unwrap() else { panic!("no case") };
    let viewer = opener(&db, &viewer).await;
    assert!(matches!(another(&db, &stranger, at("23:01"), &first).await, Err(Error::NotFound)));
    let mut begun = another(&db, &viewer, at("23:01"), &first).await.unwrap();
    for (name, answer) in [
        ("problem", "missing"),
        ("beside", "ORDLD10001"),
        ("flight", "LD408"),
        ("airport", "ORD"),
        ("telephone", "+1 312 555 0100"),
        ("email", "ada@example.com"),
    ] {
        assert_eq!(begun.get(name).map(String::as_str), Some(answer), "{name}");
    }
    for unknown in ["type", "colour", "inside", "seen", "bag", "tag"] {
        assert_eq!(begun.get(unknown), None, "{unknown}");
    }
    // the questions that are left
    for (name, answer) in [("bag", WITHOUT), ("type", "02"), ("colour", "RD"), ("seen", "At the belt")] {
        begun.insert(name.into(), answer.into());
    }
    let filing = self::filing(&db, &viewer, &begun).await.unwrap();
    let Filed::Open(second) = file(&db, &viewer, at("23:02"), Uuid::new_v4(), "LD", filing.clone()).await.unwrap() else {
        panic!("no case")
    };
    for (case, other) in [(&first, "ORDLD10002"), (&second, "ORDLD10001")] {
        let beside = report_of(&db, case).await.unwrap().unwrap().beside;
        assert_eq!(beside.iter().map(ToString::to_string).collect::<Vec<_>>(), [other]);
    }
    // a third names the first, and so do all; nobody ties theirs to somebody else's
    assert_eq!(
        another(&db, &viewer, at("23:03"), &second).await.unwrap_err().to_string(),
        Error::NotFound.to_string(),
        "opened by a browser read anew"
    );
    let viewer = opener(&db, &viewer).await;
    assert_eq!(another(&db, &viewer, at("23:03"), &second).await.unwrap()["beside"], "ORDLD10001");
    let Filed::Open(theirs) = file(&db, &stranger, at("23:04"), Uuid::new_v4(), "LD", filing).await.unwrap() else { panic!("no case") };
    assert_eq!(report_of(&db, &theirs).await.unwrap().unwrap().beside, []);
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    assert!(another(&db, &agent, at("23:05"), &first).await.is_ok());
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_missing_is_asked_for_and_nobody_reports_what_is_not_theirs(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:10", &[ACCEPTED]).await;
    let stranger = passenger(&db).await;
    let refused = |outcome: Result<Filing, Vec<(&'static str, &'static str)>>| outcome.unwrap_err();
    assert!(refused(filing(&db, &stranger, &answers(&[])).await).contains(&("bag", "report-bag-again")));
    assert!(
        refused(filing(&db, &stranger, &answers(&[("bag", &of_trip("X4TE6N", &BagTag::parse("0992301118").unwrap()))])).await)
            .contains(&("bag", "report-bag-again"))
    );
    let without = [("bag", WITHOUT), ("tag", "")];
    let wrong = refused(filing(&db, &stranger, &answers(&without)).await);
    assert_eq!(wrong, [("flight", "report-flight-missing"), ("flight_date", "report-date-wrong"), ("airport", "report-airport-missing")]);
    let told = [("bag", WITHOUT), ("flight", "408"), ("flight_date", "2026-11-21"), ("airport", "chicago")];
    let known = filing(&db, &stranger, &answers(&told)).await.unwrap();
    assert_eq!((known.reported.station.as_str(), known.new.flight), ("ORD", Some(("LD".into(), 408, "2026-11-21".parse().unwrap()))));
    let empty = [("type", "21"), ("colour", ""), ("seen", " "), ("here", ""), ("email", "nobody"), ("here_until", "yesterday")];
    let wrong = refused(filing(&db, &stranger, &answers(&[&told[..], &empty[..]].concat())).await);
    let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["type", "colour", "seen", "here_until", "here", "email"]);
    // two without a number are two
    for _ in 0..2 {
        assert!(matches!(filed(&db, &stranger, &told).await.unwrap(), Filed::Open(_)));
    }
    assert_eq!(count(&db, "select count(*) from baggage_report where bag is null and station = 'ORD'").await, 2);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn staff_report_for_whom_they_have_identified(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:10", &[ACCEPTED]).await;
    let (_, mut browser) = desk::access::open(&db, at("18:00"), "test").await.unwrap();
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    browser.who = agent.who.clone();
    assert!(matches!(filed(&db, &browser, &[]).await, Err(Error::VerifyFirst { .. })));
    let locator = Locator::parse("X4TE6N").unwrap();
    desk::access::identify(&db, &browser, at("22:00"), &locator, Some(IdentityCheck::Document), None).await.unwrap();
    let Filed::Open(reference) = filed(&db, &browser, &[("language", "zh-CN")]).await.unwrap() else { panic!("no case") };
    let channel: (String, String, Option<String>) = sqlx::query_as("select channel, language, locator from case_file where reference = $1")
        .bind(&reference)
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!((channel.0.as_str(), channel.1.as_str(), channel.2.as_deref()), ("counter", "zh-CN", Some("X4TE6N")));
    assert_eq!(count(&db, "select count(*) from audit where action = 'bag_reported'").await, 1);
    let administrator = staff(&db, Role::Administrator, &[]).await;
    browser.who = administrator.who;
    let open = answers(&[("bag", WITHOUT), ("flight", "LD408"), ("flight_date", "2026-11-21"), ("airport", "ORD")]);
    let filing = filing(&db, &browser, &open).await.unwrap();
    assert!(matches!(file(&db, &browser, at("23:00"), Uuid::new_v4(), "LD", filing).await, Err(Error::Forbidden)));
    // a trip opened here gives its bags, and their case names it
    let trip = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..passenger(&db).await };
    let of_trip = answers(&[("bag", &of_trip("X4TE6N", &BagTag::parse("0992301118").unwrap())), ("problem", "pilfered")]);
    let filing = self::filing(&db, &trip, &of_trip).await.unwrap();
    assert_eq!(filing.new.locator.as_deref(), Some("X4TE6N"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_bag_is_missed_after_its_flight(db: PgPool) {
    scene(&db).await;
    let viewer = passenger(&db).await;
    for (day, good) in [("2026-11-21", true), ("2026-11-22", true), ("2026-11-23", false), ("2025-11-21", true), ("2025-11-20", false)] {
        let told = answers(&[("bag", WITHOUT), ("flight", "408"), ("flight_date", day), ("airport", "ORD")]);
        let wrong = filing(&db, &viewer, &told).await.err().unwrap_or_default();
        assert_eq!(wrong.contains(&("flight_date", "report-date-wrong")), !good, "{day}");
    }
}
