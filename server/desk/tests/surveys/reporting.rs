//! Reports add up what was sent, and lead to the answers behind each number (SUR-4).

use super::scene::{AGENT, after, answer, asking, begin, count, scene, staff};
use desk::reports::{self, Cursor, Report};
use desk::{Error, PgPool, commitments};
use domain::commitment::{Commitment, Tally};
use domain::report::{Filter, Group, NONE, Said, Totals};
use domain::rights::{Role, StaffMember, Viewer, Who};
use domain::statistic::{Driver, Moments};
use domain::survey::{Answer, Measure};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

fn lead() -> Viewer {
    staff(Role::Supervisor)
}

fn filter(address: &str) -> Filter {
    let fields: Vec<(&str, &str)> = address.split('&').filter_map(|pair| pair.split_once('=')).collect();
    Filter::read(|name| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
}

pub async fn report(db: &PgPool, address: &str) -> Report {
    reports::report(db, &lead(), after(24), &filter(address)).await.unwrap()
}

/// What one response says: question, measure, touchpoint, number.
pub type Answered<'a> = &'a [(&'a str, &'a str, Option<&'a str>, i16)];

/// A response about a flight, as a program that knows nothing of reports leaves it.
pub async fn flown(db: &PgPool, n: u32, at: &str, (origin, destination): (&str, &str), tier: Option<&str>, said: Answered<'_>) -> Uuid {
    let id = Uuid::from_u128(n.into());
    sqlx::query(
        "insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at, done_at, month,
                                        channel, answer_locale, carrier, number, origin, destination, tier, cabin)
         values ($1, 'after-flight', 1, 'flight', $2, 'en', '{}', $3::timestamptz - interval '1 day', $3::timestamptz, $3::timestamptz, $3::timestamptz,
                 date_trunc('month', $3::timestamptz at time zone 'UTC')::date, 'mail', 'en', 'LD', 408, $4, $5, $6, 'economy')",
    )
    .bind(id)
    .bind(format!("flight:{n}"))
    .bind(at)
    .bind(origin)
    .bind(destination)
    .bind(tier)
    .execute(db)
    .await
    .unwrap();
    for (question, measure, touchpoint, number) in said {
        sqlx::query(
            "insert into survey_answer (invitation, question, kind, number, measure, touchpoint, survey, month)
             select $1, $2, 'rating', $3, $4, $5, survey, month from survey_invitation where id = $1",
        )
        .bind(id)
        .bind(question)
        .bind(number)
        .bind(measure)
        .bind(touchpoint)
        .execute(db)
        .await
        .unwrap();
    }
    id
}

const OVERALL: &str = "satisfaction";
const RECOMMEND: &str = "recommendation";

#[sqlx::test(migrations = "../migrations")]
async fn what_is_sent_counts_at_once_and_a_branch_that_was_left_does_not(db: PgPool) {
    asking(&db).await;
    assert_eq!(report(&db, "").await.totals, Totals::default());
    let (token, now) = (begin(&db, after(1)).await, after(1));
    let first = vec![(0, Answer::Number(2)), (1, Answer::Passed), (2, Answer::Words("Cold soup".into())), (3, Answer::Number(4))];
    answer(&db, now, &token, first).await.unwrap();
    assert_eq!(report(&db, "").await.totals.responses, 0, "kept is not sent");
    let asked = report(&db, "").await.asked;
    assert_eq!((asked.asked, asked.unasked), (0, 0), "who begins on a page was not asked by a letter");
    let wrong = Answer::Picked(vec!["crew".into(), "baggage".into()]);
    answer(&db, now, &token, vec![(4, wrong), (0, Answer::Number(5))]).await.unwrap();
    let told = report(&db, "").await;
    assert_eq!(told.totals, Totals { responses: 1, rated: 1, satisfied: 1, ..Totals::default() });
    let [(name, punctuality)] = told.touchpoints.as_slice() else { panic!("{:?}", told.touchpoints) };
    assert_eq!((*name, punctuality.ratings.n, punctuality.named, told.complaining), ("punctuality", 1, 0, 0));
    assert!(told.totals.satisfaction().unwrap().few());
    assert_eq!((told.asked.asked, told.asked.answered, told.asked.unasked, told.asked.open), (0, 0, 1, true));
    // the figure that is published is the same one
    commitments::measure(&db, now).await.unwrap();
    let published = commitments::published(&db, now, None).await.unwrap().figures;
    let satisfaction = published.into_iter().find(|figure| figure.commitment == Commitment::Satisfaction).unwrap();
    assert_eq!(satisfaction.month, Tally { kept: 1, judged: 1 });
    assert_eq!(reports::verify(&db).await.unwrap(), (1, Vec::new()));
    assert_eq!(reports::complete(&db).await.unwrap(), 0);

    // what went wrong counts for whom it does
    sqlx::query("update survey_invitation set cause = 'before', created_at = created_at - interval '60 days', person = null")
        .execute(&db)
        .await
        .unwrap();
    let token = begin(&db, now).await;
    let wrong = Answer::Picked(vec!["crew".into(), "baggage".into()]);
    let all = vec![(0, Answer::Number(1)), (1, Answer::Number(0)), (2, Answer::Passed), (3, Answer::Passed), (4, wrong)];
    answer(&db, now, &token, all).await.unwrap();
    let told = report(&db, "").await;
    let named: Vec<_> = told.touchpoints.iter().map(|(name, part)| (*name, part.ratings.n, part.named)).collect();
    assert_eq!((named, told.complaining), (vec![("crew", 0, 1), ("punctuality", 1, 0), ("baggage", 0, 1)], 1));
    let named = reports::behind(&db, &lead(), now, &filter("touchpoint=baggage"), Some(Said::Named), None).await.unwrap();
    assert_eq!((named.count, named.answers.len()), (1, 1));
    assert_eq!(reports::verify(&db).await.unwrap(), (2, Vec::new()));
}

/// Thirty of EWR–ORD, ten of LHR–EWR, one sent in the hub's evening of 31 October.
pub async fn crowd(db: &PgPool) {
    crowd_and(db, false).await;
}

/// The same, and three asked about a case.
async fn crowd_and(db: &PgPool, cases: bool) {
    asking(db).await;
    for n in 0..30_u32 {
        let (overall, recommend) = if n % 3 == 0 { (2, 3) } else { (5, 10) };
        let said: Answered = &[
            ("overall", OVERALL, None, overall),
            ("recommend", RECOMMEND, None, recommend),
            ("late", OVERALL, Some("punctuality"), overall),
        ];
        flown(db, n + 1, "2026-11-10 17:00Z", ("EWR", "ORD"), Some("gold"), said).await;
    }
    for n in 0..10_u32 {
        let said: Answered = &[("overall", OVERALL, None, 4), ("effort", "effort", Some("service"), 6)];
        flown(db, n + 101, "2026-10-10 17:00Z", ("LHR", "EWR"), None, said).await;
    }
    // asked for the same thing twice, and nothing but words
    flown(db, 201, "2026-11-01 03:30Z", ("EWR", "ORD"), None, &[("again", OVERALL, None, 1), ("overall", OVERALL, None, 5)]).await;
    flown(db, 202, "2026-11-01 04:30Z", ("EWR", "ORD"), None, &[]).await;
    assert_eq!(reports::complete(db).await.unwrap(), 42);
    // none of its own route, and cases: rated themselves, or as a whole by a questionnaire that was written at the desk
    if cases {
        for (n, department, said) in [
            (401, "relations", ("handling", Some("service"), 5)),
            (402, "baggage", ("handling", Some("service"), 2)),
            (403, "baggage", ("overall", None, 4)),
        ] {
            let (question, touchpoint, number) = said;
            let id = flown(
                db,
                n,
                "2026-11-12 17:00Z",
                ("EWR", "ORD"),
                None,
                &[(question, OVERALL, touchpoint, number), ("would", RECOMMEND, None, 9)],
            )
            .await;
            about_case(db, id, department).await;
        }
        assert_eq!(reports::complete(db).await.unwrap(), 3);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn figures_are_those_counted_by_hand(db: PgPool) {
    crowd(&db).await;
    let told = report(&db, "by=station").await;
    assert_eq!(told.days, (date(2025, 12, 1), date(2026, 11, 21)));
    let all = Totals {
        responses: 42,
        rated: 42,
        satisfied: 31,
        promoters: 20,
        passives: 0,
        detractors: 10,
        effort: Moments { n: 10, sum: 60, squares: 360 },
    };
    assert_eq!(told.totals, all);
    assert!((told.totals.recommendation().unwrap().value - 100.0 / 3.0).abs() < 1e-9);
    assert_eq!(told.totals.ease().unwrap().value, 6.0);
    let months: Vec<_> = told.months.iter().map(|(month, totals)| (*month, totals.responses, totals.satisfied)).collect();
    assert_eq!(months, [(date(2026, 10, 1), 11, 11), (date(2026, 11, 1), 31, 20)], "midnight is the hub's");
    assert_eq!(told.spread[0].iter().map(|(number, count)| (*number, *count)).collect::<Vec<_>>(), [(1, 1), (2, 10), (4, 10), (5, 21)]);
    let stations: Vec<_> = told.rows.iter().map(|row| (row.value.as_str(), row.totals.responses)).collect();
    assert_eq!(stations, [("EWR", 42), ("ORD", 32), ("LHR", 10)], "both ends");
    let part = told.touchpoints.iter().find(|(name, _)| *name == "punctuality").unwrap();
    let (Measure::Recommendation, Driver::Strength(strength)) = part.1.driver() else { panic!("thirty people") };
    assert!(strength.value > 0.99 && part.1.index().unwrap().value == 4.0 && part.1.dissatisfied == 10);

    for (address, responses, satisfied) in [
        ("from=2026-11", 31, 20),
        ("to=2026-10", 11, 11),
        ("from=2026-10-31&to=2026-10-31", 1, 1),
        ("station=LHR", 10, 10),
        ("route=EWR-ORD", 32, 21),
        ("route=ORD-EWR", 0, 0),
        ("flight=LD408", 42, 31),
        ("tier=gold", 30, 20),
        ("tier=-", 12, 11),
        ("occasion=case", 0, 0),
        ("touchpoint=punctuality", 30, 20),
        ("touchpoint=service", 10, 0),
        ("survey=after-flight&channel=mail&cabin=economy&language=en", 42, 31),
        ("language=zh-CN", 0, 0),
        ("tier=' or true --", 0, 0),
    ] {
        let told = report(&db, address).await.totals;
        assert_eq!((told.responses, told.satisfied), (responses, satisfied), "{address}");
        assert_eq!(reports::totals(&db, &lead(), after(24), &filter(address)).await.unwrap(), told, "{address}");
    }
    let tiers = report(&db, "by=tier").await.rows;
    assert_eq!(tiers.iter().map(|row| row.value.as_str()).collect::<Vec<_>>(), ["gold", NONE]);
}

#[sqlx::test(migrations = "../migrations")]
async fn each_value_leads_to_a_report_that_says_the_same_of_it(db: PgPool) {
    crowd_and(&db, true).await;
    for (group, narrow) in
        Group::ALL.into_iter().flat_map(|group| [(group, ""), (group, "station=EWR&"), (group, "occasion=case&"), (group, "tier=gold&")])
    {
        let asked = format!("{narrow}by={}", group.field());
        let told = report(&db, &asked).await;
        let sum: u64 = told.rows.iter().map(|row| row.totals.responses).sum();
        let twice =
            told.rows.iter().filter(|row| group == Group::Station && row.value != NONE).map(|row| row.totals.responses).sum::<u64>() / 2;
        assert_eq!(sum - twice, told.totals.responses, "{asked}");
        for row in &told.rows {
            let narrowed = filter(&asked).with(group, &row.value);
            let again = reports::totals(&db, &lead(), after(24), &narrowed).await.unwrap();
            assert_eq!(again, row.totals, "{asked} {}", row.value);
            let all = Said::Number(Measure::Satisfaction, 1, 5);
            let listed = reports::behind(&db, &lead(), after(24), &narrowed, Some(all), None).await.unwrap().count;
            assert!(listed.unsigned_abs() <= row.totals.rated && (listed > 0) == (row.totals.rated > 0), "{asked} {}", row.value);
        }
    }
    // cases: satisfaction with them, the recommendation that goes with none, and what is published is of neither
    let cases = report(&db, "occasion=case&by=department").await;
    assert_eq!((cases.totals.responses, cases.totals.rated, cases.totals.satisfied, cases.totals.promoters), (3, 3, 2, 3));
    let departments: Vec<_> = report(&db, "by=department").await.rows.iter().map(|row| (row.value.clone(), row.totals.satisfied)).collect();
    assert_eq!(departments, [(NONE.to_owned(), 31), ("baggage".into(), 1), ("relations".into(), 1)]);
    assert_eq!(report(&db, "").await.totals.rated, 43, "the whole only");
    assert_eq!(report(&db, "station=-").await.totals.responses, 3);
    assert_eq!(reports::verify(&db).await.unwrap(), (45, Vec::new()));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_number_leads_to_as_many_answers_each_once(db: PgPool) {
    crowd(&db).await;
    let now = after(24);
    let (mut seen, mut from) = (Vec::new(), None);
    let of = Said::Number(Measure::Recommendation, 0, 10);
    loop {
        let page = reports::behind(&db, &lead(), now, &filter("tier=gold"), Some(of), from).await.unwrap();
        assert_eq!(page.count, 30);
        seen.extend(page.answers.iter().map(|answer| answer.invitation));
        from = page.next.map(|next| Cursor::parse(&next.to_text()).unwrap());
        if from.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 30);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 30);
    for (address, said, found) in [
        ("", Said::Number(Measure::Satisfaction, 1, 2), 11),
        ("tier=-&station=ORD", Said::Number(Measure::Satisfaction, 1, 1), 1),
        ("tier=-&station=ORD", Said::Number(Measure::Satisfaction, 5, 5), 1),
        ("tier=-&station=ORD", Said::Number(Measure::Satisfaction, 1, 5), 1),
        ("station=LHR", Said::Number(Measure::Effort, 6, 7), 10),
        ("", Said::Words, 0),
        ("touchpoint=punctuality", Said::Number(Measure::Satisfaction, 2, 2), 10),
    ] {
        let page = reports::behind(&db, &lead(), now, &filter(address), Some(said), None).await.unwrap();
        assert_eq!((page.count, page.answers.len() as i64), (found, found.min(25)), "{address} {said:?}");
    }
    assert_eq!(Cursor::parse("2026-11-10.none"), None);
    assert_eq!(Cursor::parse(&format!("-009999-01-01.{}", Uuid::nil())), None);
    let one = reports::response(&db, &lead(), now, Uuid::from_u128(1)).await.unwrap();
    assert_eq!(one.answers.get("overall"), Some(&Answer::Number(2)));
    assert!(matches!(reports::response(&db, &lead(), now, Uuid::nil()).await, Err(Error::NotFound)));
    assert_eq!(count(&db, "select count(*) from audit where action = 'survey_read'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'survey_listed'").await, 9);
}

/// A response about a case of a department.
async fn of_case(db: &PgPool, n: u32, department: &str) -> Uuid {
    let id = flown(db, n, "2026-11-10 17:00Z", ("EWR", "ORD"), None, &[("handling", OVERALL, Some("service"), 5)]).await;
    about_case(db, id, department).await;
    id
}

async fn about_case(db: &PgPool, id: Uuid, department: &str) {
    let sql = "update survey_invitation set occasion = 'case', department = $2, case_kind = 'complaint', origin = null, destination = null, carrier = null,
                      number = null where id = $1";
    sqlx::query(sql).bind(id).bind(department).execute(db).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn figures_go_by_department_and_words_to_who_leads(db: PgPool) {
    scene(&db).await;
    desk::surveys::ship(&db, after(-400), true).await.unwrap();
    let (theirs, others) = (of_case(&db, 1, "relations").await, of_case(&db, 2, "baggage").await);
    flown(&db, 3, "2026-11-10 17:00Z", ("EWR", "ORD"), None, &[("overall", OVERALL, None, 1)]).await;
    reports::complete(&db).await.unwrap();
    let now: Timestamp = after(24);
    let all = filter("");
    let nobody = Viewer::default();
    assert!(matches!(reports::report(&db, &nobody, now, &all).await, Err(Error::SignInFirst)));
    assert!(matches!(reports::behind(&db, &nobody, now, &all, None, None).await, Err(Error::SignInFirst)));
    assert!(matches!(reports::response(&db, &nobody, now, theirs).await, Err(Error::SignInFirst)));

    let (agent, owner) = (staff(Role::Agent), staff(Role::Owner));
    let cases = filter("occasion=case");
    for viewer in [&agent, &owner] {
        let told = reports::report(&db, viewer, now, &cases).await.unwrap();
        assert_eq!((told.totals.responses, told.totals.satisfied, told.asked.asked), (1, 1, 1), "{viewer:?}");
        assert_eq!(reports::report(&db, viewer, now, &all).await.unwrap().totals, Totals { responses: 1, ..Totals::default() });
    }
    assert_eq!(reports::report(&db, &lead(), now, &cases).await.unwrap().totals.satisfied, 2);
    assert!(matches!(reports::behind(&db, &agent, now, &cases, None, None).await, Err(Error::Forbidden)));
    assert!(matches!(reports::response(&db, &agent, now, theirs).await, Err(Error::Forbidden)));
    let listed = reports::behind(&db, &owner, now, &cases, None, None).await.unwrap();
    assert_eq!(listed.answers.iter().map(|answer| answer.invitation).collect::<Vec<_>>(), [theirs]);
    assert!(reports::response(&db, &owner, now, theirs).await.is_ok());
    assert!(matches!(reports::response(&db, &owner, now, others).await, Err(Error::NotFound)));
    let homeless = StaffMember { id: AGENT.into(), name: "Mei Chen".into(), role: Role::Owner, departments: Vec::new() };
    let homeless = Viewer { who: Who::Staff(homeless), ..Viewer::default() };
    assert_eq!(reports::report(&db, &homeless, now, &cases).await.unwrap().totals, Totals::default());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_check_tells_what_does_not_add_up(db: PgPool) {
    crowd(&db).await;
    assert_eq!(reports::verify(&db).await.unwrap(), (42, Vec::new()));
    // erased with the person: gone from the sums, too
    sqlx::query("delete from survey_invitation where id = $1").bind(Uuid::from_u128(1)).execute(&db).await.unwrap();
    assert_eq!(reports::verify(&db).await.unwrap(), (41, Vec::new()));
    sqlx::query("update survey_figure set satisfaction = 1 where touchpoint = 'punctuality'").execute(&db).await.unwrap();
    sqlx::query("delete from survey_figure where invitation = $1").bind(Uuid::from_u128(101)).execute(&db).await.unwrap();
    let (_, differ) = reports::verify(&db).await.unwrap();
    assert_eq!(differ, ["effort", "effort service", "response", "satisfaction", "satisfaction punctuality"]);
    sqlx::query("update survey_figure set tier = 'platinum', named = true where invitation = $1 and touchpoint <> ''")
        .bind(Uuid::from_u128(2))
        .execute(&db)
        .await
        .unwrap();
    let (_, differ) = reports::verify(&db).await.unwrap();
    assert!(["named punctuality", "what it goes by"].iter().all(|told| differ.contains(&(*told).to_owned())), "{differ:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_quarter_is_told_beside_the_one_before(db: PgPool) {
    crowd_and(&db, true).await;
    commitments::add(&db, after(0), Commitment::Pages, Tally { kept: 9, judged: 10 }).await.unwrap();
    let now = after(24 * 60);
    let quarter = async |days| reports::quarter(&db, &lead(), now, days).await.unwrap();
    let told = quarter((date(2026, 10, 1), date(2026, 12, 31))).await;
    assert_eq!(told.days_before, (date(2026, 7, 1), date(2026, 9, 30)));
    assert_eq!((told.report.totals.responses, told.before.totals.responses), (45, 0));
    assert_eq!(told.handling[0].1.satisfied, 2);
    let pages = told.promises.iter().find(|(one, ..)| *one == Commitment::Pages).unwrap();
    assert_eq!((pages.1, pages.2), (Tally { kept: 9, judged: 10 }, Tally::default()));
    assert_eq!(told.complaints, [("conduct".to_owned(), 1, 0)]);
    let next = quarter((date(2027, 1, 1), date(2027, 3, 31))).await;
    assert_eq!((next.report.totals.responses, next.before.totals.responses), (0, 45));
    assert_eq!(next.complaints, [("conduct".to_owned(), 0, 1)]);
    for viewer in [staff(Role::Agent), staff(Role::Owner)] {
        assert!(matches!(reports::quarter(&db, &viewer, now, told.days).await, Err(Error::Forbidden)));
    }
    assert!(matches!(reports::quarter(&db, &Viewer::default(), now, told.days).await, Err(Error::SignInFirst)));
}
