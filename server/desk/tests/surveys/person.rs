//! What somebody was asked and said: looked at, handed over, forgotten.

use super::scene::{ADA, after, answer, asking, begin, count, public, staff};
use super::words::{say, understood};
use desk::feedback::{Filter, correct, list, patterns};
use desk::improvements::{New, create};
use desk::surveys::{Given, archive, erase, export};
use desk::{Error, PgPool};
use domain::feedback::{Mood, Theme};
use domain::locale::Locale;
use domain::rights::{Grants, Role, Viewer};
use domain::survey::Answer;
use uuid::Uuid;

const WORDS: &str = "the zorbulator never arrived";

/// Ada has said something, and it was understood, corrected, and led to an improvement.
async fn scene(db: &PgPool) {
    asking(db).await;
    let (now, lead, mut model) = (after(1), staff(Role::Supervisor), None);
    let token = begin(db, now).await;
    answer(db, now, &token, vec![(0, Answer::Number(5)), (1, Answer::Number(9)), (2, Answer::Words(WORDS.into())), (3, Answer::Passed)])
        .await
        .unwrap();
    let send = Given { send: true, tell: Some(true), ..Given::default() };
    desk::surveys::answer(db, &Viewer::default(), now, Locale::En, &token, &send).await.unwrap();
    understood(db, now, &mut model).await;
    let filter = Filter { term: Some("zorbulator".into()), ..Filter::default() };
    let said = list(db, &lead, now, &filter).await.unwrap().messages;
    correct(db, &lead, now, said[0].id, 0, Theme::Queue, Mood::Negative).await.unwrap();
    create(db, &lead, now, Uuid::now_v7(), &New { finding: "Zorbulators".into(), words: Some(filter), ..New::default() }).await.unwrap();
}

fn ada() -> Viewer {
    public(Grants { contacts: vec![ADA.into()], ..Grants::default() })
}

#[sqlx::test(migrations = "../migrations")]
async fn a_person_sees_what_they_were_asked_what_they_said_and_what_became_of_it(db: PgPool) {
    scene(&db).await;
    let all = archive(&db, &ada(), after(2), Locale::En, " Ada@Example.com ").await.unwrap();
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((one.title.as_str(), one.occasion.as_str(), one.tell), ("How was LD 408?", "flight", true));
    let words = one.answers.iter().find(|said| said.words.is_some()).unwrap();
    assert_eq!((words.question.as_str(), words.words.as_deref()), ("What should we know?", Some(WORDS)));
    assert_eq!(words.understood, Some(("queue".into(), "negative".into())));
    assert!(one.answers.iter().any(|said| said.number == Some(9)));
    assert_eq!(one.outcomes.len(), 1);
    let document = export(&db, &ada(), after(2), Locale::ZhCn, ADA).await.unwrap();
    assert_eq!((document["format"].as_i64(), document["address"].as_str()), (Some(1), Some(ADA)));
    assert!(document.to_string().contains(WORDS));
    assert_eq!(export(&db, &ada(), after(2), Locale::ZhCn, ADA).await.unwrap(), document, "the same again is the same");
    assert_eq!(count(&db, "select count(*) from audit where action = 'archive'").await, 0, "their own look leaves nothing");
    archive(&db, &staff(Role::Administrator), after(2), Locale::En, ADA).await.unwrap();
    assert_eq!(count(&db, "select count(*) from audit where action = 'archive' and subject not like '%ada@%'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_else_does(db: PgPool) {
    scene(&db).await;
    let somebody = public(Grants { contacts: vec!["eve@example.com".into()], trips: vec!["X4TE6N".into()], ..Grants::default() });
    for (viewer, forbidden) in [(somebody, false), (Viewer::default(), false), (staff(Role::Agent), true), (staff(Role::Supervisor), true)]
    {
        let looked = archive(&db, &viewer, after(2), Locale::En, ADA).await;
        assert!(matches!((&looked, forbidden), (Err(Error::Forbidden), true) | (Err(Error::SignInFirst), false)), "{looked:?}");
        assert!(export(&db, &viewer, after(2), Locale::En, ADA).await.is_err());
        assert!(erase(&db, &viewer, after(2), ADA).await.is_err());
    }
    assert_eq!(count(&db, "select count(*) from survey_answer where words is not null").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_forgotten_leaves_numbers_and_no_words_anywhere(db: PgPool) {
    scene(&db).await;
    // somebody else said the same word, and another invitation of hers was never answered
    let other = say(&db, after(1), "ORD", "zorbulator").await;
    let open = say(&db, after(1), "ORD", "begun and not sent").await;
    sqlx::query("update survey_invitation set person = $2, done_at = null where id = $1").bind(open).bind(ADA).execute(&db).await.unwrap();
    let mut model = None;
    understood(&db, after(2), &mut model).await;
    let causes = async || count(&db, "select count(*) from survey_cause").await;
    sqlx::query("insert into survey_cause (cause, occasion, outcome, decided_at) values ('flight:LD408:2026-11-20:X4TE6N', 'flight', 'too-often', now()),
                 ('quarter:2026-3:' || md5($1), 'quarter', 'not-drawn', now()) on conflict do nothing")
        .bind(ADA)
        .execute(&db)
        .await
        .unwrap();
    let before = causes().await;
    assert_eq!(erase(&db, &ada(), after(2), ADA).await.unwrap(), 2);
    let digest: i64 =
        sqlx::query_scalar("select count(*) from survey_cause where cause like '%' || md5($1)").bind(ADA).fetch_one(&db).await.unwrap();
    assert_eq!((causes().await, digest), (before, 0), "how many were looked at counts as before");
    assert_eq!(archive(&db, &ada(), after(2), Locale::En, ADA).await.unwrap(), []);
    let everything: Vec<String> = sqlx::query_scalar(
        "select t from (select to_jsonb(x)::text t from survey_invitation x union all select to_jsonb(x)::text from survey_answer x
                        union all select to_jsonb(x)::text from feedback x union all select to_jsonb(x)::text from feedback_correction x
                        union all select to_jsonb(x)::text from improvement_word x union all select to_jsonb(x)::text from survey_link x
                        union all select to_jsonb(x)::text from survey_cause x) all_rows",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    for row in everything.iter().filter(|row| !row.contains(&other.to_string())) {
        for gone in ["zorbulator", ADA, "X4TE6N", "begun and"] {
            assert!(!row.contains(gone), "{gone} in {row}");
        }
    }
    assert_eq!(count(&db, "select count(*) from survey_figure where words").await, 0, "nor that she wrote any");
    assert_eq!(count(&db, "select count(*) from opt_out where list = 'surveys'").await, 1, "she is not asked again");
    // numbers count as before, of nobody
    assert_eq!(count(&db, "select count(*) from survey_answer where number = 9 and month is not null").await, 1);
    assert_eq!(patterns(&db, &staff(Role::Supervisor), after(2)).await.unwrap().all, 1, "what cannot be read is no pattern");
    // what was learned from her words is unlearned, also by a process that had learned it
    for model in [&mut model, &mut None] {
        let id = say(&db, after(2), "ORD", "the zorbulator never arrived").await;
        understood(&db, after(3), model).await;
        let generation: (i64, String) =
            sqlx::query_as("select generation, theme from feedback where invitation = $1").bind(id).fetch_one(&db).await.unwrap();
        assert_eq!(generation.0, 1);
        assert_ne!(generation.1, "queue");
    }
    assert_eq!(erase(&db, &ada(), after(3), ADA).await.unwrap(), 0, "once more is as good as once");
}
