//! Files: staged, sent, seen by those who may and by nobody else, refused, swept up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "cases/common.rs"]
#[allow(dead_code)]
mod common;
#[path = "../../wire/tests/files/made.rs"]
#[allow(dead_code)]
mod made;

use common::{again, agent, browser, count, later, missing_bag, now, opened, staff, store, verified};
use desk::cases::together::{self, Against, Sent};
use desk::cases::{self, How, Opening, Written};
use desk::files::{Chosen, Staged, Store, fetch, remove, stage, staged, sweep};
use desk::{Error, PgPool};
use domain::files::{Kind, Limits, Why};
use domain::rights::{Role, Viewer};
use jiff::SignedDuration;
use uuid::Uuid;

const DRAFT: &str = "case-new";

async fn put(db: &PgPool, store: &Store, viewer: &Viewer, name: &str, bytes: Vec<u8>) -> Result<Staged, Why> {
    stage(db, store, viewer, now(), DRAFT, name, bytes.into()).await.unwrap()
}

fn chosen(store: &Store, ids: &[Uuid]) -> Chosen {
    Chosen { ids: ids.to_vec(), limits: store.limits }
}

fn refusal(outcome: Result<impl std::fmt::Debug, Error>) -> &'static str {
    match outcome {
        Err(Error::Invalid(errors)) => errors[0].message,
        other => panic!("{other:?}"),
    }
}

