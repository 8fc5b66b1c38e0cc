//! Schedule files: whole or not at all, a part at a time, and no older than what was told since.

use crate::plans::{planned, stuck};
use crate::scene::{at, brought, count, scene, sender};
use desk::PgPool;
use desk::telegrams::{parcels, take, work, work_file};

/// A record of 200 columns from its fields, each at its column, from 1.
fn record(fields: &[(usize, &str)]) -> String {
    let mut line = vec![b' '; 200];
    for (column, text) in fields {
        line[column - 1..column - 1 + text.len()].copy_from_slice(text.as_bytes());
    }
    String::from_utf8(line).unwrap()
}

fn leg(number: &str, period: &str, days: &str, ends: [&str; 2], beside: &[(usize, &str)]) -> String {
    let [(from, out), (to, arrival)] = ends.map(|end| end.split_at(3));
    let mut fields = vec![
        (1, "3"),
        (3, "LD"),
        (6, number),
        (10, "0101J"),
        (15, period),
        (29, days),
        (37, from),
        (40, out),
        (44, out),
        (55, to),
        (58, arrival),
        (62, arrival),
        (73, "738"),
        (173, "C16Y150"),
        (193, "00"),
    ];
    fields.extend(beside);
    record(&fields)
}

/// A file around these legs, made on the 21st at 16:00, its serial numbers in order.
fn file(mode: &str, legs: &[String]) -> String {
    let head = record(&[(1, "1AIRLINE STANDARD SCHEDULE DATA SET"), (192, "001")]);
    let carrier = record(&[(1, "2"), (2, mode), (3, "LD"), (15, "01NOV2627MAR27"), (29, "21NOV26"), (72, "P"), (191, "1600")]);
    let mut lines = vec![head, carrier];
    lines.extend_from_slice(legs);
    let last = format!("{:06}", lines.len());
    lines.push(record(&[(1, "5"), (3, "LD"), (188, &last), (194, "E")]));
    let numbered = lines.iter().enumerate().map(|(place, line)| format!("{}{:06}", &line[..194], place + 1));
    numbered.collect::<Vec<_>>().join("\r\n")
}

