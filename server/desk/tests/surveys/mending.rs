//! The register of improvements: from a finding to what is told in public and to whom it came from.

use super::scene::{AGENT, CASE, after, asking, count, staff};
use super::words::{say, understood};
use desk::feedback::Filter;
use desk::improvements::{Change, Measured, New, Of, Plan, Told, act, create, effect_of, find, published, register, tell_due};
use desk::{Error, PgPool};
use domain::feedback::Theme;
use domain::improvement::{Cause, Effect, Metric, State};
use domain::locale::Locale;
use domain::rights::{ImprovementRole, Role, StaffMember, Viewer, Who};
use jiff::SignedDuration;
use uuid::Uuid;

/// Another colleague.
const OTHER: &str = "22222222-2222-4222-8222-222222222222";

fn other(role: Role) -> Viewer {
    let member = StaffMember { id: OTHER.into(), name: "Ben Ito".into(), role, departments: vec!["baggage".into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

async fn two(db: &PgPool) {
    asking(db).await;
    sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1::uuid, 'ben@example.com', 'Ben Ito', 'agent', '{baggage}', '', '')")
        .bind(OTHER)
        .execute(db)
        .await
        .unwrap();
}

fn finding() -> New {
    New { finding: "The belt at ORD stands still on Mondays".into(), ..New::default() }
}

fn plan() -> Change {
    Change::Plan(Plan { measure: "A second belt".into(), owner: OTHER.into(), due: "2026-11-22".into() })
}

fn finish(metric: &str) -> Change {
    Change::Finish(Measured { effective: "2026-11-20".into(), metric: metric.into(), station: "ord".into(), theme: "queue".into() })
}

fn told() -> Told {
    Told {
        said: ["The belt stands still.".into(), "行李转盘常停。".into()],
        did: ["There is a second belt.".into(), "增加了一条转盘。".into()],
    }
}

/// Everything up to where it is in place and has its words.
async fn in_place(db: &PgPool, new: &New) -> i64 {
    let (lead, now) = (staff(Role::Supervisor), after(2));
    let id = create(db, &lead, now, Uuid::now_v7(), new).await.unwrap();
    for (edits, change) in [plan(), Change::Begin, finish("complaints"), Change::Words(told())].into_iter().enumerate() {
        act(db, &lead, now, id, i32::try_from(edits).unwrap(), &change).await.unwrap();
    }
    id
}

#[sqlx::test(migrations = "../migrations")]
async fn anybody_suggests_a_supervisor_takes_up_and_the_owner_works(db: PgPool) {
    two(&db).await;
    let (lead, agent, now) = (other(Role::Supervisor), staff(Role::Agent), after(2));
    assert!(matches!(create(&db, &Viewer::default(), now, Uuid::now_v7(), &finding()).await, Err(Error::SignInFirst)));
    assert!(matches!(create(&db, &agent, now, Uuid::now_v7(), &New::default()).await, Err(Error::Invalid(_))));
    let key = Uuid::now_v7();
    let id = create(&db, &agent, now, key, &finding()).await.unwrap();
    assert_eq!(create(&db, &agent, now, key, &finding()).await.unwrap(), id, "pressed twice");
    let one = find(&db, &agent, now, id).await.unwrap();
    assert_eq!((one.line.state, one.role, one.by.as_deref()), (State::Suggested, ImprovementRole::Reads, Some("Mei Chen")));
    assert!(matches!(act(&db, &agent, now, id, 0, &Change::TakeUp).await, Err(Error::Forbidden)));
    assert!(matches!(act(&db, &lead, now, id, 0, &Change::Begin).await, Err(Error::Conflict("improvement-not-now"))));
    assert!(matches!(act(&db, &lead, now, id, 0, &Change::Decline("  ".into())).await, Err(Error::Invalid(_))));
    act(&db, &lead, now, id, 0, &Change::Decline("The airport does this".into())).await.unwrap();
    assert!(matches!(act(&db, &lead, now, id, 0, &Change::TakeUp).await, Err(Error::Conflict("improvement-changed"))));
    act(&db, &lead, now, id, 1, &Change::TakeUp).await.unwrap();
    act(&db, &lead, now, id, 1, &Change::TakeUp).await.unwrap();
    let much_later = act(&db, &lead, now + jiff::SignedDuration::from_secs(11), id, 1, &Change::TakeUp).await;
    assert!(matches!(much_later, Err(Error::Conflict("improvement-changed"))), "no second press: somebody looks at an old page");
    act(&db, &lead, now, id, 2, &Change::Thank("Well seen".into())).await.unwrap();
    let mine = Change::Plan(Plan { measure: "A second belt".into(), owner: AGENT.into(), due: "2026-11-22".into() });
    let nobodys = Change::Plan(Plan { measure: String::new(), owner: Uuid::now_v7().to_string(), due: "soon".into() });
    let Err(Error::Invalid(wrong)) = act(&db, &lead, now, id, 3, &nobodys).await else { panic!("nobody's plan") };
    assert_eq!(wrong.iter().map(|error| error.field).collect::<Vec<_>>(), ["measure", "owner", "due"]);
    assert!(matches!(act(&db, &lead, now, id, 3, &Change::Begin).await, Err(Error::Conflict("improvement-plan-missing"))));
    act(&db, &lead, now, id, 3, &mine).await.unwrap();
    // from now on it is theirs to work on, not to decide
    let whys = vec!["The motor is old".into(), String::new(), "Nobody looks after it".into()];
    act(&db, &agent, now, id, 4, &Change::Cause(whys, Some(Cause::Equipment))).await.unwrap();
    act(&db, &agent, now, id, 5, &Change::Begin).await.unwrap();
    assert!(matches!(act(&db, &agent, now, id, 6, &finish("nonsense")).await, Ok(())), "nothing need be compared");
    assert!(matches!(act(&db, &agent, now, id, 7, &Change::Close("Good".into())).await, Err(Error::Forbidden)));
    act(&db, &lead, now, id, 7, &Change::Close("Holds".into())).await.unwrap();
    let one = find(&db, &agent, now, id).await.unwrap();
    assert_eq!((one.line.state, one.whys.len(), one.thanked, one.result.as_deref()), (State::Closed, 2, true, Some("Holds")));
    let acts: Vec<_> = one.history.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["suggest", "decline", "take-up", "thank", "plan", "cause", "begin", "finish", "close"]);
    assert!(sqlx::query("update improvement_entry set act = 'x'").execute(&db).await.is_err(), "history is never rewritten");
    assert!(matches!(find(&db, &agent, now, id + 1).await, Err(Error::NotFound)));
    assert!(matches!(find(&db, &Viewer::default(), now, id).await, Err(Error::SignInFirst)));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_register_shows_what_is_overdue_first_and_which_causes_come_up(db: PgPool) {
    two(&db).await;
    let (lead, now) = (staff(Role::Supervisor), after(2));
    let mut ids = Vec::new();
    for (due, cause) in [("2026-12-24", Cause::People), ("2026-11-01", Cause::Equipment), ("2026-11-25", Cause::Equipment)] {
        let id = create(&db, &lead, now, Uuid::now_v7(), &finding()).await.unwrap();
        let plan = Change::Plan(Plan { measure: "x".into(), owner: OTHER.into(), due: due.into() });
        act(&db, &lead, now, id, 0, &plan).await.unwrap();
        act(&db, &lead, now, id, 1, &Change::Cause(vec!["y".into()], Some(cause))).await.unwrap();
        ids.push(id);
    }
    create(&db, &other(Role::Agent), now, Uuid::now_v7(), &finding()).await.unwrap();
    let found = register(&db, &other(Role::Agent), now, &[State::Open, State::Working]).await.unwrap();
    let lines: Vec<_> = found.lines.iter().map(|line| (line.id, line.overdue)).collect();
    assert_eq!(lines, [(ids[1], true), (ids[2], false), (ids[0], false)]);
    assert_eq!(found.causes, [(Cause::Equipment, 2, 67), (Cause::People, 1, 100)]);
    assert_eq!(register(&db, &lead, now, &[State::Suggested]).await.unwrap().lines.len(), 1);
    assert!(matches!(register(&db, &Viewer::default(), now, &[]).await, Err(Error::SignInFirst)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_finding_knows_whose_words_and_which_complaints_led_to_it(db: PgPool) {
    two(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(2), None);
    for words in ["The carousel stopped", "carousel broken", "Nice crew"] {
        say(&db, after(1), "ORD", words).await;
    }
    understood(&db, now, &mut model).await;
    let words = Some(Filter { term: Some("carousel".into()), ..Filter::default() });
    let new = New { words: words.clone(), cases: format!("{CASE}, {CASE}"), link: "/desk/feedback?term=carousel".into(), ..finding() };
    let id = create(&db, &lead, now, Uuid::now_v7(), &new).await.unwrap();
    let one = find(&db, &lead, now, id).await.unwrap();
    assert_eq!((one.line.words, one.words.len(), one.cases.as_slice()), (2, 2, [CASE.to_owned()].as_slice()));
    assert_eq!(count(&db, "select count(*) from audit where subject_kind = 'feedback' and action = 'improvement'").await, 1);
    assert_eq!(find(&db, &other(Role::Agent), now, id).await.unwrap().words, [], "words of passengers are for who may read them");
    assert!(matches!(create(&db, &other(Role::Agent), now, Uuid::now_v7(), &new).await, Err(Error::Forbidden)));
    for cases in ["LS-2222-2222", "nonsense", "' or 1=1"] {
        let wrong = create(&db, &lead, now, Uuid::now_v7(), &New { cases: cases.into(), ..finding() }).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{cases}");
    }
    for link in ["https://evil.example/desk/", "//evil.example", "javascript:alert(1)", "/desk/\\evil"] {
        let id = create(&db, &lead, now, Uuid::now_v7(), &New { link: link.into(), ..finding() }).await.unwrap();
        assert_eq!(find(&db, &lead, now, id).await.unwrap().link, None, "{link}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_published_is_in_both_languages_and_told_once_to_those_who_asked(db: PgPool) {
    two(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(2), None);
    let mut said = Vec::new();
    for words in ["The carousel stopped", "carousel broken", "carousel again", "The carousel, once more"] {
        said.push(say(&db, after(1), "ORD", words).await);
    }
    // the first wants to hear nothing, the second reads Chinese, the third has left such letters, the fourth is the second once more
    sqlx::query("update survey_invitation set tell = false where id = $1").bind(said[0]).execute(&db).await.unwrap();
    sqlx::query("update survey_invitation set answer_locale = 'zh-CN', person = 'li@example.com' where id = any($1)")
        .bind([said[1], said[3]])
        .execute(&db)
        .await
        .unwrap();
    sqlx::query("insert into opt_out (address, list, at) select person, 'surveys', now() from survey_invitation where id = $1")
        .bind(said[2])
        .execute(&db)
        .await
        .unwrap();
    understood(&db, now, &mut model).await;
    let words = Some(Filter { term: Some("carousel".into()), ..Filter::default() });
    let id = in_place(&db, &New { words, ..finding() }).await;
    assert_eq!(tell_due(&db, now).await.unwrap(), 0, "not before it is published");
    let one_language = Told { said: ["x".into(), String::new()], ..told() };
    act(&db, &lead, now, id, 4, &Change::Words(one_language)).await.unwrap();
    assert!(matches!(act(&db, &lead, now, id, 5, &Change::Publish).await, Err(Error::Conflict("improvement-words-missing"))));
    act(&db, &lead, now, id, 5, &Change::Words(told())).await.unwrap();
    assert_eq!(published(&db, Locale::En).await.unwrap(), []);
    act(&db, &lead, now, id, 6, &Change::Publish).await.unwrap();
    let shown = published(&db, Locale::ZhCn).await.unwrap();
    assert_eq!((shown.len(), shown[0].said.as_str(), shown[0].did.as_str()), (1, "行李转盘常停。", "增加了一条转盘。"));
    assert_eq!(shown[0].effect.as_ref().map(|effect| effect.2), Some(Effect::TooFew), "counted when it was published");
    // four in the morning in New York
    assert_eq!(tell_due(&db, after(16)).await.unwrap(), 0, "nobody is written to at night");
    assert_eq!(tell_due(&db, now).await.unwrap(), 2);
    assert_eq!(tell_due(&db, now).await.unwrap(), 0, "once");
    let letters: Vec<(String, String, String, String)> =
        sqlx::query_as("select recipient, locale, letter ->> 'did', state from outbox where kind = 'improved' order by state desc")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0], ("li@example.com".into(), "zh-CN".into(), "增加了一条转盘。".into(), "queued".into()));
    assert_eq!(letters[1].3, "failed", "who left such letters gets none, and the outbox says so");
    // whoever works on it does not change what everybody reads; and every word that stood there stays in the history
    let owner = other(Role::Agent);
    assert!(matches!(act(&db, &owner, now, id, 7, &Change::Words(told())).await, Err(Error::Forbidden)));
    let kept = find(&db, &lead, now, id).await.unwrap().history;
    assert!(kept.iter().any(|entry| entry.detail.to_string().contains("增加了一条转盘")), "{kept:?}");
    // taken back and published again: nobody is told twice
    act(&db, &lead, now, id, 7, &Change::Withdraw).await.unwrap();
    act(&db, &lead, now, id, 8, &Change::Publish).await.unwrap();
    sqlx::query("delete from outbox").execute(&db).await.unwrap();
    assert_eq!(tell_due(&db, after(3)).await.unwrap(), 0);
    assert_eq!(find(&db, &lead, now, id).await.unwrap().tell, (3, 3));
    // what does not hold is not told any more
    act(&db, &lead, now, id, 9, &Change::Again).await.unwrap();
    assert_eq!(published(&db, Locale::En).await.unwrap(), []);
    // what was counted of one thing is not told of another
    sqlx::query("update improvement set counts = '[[1, 2, 0], [3, 4, 0]]', counted_at = now()").execute(&db).await.unwrap();
    let measured = Measured { effective: "2026-11-20".into(), metric: "recommended".into(), ..Measured::default() };
    act(&db, &lead, now, id, 10, &Change::Finish(measured)).await.unwrap();
    let kept: bool = sqlx::query_scalar("select counts is null and counted_at is null from improvement").fetch_one(&db).await.unwrap();
    assert!(kept);
}

fn of(station: &str, theme: Option<Theme>) -> Of {
    Of { station: Some(station.to_owned()), theme, answers: None }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_effect_is_counted_before_and_since(db: PgPool) {
    two(&db).await;
    let (now, mut model) = (after(24 * 30), None);
    let effective = "2026-11-20".parse().unwrap();
    let day = |n: i64| after(0) + SignedDuration::from_hours(24 * n);
    // twenty of thirty complain before, three of thirty since; elsewhere nothing changes
    for n in 0..30_i64 {
        let line = |complains: bool| if complains { "Terrible line at the counter, we stood two hours" } else { "Thank you, lovely crew" };
        say(&db, day(-40 + n), "ORD", line(n < 20)).await;
        say(&db, day(1) + SignedDuration::from_mins(n), "ORD", line(n < 3)).await;
        say(&db, day(-200), "ORD", line(true)).await;
        say(&db, day(-10), "LAX", line(true)).await;
    }
    understood(&db, now, &mut model).await;
    let compared = (Metric::Complaints, effective);
    let seen = effect_of(&db, now, compared, &of("ORD", Some(Theme::Queue))).await.unwrap();
    let Effect::Seen { before, after, better, .. } = seen else { panic!("{seen:?}") };
    assert_eq!((before.n, after.n, better), (30, 30, Some(true)));
    assert!((before.value - 2.0 / 3.0).abs() < 1e-9 && (after.value - 0.1).abs() < 1e-9, "{before:?} {after:?}");
    assert_eq!(effect_of(&db, now, compared, &of("LAX", Some(Theme::Queue))).await.unwrap(), Effect::TooFew);
    assert_eq!(effect_of(&db, now, (Metric::Satisfied, effective), &Of::default()).await.unwrap(), Effect::TooFew);
    for (number, metric) in [(5, Metric::Satisfied), (9, Metric::Recommended), (6, Metric::Easy)] {
        let measure = match metric {
            Metric::Satisfied => "satisfaction",
            Metric::Recommended => "recommendation",
            _ => "effort",
        };
        sqlx::query(
            "insert into survey_answer (invitation, question, kind, number, measure, survey, month, touchpoint)
             select id, $1, 'rating', case when done_at >= '2026-11-20' then $2 else 1 end, $1, survey, month,
                    case when $1 = 'effort' then 'service' end from survey_invitation",
        )
        .bind(measure)
        .bind(number)
        .execute(&db)
        .await
        .unwrap();
        let seen = effect_of(&db, now, (metric, effective), &of("ORD", None)).await.unwrap();
        let Effect::Seen { before, after, better, .. } = seen else { panic!("{metric:?} {seen:?}") };
        assert_eq!(better, Some(true), "{metric:?}");
        let ends = if metric == Metric::Recommended { (-100.0, 100.0) } else { (0.0, 1.0) };
        assert_eq!((before.value, after.value), ends, "{metric:?}");
    }
    // of those a report is about it is the same, counted as the report counts them
    desk::reports::complete(&db).await.unwrap();
    let among = |station: &'static str| Of {
        answers: Some(domain::report::Filter::read(|name| (name == "station").then(|| station.to_owned()))),
        ..Of::default()
    };
    for metric in [Metric::Satisfied, Metric::Recommended, Metric::Easy] {
        let told = effect_of(&db, now, (metric, effective), &among("ORD")).await.unwrap();
        assert_eq!(told, effect_of(&db, now, (metric, effective), &of("ORD", None)).await.unwrap(), "{metric:?}");
        assert_eq!(effect_of(&db, now, (metric, effective), &among("SEA")).await.unwrap(), Effect::TooFew, "{metric:?}");
    }
}