/// A member of staff with a session: whoever stages needs one.
async fn at_desk(db: &PgPool, member: Viewer) -> Viewer {
    Viewer { session: browser(db).await.session, ..member }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_photo_goes_with_a_new_case_and_both_sides_see_it(db: PgPool) {
    let (store, viewer) = (store(), browser(&db).await);
    let photo = put(&db, &store, &viewer, "../Koffer\u{202e}.JPEG", made::photo(900, 600, 6)).await.unwrap();
    assert_eq!((photo.name.as_str(), photo.kind), ("Koffer.jpeg", Kind::Jpeg));
    // the same again, on a line that lost the answer, is the same
    assert_eq!(put(&db, &store, &viewer, "again.jpg", made::photo(900, 600, 6)).await.unwrap(), photo);
    let receipt = put(&db, &store, &viewer, "receipt.pdf", made::pdf()).await.unwrap();
    assert_eq!(staged(&db, &viewer, DRAFT).await.unwrap(), [photo.clone(), receipt.clone()]);
    assert!(staged(&db, &browser(&db).await, DRAFT).await.unwrap().is_empty());

    let opening = Opening { new: missing_bag(), files: chosen(&store, &[photo.id, receipt.id]) };
    let reference = cases::open(&db, &viewer, now(), Uuid::new_v4(), opening).await.unwrap().reference;
    let viewer = again(&db, &viewer).await;
    assert!(staged(&db, &viewer, DRAFT).await.unwrap().is_empty());
    let seen = cases::view(&db, &viewer, later(1), &reference, false).await.unwrap();
    let names: Vec<_> = seen.files.iter().map(|file| (file.seq, file.name.as_str(), file.size)).collect();
    assert_eq!(names, [(1, "Koffer.jpeg", Some((600, 900))), (1, "receipt.pdf", None)]);

    let agent = agent(&db).await;
    for viewer in [&viewer, &agent] {
        let file = fetch(&db, viewer, later(2), &reference, photo.id, false).await.unwrap();
        let bytes = file.bytes(&store).await.unwrap();
        assert!(bytes.starts_with(&[0xff, 0xd8]) && !bytes.windows(3).any(|word| word == b"GPS"));
        let small = fetch(&db, viewer, later(2), &reference, photo.id, true).await.unwrap().bytes(&store).await.unwrap();
        assert!(small.len() < bytes.len());
        assert_eq!(
            &fetch(&db, viewer, later(2), &reference, receipt.id, true).await.unwrap().bytes(&store).await.unwrap()[..],
            made::pdf()
        );
    }
    // each look by staff at a whole file, none for the small picture, none for the passenger (I7)
    let looks = "select count(*) from audit where subject_kind = 'file' and action = 'open' and staff_id is not null";
    assert_eq!(count(&db, looks).await, 2);
    assert_eq!(count(&db, "select count(*) from audit where subject_kind = 'file'").await, 2);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_gets_what_is_not_theirs_to_see(db: PgPool) {
    let store = store();
    let (reference, passenger) = opened(&db).await;
    let (other_reference, other) = opened(&db).await;
    let agent = at_desk(&db, agent(&db).await).await;
    let elsewhere = staff(&db, "Li Na", Role::Agent, &["refunds"]).await;
    let noted = put(&db, &store, &agent, "film.png", made::png(20, 20)).await.unwrap();
    let written = Written { words: "", files: chosen(&store, &[noted.id]) };
    let seq = cases::note(&db, &agent, later(1), &reference, Uuid::new_v4(), written).await.unwrap();
    let answered = put(&db, &store, &agent, "voucher.pdf", made::pdf()).await.unwrap();
    let written = Written { words: "Your voucher", files: chosen(&store, &[answered.id]) };
    cases::reply(&db, &agent, later(2), &reference, Uuid::new_v4(), written, false).await.unwrap();

    let names = |case: &cases::CaseView| case.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&cases::view(&db, &passenger, later(3), &reference, false).await.unwrap()), ["voucher.pdf"]);
    let theirs = cases::view(&db, &agent, later(3), &reference, false).await.unwrap();
    assert_eq!(names(&theirs), ["film.png", "voucher.pdf"]);
    assert_eq!(theirs.files[0].seq, seq);

    let lead = staff(&db, "Ana", Role::Supervisor, &[]).await;
    for (viewer, who, may) in [(&passenger, "passenger", [false, true]), (&agent, "agent", [true, true]), (&lead, "lead", [true, true])] {
        for (id, may) in [noted.id, answered.id].into_iter().zip(may) {
            let outcome = fetch(&db, viewer, later(4), &reference, id, false).await;
            assert_eq!(outcome.is_ok(), may, "{who}");
        }
    }
    for viewer in [&other, &Viewer::default(), &browser(&db).await] {
        assert!(matches!(fetch(&db, viewer, later(4), &reference, answered.id, false).await, Err(Error::NotFound)));
    }
    assert!(matches!(fetch(&db, &elsewhere, later(4), &reference, answered.id, false).await, Err(Error::Forbidden)));
    // a file of another case, under the address of one's own
    assert!(matches!(fetch(&db, &other, later(4), &other_reference, answered.id, false).await, Err(Error::NotFound)));
    // what is only staged has no address at all
    let waiting = put(&db, &store, &agent, "later.png", made::png(30, 20)).await.unwrap();
    assert!(matches!(fetch(&db, &agent, later(4), &reference, waiting.id, false).await, Err(Error::NotFound)));
    // nobody sends what somebody else has staged
    let stolen = Written { words: "mine", files: chosen(&store, &[waiting.id]) };
    let outcome = cases::reply(&db, &passenger, later(5), &reference, Uuid::new_v4(), stolen, false).await;
    assert_eq!(refusal(outcome), Why::Gone.key());
    assert_eq!(count(&db, "select count(*) from case_entry where body = 'mine'").await, 0);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn sent_twice_is_there_once(db: PgPool) {
    let store = store();
    let (reference, passenger) = opened(&db).await;
    let key = Uuid::new_v4();
    for _ in 0..2 {
        let photo = put(&db, &store, &passenger, "a.jpg", made::jpeg(30, 30)).await.unwrap();
        let written = Written { words: "look", files: chosen(&store, &[photo.id]) };
        assert_eq!(cases::reply(&db, &passenger, later(1), &reference, key, written, false).await.unwrap(), 2);
    }
    assert_eq!(cases::view(&db, &passenger, later(2), &reference, false).await.unwrap().files.len(), 1);
    assert!(staged(&db, &passenger, DRAFT).await.unwrap().is_empty());
    // no words and no files is nothing
    let outcome = cases::reply(&db, &passenger, later(3), &reference, Uuid::new_v4(), " ", false).await;
    assert_eq!(refusal(outcome), "case-words-missing");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_too_much_or_hostile_is_refused_and_nothing_is_kept(db: PgPool) {
    let folder = std::env::temp_dir().join("landside-files").join(Uuid::new_v4().to_string());
    let store = Store::folder(folder.clone(), Limits { per_message: 2, bytes: 20_000, case_bytes: 1_500 }).unwrap();
    let viewer = browser(&db).await;
    for (name, bytes, why) in [
        ("big.txt", vec![b'a'; 20_001], Why::TooLarge),
        ("nothing.jpg", Vec::new(), Why::Empty),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), Why::Heic),
        ("bomb.png", made::huge_png(30_000, 30_000, 8, 2), Why::HugePicture),
        ("cut.jpg", made::jpeg(200, 200)[..900].to_vec(), Why::BrokenPicture),
        ("both.pdf", [made::pdf(), made::docx()].concat(), Why::TwoInOne),
        ("run.exe", b"MZ\x90\0".to_vec(), Why::Program),
        ("page.html", b"<html>".to_vec(), Why::WebPage),
    ] {
        assert_eq!(put(&db, &store, &viewer, name, bytes).await, Err(why), "{name}");
    }
    assert_eq!(count(&db, "select count(*) from attachment").await, 0);
    assert_eq!(files_in(&folder), 0);

    let first = put(&db, &store, &viewer, "a.txt", vec![b'a'; 900]).await.unwrap();
    let second = put(&db, &store, &viewer, "b.txt", vec![b'b'; 900]).await.unwrap();
    assert_eq!(put(&db, &store, &viewer, "c.txt", b"c".to_vec()).await, Err(Why::TooMany));
    let open = |ids: Vec<Uuid>| {
        let opening = Opening { new: missing_bag(), files: chosen(&store, &ids) };
        cases::open(&db, &viewer, now(), Uuid::new_v4(), opening)
    };
    assert_eq!(refusal(open(vec![first.id, second.id]).await), Why::CaseFull.key());
    assert_eq!(refusal(open(vec![first.id, second.id, Uuid::new_v4()]).await), Why::TooMany.key());
    assert_eq!(count(&db, "select count(*) from case_file").await, 0);
    // taken away, there is room for another; both are still staged
    remove(&db, &viewer, second.id).await.unwrap();
    assert!(put(&db, &store, &viewer, "c.txt", b"c".to_vec()).await.is_ok());
    open(vec![first.id]).await.unwrap();
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_nobody_comes_back_for_is_swept_up_bytes_first(db: PgPool) {
    let folder = std::env::temp_dir().join("landside-files").join(Uuid::new_v4().to_string());
    let store = Store::folder(folder.clone(), Limits::default()).unwrap();
    let (viewer, gone) = (browser(&db).await, browser(&db).await);
    let kept = put(&db, &store, &viewer, "kept.txt", b"kept".to_vec()).await.unwrap();
    let opening = Opening { new: missing_bag(), files: chosen(&store, &[kept.id]) };
    cases::open(&db, &viewer, now(), Uuid::new_v4(), opening).await.unwrap();
    put(&db, &store, &viewer, "old.png", made::png(600, 600)).await.unwrap();
    put(&db, &store, &gone, "left.txt", b"left".to_vec()).await.unwrap();
    // cut off between row and bytes, and between bytes and row
    let cut = put(&db, &store, &viewer, "cut.txt", b"cut".to_vec()).await.unwrap();
    sqlx::query("update attachment set state = 'writing' where id = $1").bind(cut.id).execute(&db).await.unwrap();
    // kept, its small picture and itself, left, cut
    assert_eq!(files_in(&folder), 5);
    assert_eq!(sweep(&db, &store, later(1)).await.unwrap(), 0);
    sqlx::query("delete from session where id = $1").bind(gone.session.as_deref()).execute(&db).await.unwrap();
    assert_eq!(sweep(&db, &store, later(61)).await.unwrap(), 2);
    assert_eq!(files_in(&folder), 3);
    let much_later = now() + SignedDuration::from_hours(24 * 8);
    assert_eq!(sweep(&db, &store, much_later).await.unwrap(), 1);
    assert_eq!((files_in(&folder), count(&db, "select count(*) from attachment").await), (1, 1));
    // what is part of a timeline is not rewritten
    for sql in ["update attachment set name = 'x'", "update attachment set case_seq = 9", "delete from attachment"] {
        assert!(sqlx::query(sql).execute(&db).await.is_err(), "{sql}");
    }
    sqlx::query("delete from case_file").execute(&db).await.unwrap();
    assert_eq!(desk::files::release(&db).await.unwrap(), 1);
    assert_eq!(sweep(&db, &store, much_later).await.unwrap(), 1);
    assert_eq!((files_in(&folder), count(&db, "select count(*) from attachment").await), (0, 0));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_proof_that_renews_the_session_keeps_what_was_chosen(db: PgPool) {
    let (store, viewer) = (store(), browser(&db).await);
    put(&db, &store, &viewer, "a.txt", b"a".to_vec()).await.unwrap();
    let (reference, passenger) = opened(&db).await;
    cases::invite(&db, &passenger, later(1), &reference, "li@example.com").await.unwrap();
    let held = desk::access::send_code_to(&db, &viewer, now(), "n", "wang@example.com", domain::locale::Locale::En).await;
    held.unwrap();
    let code: String =
        sqlx::query_scalar("select secret from outbox where kind = 'code' or secret ~ '^[0-9]{6}$' order by id desc limit 1")
            .fetch_one(&db)
            .await
            .unwrap();
    let token = desk::access::check_code(&db, &viewer, later(1), None, &code).await.unwrap();
    let renewed = desk::access::find(&db, later(1), &token.to_text()).await.unwrap().unwrap();
    assert_ne!(renewed.session, viewer.session);
    assert_eq!(staged(&db, &renewed, DRAFT).await.unwrap().len(), 1);
}

/// Files in a folder and those below it.
fn files_in(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reply_that_waits_to_leave_takes_its_files_along_or_back(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let (store, mei) = (store(), at_desk(&db, agent(&db).await).await);
    let draft = format!("reply:{reference}");
    let form = stage(&db, &store, &mei, now(), &draft, "form.pdf", made::pdf().into()).await.unwrap().unwrap();
    let send = async |second: i64| {
        let written = Written { words: "Please fill it in.", files: chosen(&store, &[form.id]) };
        let wait = (Against::default(), SignedDuration::from_secs(10));
        let at = later(1) + SignedDuration::from_secs(second);
        match together::send(&db, &mei, at, &reference, Uuid::new_v4(), written, How::default(), wait).await.unwrap() {
            Sent::Leaving(id) => id.to_string(),
            left @ Sent::Left(_) => panic!("{left:?}"),
        }
    };
    let seen = async |minutes| cases::view(&db, &passenger, later(minutes), &reference, false).await.unwrap().files.len();
    let first = send(0).await;
    assert!(staged(&db, &mei, &draft).await.unwrap().is_empty(), "it is not sent along with the next one");
    assert_eq!(seen(1).await, 0);
    together::undo(&db, &mei, later(1) + SignedDuration::from_secs(5), &reference, &first).await.unwrap();
    assert_eq!(staged(&db, &mei, &draft).await.unwrap(), std::slice::from_ref(&form));

    send(6).await;
    assert_eq!(together::release_due(&db, later(2)).await.unwrap(), 1);
    assert_eq!(seen(3).await, 1);
    assert!(fetch(&db, &passenger, later(3), &reference, form.id, false).await.is_ok());
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_staff_began_is_theirs_on_any_device_and_after_their_session(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let (store, mei) = (store(), agent(&db).await);
    let office = at_desk(&db, mei.clone()).await;
    let draft = format!("reply:{reference}");
    let said = [("words".to_owned(), "We have found".to_owned())].into();
    cases::keep_draft(&db, &office, now(), &draft, &said).await.unwrap();
    let form = stage(&db, &store, &office, now(), &draft, "form.pdf", made::pdf().into()).await.unwrap().unwrap();
    desk::access::end(&db, &office).await.unwrap();
    desk::access::sweep(&db, later(60)).await.unwrap();
    sweep(&db, &store, later(60)).await.unwrap();

    let home = at_desk(&db, mei.clone()).await;
    assert_eq!(cases::draft(&db, &home, &draft).await.unwrap(), said);
    assert_eq!(staged(&db, &home, &draft).await.unwrap(), std::slice::from_ref(&form));
    // nobody else's
    let li = at_desk(&db, staff(&db, "Li Na", Role::Agent, &["baggage"]).await).await;
    for other in [&li, &passenger, &Viewer { session: office.session, ..Viewer::default() }] {
        assert!(cases::draft(&db, other, &draft).await.unwrap().is_empty());
        assert!(staged(&db, other, &draft).await.unwrap().is_empty());
    }
    // what was sent with the files of one device and taken back on another stands there, words and files
    let wait = (Against::default(), SignedDuration::from_secs(10));
    let written = Written { words: "We have found it", files: chosen(&store, &[form.id]) };
    let sent = together::send(&db, &home, later(61), &reference, Uuid::new_v4(), written, How::default(), wait).await.unwrap();
    cases::forget_draft(&db, &home, &draft).await.unwrap();
    let Sent::Leaving(id) = sent else { panic!("{sent:?}") };
    let phone = at_desk(&db, mei).await;
    together::undo(&db, &phone, later(61), &reference, &id.to_string()).await.unwrap();
    assert_eq!(cases::draft(&db, &phone, &draft).await.unwrap()["words"], "We have found it");
    assert_eq!(staged(&db, &phone, &draft).await.unwrap(), [form]);
    // nobody comes back to it: it goes
    assert_eq!(desk::access::sweep(&db, later(61 + 31 * 24 * 60)).await.unwrap().drafts, 1);
    assert!(cases::draft(&db, &phone, &draft).await.unwrap().is_empty());
}