async fn sent(db: &PgPool, clock: &str, text: &str) {
    take(db, &sender(), at(clock), &parcels(text.as_bytes())).await.unwrap();
    while work(db, at(clock)).await.unwrap() > 0 || work_file(db, at(clock)).await.unwrap() {}
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_file_is_flown_and_again_moves_nothing(db: PgPool) {
    scene(&db).await;
    let legs = [
        leg("9", "01DEC2614DEC26", "1 3 5  ", ["EWR0900", "ORD1030"], &[(53, "C")]),
        leg("500", "01DEC2602DEC26", " 23    ", ["EWR2010", "ORD2145"], &[]),
        leg("500", "01DEC2602DEC26", " 23    ", ["ORD0040", "DEN0215"], &[(12, "02"), (193, "11")]),
        record(&[(1, "4"), (3, "LD"), (6, "500"), (14, "J"), (31, "050EWRORDLD 9408")]),
        // of others, freight, long over, without end
        leg("10", "01DEC1614DEC16", "1234567", ["EWR0900", "ORD1030"], &[]),
        leg("11", "01DEC2614DEC26", "1234567", ["EWR0900", "ORD1030"], &[(14, "F")]),
        leg("12", "01JAN2700XXX00", "6      ", ["EWR0900", "ORD1030"], &[(36, "2")]),
    ];
    let text = file("L", &legs);
    sent(&db, "18:00", &text).await;
    assert_eq!(stuck(&db).await, []);
    assert_eq!(count(&db, "select count(*) from schedule_file").await, 0);
    assert_eq!(planned(&db, 9).await.len(), 6);
    assert_eq!(planned(&db, 9).await[0], "02 Dec EWR 02 14:00 ORD 02 16:30");
    assert_eq!(
        planned(&db, 500).await,
        [
            "01 Dec EWR 02 01:10 ORD 02 03:45",
            "02 Dec ORD 02 06:40 DEN 02 09:15",
            "02 Dec EWR 03 01:10 ORD 03 03:45",
            "03 Dec ORD 03 06:40 DEN 03 09:15"
        ]
    );
    assert_eq!((planned(&db, 10).await.len(), planned(&db, 11).await.len()), (0, 0));
    assert!((25..=27).contains(&planned(&db, 12).await.len()));
    assert_eq!(count(&db, "select count(*) from flight where number = 9 and terminal_out = 'C' and seats = 166").await, 6);
    let all = count(&db, "select count(*) from flight").await;
    sent(&db, "18:10", &text.replace("1600", "1700")).await;
    let after = (count(&db, "select count(*) from flight").await, count(&db, "select count(*) from flight_report").await);
    assert_eq!((stuck(&db).await, after), (vec![], (all, 0)));
    // a message told after a file was made stands, one told before does not
    let tim =
        |clock: &str, time: &str| format!("QU EWRRMLD\n.EWRPSLD 21{clock}\nSSM\nUTC\nTIM\nLD9\n02DEC26 04DEC26 35\nEWR{time} ORD1730");
    brought(&db, "18:20", &[&tim("1730", "1430"), &tim("1630", "1500")]).await;
    sent(&db, "18:30", &text.replace("1600", "1710")).await;
    assert_eq!(planned(&db, 9).await[0], "02 Dec EWR 02 14:30 ORD 02 17:30");
    sent(&db, "18:40", &text.replace("1600", "1835")).await;
    assert_eq!(planned(&db, 9).await[0], "02 Dec EWR 02 14:00 ORD 02 16:30");
    // a season's schedule knows nothing of single days
    brought(&db, "18:50", &["ASM\nUTC\nCNL\nLD9/04DEC26", "ASM\nUTC\nTIM\nLD9/02DEC26\nEWR1430 ORD1730"]).await;
    sent(&db, "19:00", &text.replace("1600", "1855")).await;
    assert_eq!((stuck(&db).await, planned(&db, 9).await.len()), (vec![], 5));
    assert_eq!(planned(&db, 9).await[0], "02 Dec EWR 02 14:30 ORD 02 17:30");
    // nor of a number a single day was given
    brought(&db, "19:10", &["ASM\nUTC\nFLT\nLD9/07DEC26\nLD4009/07DEC26"]).await;
    sent(&db, "19:20", &text.replace("1600", "1915")).await;
    assert_eq!((stuck(&db).await, planned(&db, 9).await.len(), planned(&db, 4009).await.len()), (vec![], 4, 1));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_file_with_a_fault_is_refused_at_its_line_before_any_of_it_is_flown(db: PgPool) {
    scene(&db).await;
    let plain = || leg("9", "01DEC2614DEC26", "1 3 5  ", ["EWR0900", "ORD1030"], &[]);
    let with = |second: String| file("L", &[plain(), second]);
    let lines = |text: &str, keep: &dyn Fn(usize) -> bool| {
        text.lines().enumerate().filter(|(place, _)| keep(*place)).map(|(_, line)| line).collect::<Vec<_>>().join("\n")
    };
    let whole = file("L", &[plain()]);
    for (text, line, reason) in [
        (with(leg("10", "01DEC2614DEC26", "0      ", ["EWR0900", "ORD1030"], &[])), 4, "0"),
        (with(leg("10", "01DEC2614DEC26", "12345678", ["EWR0900", "ORD1030"], &[])), 4, "8"),
        (with(leg("10", "01DEC2614DEC26", "       ", ["EWR0900", "ORD1030"], &[])), 4, "missing"),
        (with(leg("10", "14DEC2601DEC26", "1234567", ["EWR0900", "ORD1030"], &[])), 4, "01DEC26"),
        (with(leg("10", "01DEC2614DEC26", "1234567", ["EWR2500", "ORD1030"], &[])), 4, "2500"),
        (with(leg("10", "01DEC2614DEC26", "1234567", ["EWR0900", "ORD0730"], &[])), 4, "would arrive before it leaves"),
        (with(leg("10", "01DEC2614DEC26", "1234567", ["EWR0900", "ORD1030"], &[(36, "7")])), 4, "7"),
        (with(leg("9", "11DEC2611DEC26", "5      ", ["EWR1000", "ORD1130"], &[])), 4, "stands on line 3 already"),
        (with(leg("10", "01DEC2614DEC26", "1234567", ["EWR0900", "ORD1030"], &[(3, "BA")])), 4, "is not the airline of record 2"),
        (file("X", &[plain()]), 2, "X"),
        (lines(&whole, &|place| place != 3), 3, "no trailer"),
        (lines(&whole, &|place| place != 1), 2, "3 after a record 1"),
        (lines(&whole, &|place| place != 0), 1, "2 at the begin"),
        (format!("{whole}\n{}", plain()), 5, "3 after a record 5"),
        (whole.replace("\r\n3", "\r\n                              3"), 3, "230 columns"),
        (whole.replace("21NOV26", "99NOV26"), 2, "99NOV26"),
        (whole.replace("1600000002", "9960000002"), 2, "9960"),
    ] {
        sent(&db, "18:00", &text).await;
        let found = stuck(&db).await;
        assert_eq!(found.len(), 1, "{reason}");
        assert_eq!((found[0].0.as_str(), found[0].1), ("rejected", line), "{reason}: {}", found[0].2);
        assert!(found[0].2.contains(reason), "{reason}: {}", found[0].2);
        assert_eq!(count(&db, "select count(*) from flight").await, 2, "{reason}");
        sqlx::query("delete from telegram_work").execute(&db).await.unwrap();
    }
    // an airport nobody has brought in: staff bring it in and send the file through again
    sent(&db, "18:00", &with(leg("10", "01DEC2614DEC26", "1234567", ["EWR0900", "XQZ1030"], &[]))).await;
    let found = stuck(&db).await;
    assert!(found[0].0 == "parked" && found[0].1 == 4 && found[0].2.contains("XQZ is no airport"), "{found:?}");
    assert_eq!(count(&db, "select count(*) from flight").await, 2);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_large_file_goes_on_where_it_was_cut_off_and_leaves_out_what_cannot_be(db: PgPool) {
    scene(&db).await;
    let mut legs: Vec<String> =
        (20..33).map(|number| leg(&number.to_string(), "01DEC2600XXX00", "1234567", ["EWR0900", "ORD1030"], &[])).collect();
    // booked, and put on another way
    legs.push(leg("408", "21NOV2621NOV26", "     6 ", ["EWR1420", "DEN1655"], &[]));
    take(&db, &sender(), at("18:00"), &parcels(file("L", &legs).as_bytes())).await.unwrap();
    assert_eq!(work(&db, at("18:00")).await.unwrap(), 1);
    assert!(work_file(&db, at("18:00")).await.unwrap());
    let (line, some): (i32, i64) =
        sqlx::query_as("select line, (select count(*) from flight) from schedule_file").fetch_one(&db).await.unwrap();
    assert_eq!((line, some > 4_000), (13, true));
    // messages go on meanwhile
    brought(&db, "18:01", &["ASM\nUTC\nCNL\nLD412/21NOV26"]).await;
    while work_file(&db, at("18:02")).await.unwrap() {}
    let found = stuck(&db).await;
    assert!(found.len() == 1 && found[0].0 == "parked" && found[0].2.contains("done but for 1 flights"), "{found:?}");
    let days = count(&db, "select count(distinct flight_date) from flight where number = 20").await;
    assert_eq!(count(&db, "select count(*) from flight where number between 20 and 32").await, 13 * days);
    assert_eq!(planned(&db, 408).await, ["21 Nov EWR 21 19:20 ORD 21 21:55"]);
    assert_eq!(planned(&db, 412).await.len(), 0);
    // too much is refused as a whole
    let most: Vec<String> =
        (1..2_600).map(|number| leg(&format!("{number:04}"), "01DEC2600XXX00", "1234567", ["EWR0900", "ORD1030"], &[])).collect();
    sent(&db, "18:10", &file("U", &most)).await;
    let found = stuck(&db).await;
    assert!(found.len() == 2 && found[1].0 == "rejected" && found[1].2.contains("more than 1000000 flights"), "{found:?}");
}
