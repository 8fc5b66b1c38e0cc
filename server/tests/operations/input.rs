//! Whatever is sent, the answer is one of ours: never a fault, never a blank.

use crate::{Landside, browser::Browser, case_of, newark};
use desk::PgPool;

const FORM: &str = "application/x-www-form-urlencoded";

fn request(method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

#[sqlx::test(migrations = "./migrations")]
async fn addresses_nobody_links_to(db: PgPool) {
    newark(&db).await;
    let portal = Landside::start(&db, None).await;
    let browser = portal.browser();
    let long = format!("/{}", "a".repeat(60_000));
    let endless = format!("/{}", "a".repeat(200_000));
    let asset = format!("/pkg/{}", "a".repeat(300));
    let query = format!("/cases?q={}", "%E7%8E%8B".repeat(5_000));
    let mut wrong = Vec::new();
    let before = "/flights?board=departures&airport=EWR&before=-377705116800-1";
    for (path, expected) in [
        ("/%00", 400),
        ("/trip/%00", 400),
        ("/trip/DEMO2A%00", 400),
        ("/cases/%00/open", 400),
        ("/cases?q=%00", 400),
        ("/live?case=%00", 400),
        ("/desk/queue?q=a%00b", 400),
        ("//evil.example/?lang=en", 400),
        ("//evil.example/cases", 400),
        ("/%FF", 404),
        ("/%zz", 404),
        ("/%", 404),
        ("/trip/%FF", 404),
        ("/cases/%FF", 404),
        ("/cases/%FF/open", 200),
        ("/../../etc/passwd", 404),
        ("/pkg/../../Cargo.toml", 404),
        ("/pkg/%2e%2e/%2e%2e/Cargo.toml", 404),
        ("/pkg/%00", 404),
        (&asset, 404),
        ("/flights?board=%FF&airport=%FF", 422),
        ("/flights?number=%F0%9F%91%8D&date=tomorrow", 200),
        ("/flights?board=departures&airport=EWR&after=99999999999999-1", 200),
        (before, 200),
        ("/flights/LD408/-009999-01-01", 404),
        ("/flights/LD408/9999-12-31", 404),
        ("/flights/LD99999/2026-11-21", 404),
        ("/live?flight=LD408/-009999-01-01", 404),
        ("/cases?q='%22%3C%5C&q=2", 200),
        ("/cases?q=%08%1B%7F", 200),
        ("/cases/new?step=%F0%9F%91%8D&return=%5C", 200),
        ("/?lang=", 200),
        ("/?lang=xx&lang=en", 303),
        (&long, 404),
        (&query, 200),
    ] {
        let answer = browser.raw(&request("GET", path, "", b"")).await;
        let short: String = path.chars().take(60).collect();
        if answer.status != expected {
            wrong.push(format!("{short}: {} and not {expected}", answer.status));
        }
        assert!(answer.header("location").is_empty() || !answer.header("location").starts_with("//"), "{short}");
        assert!(!answer.body.contains("\"//evil"), "{short}: no way to another site");
    }
    assert!((400..500).contains(&browser.raw(&request("GET", &endless, "", b"")).await.status));
    assert_eq!(wrong, Vec::<String>::new());
}

#[sqlx::test(migrations = "./migrations")]
async fn headers_no_browser_sends(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let browser = portal.browser();
    let many: String = (0..90).map(|n| format!("x-{n}: y\r\n")).collect();
    let too_many: String = (0..300).map(|n| format!("x-{n}: y\r\n")).collect();
    let huge = format!("cookie: landside={}\r\n", "a".repeat(60_000));
    let endless = format!("cookie: landside={}\r\n", "a".repeat(900_000));
    for (headers, expected) in [
        (many.as_str(), 200),
        (&too_many, 431),
        (&huge, 200),
        (&endless, 431),
        ("cookie: landside\r\ncookie: landside=;landside==;lang=%00\r\n", 200),
        ("accept-language: *;q=x, \u{738b}, zh-;q=9,;;,en;q=\r\n", 200),
        ("accept-encoding: br;q=zz, \u{738b}\r\n", 200),
        ("x-request-id: \u{738b}\r\nx-forwarded-for: \u{738b}, , ::::\r\n", 200),
        ("sec-purpose: prefetch;\u{738b}\r\n", 200),
        ("origin: \u{738b}\r\nreferer: \u{738b}\r\n", 200),
    ] {
        let answer = browser.raw(&request("GET", "/", headers, b"")).await;
        let short: String = headers.chars().take(40).collect();
        assert_eq!(answer.status, expected, "{short}");
    }
    for (method, expected) in [("PUT", 405), ("DELETE", 405), ("PATCH", 405), ("BREW", 405), ("OPTIONS", 405), ("HEAD", 200)] {
        let headers = "sec-fetch-site: same-origin\r\n";
        assert_eq!(browser.raw(&request(method, "/", headers, b"")).await.status, expected, "{method}");
        assert_eq!(browser.raw(&request(method, "/trip", headers, b"")).await.status, expected, "{method}");
    }
    assert_eq!(browser.raw(b"GET / HTTP/1.0\r\n\r\n").await.status, 200, "no host at all");
    assert_eq!(browser.raw(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").await.status, 400, "TLS to a plain port");
}

#[sqlx::test(migrations = "./migrations")]
async fn forms_no_page_of_ours_sends(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let reference = case_of(&db, &mut browser).await;
    let (replies, verdict) = (format!("/cases/{reference}/replies"), format!("/cases/{reference}/verdict"));
    let cookie = format!("cookie: {}\r\nsec-fetch-site: same-origin\r\n", browser.cookie());
    let send = async |path: &str, kind: &str, body: &[u8]| {
        let kind = if kind.is_empty() { String::new() } else { format!("content-type: {kind}\r\n") };
        Browser::raw(&browser, &request("POST", path, &format!("{kind}{cookie}"), body)).await
    };
    let mut wrong = Vec::new();
    let multipart = "multipart/form-data; boundary=x";
    let many = "a=b&".repeat(50_000);
    let nested = format!("locator={}", "%5B".repeat(60_000));
    for (path, kind, body, expected) in [
        ("/trip", "application/json", b"{}".as_slice(), 415),
        ("/trip", "text/plain", b"locator=DEMO2A", 415),
        ("/trip", multipart, b"--x\r\n\r\n--x--", 415),
        ("/drafts", multipart, b"", 415),
        ("/trip", "\u{738b}", b"", 415),
        ("/trip", "", b"", 422),
        ("/trip", "Application/X-WWW-Form-URLencoded ; charset=gbk", b"locator=ZZZZZZ&family_name=%CD%F5", 422),
        ("/trip", FORM, b"", 422),
        ("/trip", FORM, b"&&&===&%&%zz=%zz&locator", 422),
        ("/trip", FORM, b"\xff\xfe\x00\x00", 422),
        ("/trip", FORM, b"locator=ZZZZZZ&locator=DEMO2A&family_name=%00%00&family_name=x", 422),
        ("/trip", FORM, b"locator=ZZZZZZ&family_name=a%00b%08", 422),
        ("/trip", FORM, b"locator=%00&family_name=x", 422),
        ("/trip", FORM, many.as_bytes(), 422),
        ("/trip", FORM, nested.as_bytes(), 422),
        ("/trip/%00/verify", FORM, b"code=1", 400),
        ("/trip/%FF/verify", FORM, b"code=1", 400),
        ("/trip/DEMO2A/verify", FORM, b"code=%00%00&next=//evil.example", 303),
        ("/trip/DEMO2A/verify/ticket", FORM, b"ticket=9922400000017&birth_date=-009999-01-01", 303),
        ("/trip/DEMO2A/verify/contact", FORM, b"email=a%00@b.example", 404),
        ("/cases/new", FORM, b"step=words&subject=a%00b%0D%0ABcc:x&words=%00", 422),
        ("/cases/new", FORM, b"step=about&about=none&flight=LD408&flight_date=-009999-01-01", 422),
        ("/cases/new", FORM, b"step=about&about=%FF:%FF&flight=%FF", 303),
        ("/cases/new", FORM, b"step=check&key=%00", 303),
        ("/cases/find", FORM, b"email=%00%FF@%00", 422),
        ("/cases/find/code", FORM, b"code=%EF%BC%91", 422),
        (&replies, FORM, b"words=%00", 422),
        (&replies, FORM, b"words=a%00b%1B&words=c&key=%00", 303),
        (&replies, FORM, b"words=%FF%F0%9F%91%8D%E2%80%8D&key=1", 303),
        (&verdict, FORM, b"answered=perhaps", 422),
        ("/cases/LS-7K3M-9Q2F/open", FORM, b"token=%00", 409),
        ("/drafts", FORM, b"key=reply:%00x&words=%00", 204),
        ("/drafts", FORM, b"key=%F0%9F%91%8D", 422),
        ("/desk", FORM, b"email=a%00@b.example&password=%00&code=%00&next=%00", 422),
        ("/desk/sign-out", "", b"", 303),
        ("/nowhere", FORM, b"a=b", 405),
    ] {
        let answer = send(path, kind, body).await;
        if answer.status != expected {
            let body = String::from_utf8_lossy(&body[..body.len().min(60)]);
            wrong.push(format!("{path} {kind} {body}: {} and not {expected}", answer.status));
        }
        assert!(expected < 400 || expected == 422 && path == "/drafts" || !answer.body.is_empty(), "{path}: a page that says why");
    }
    assert_eq!(wrong, Vec::<String>::new());
    let kept: String =
        sqlx::query_scalar("select body from case_entry where kind = 'message' order by seq limit 1").fetch_one(&db).await.unwrap();
    assert_eq!(kept, "ab", "what nobody sees is left out, the rest is kept");
    // a body that is shorter than it says is nobody's submission
    let short = b"POST /trip HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\nabcde";
    assert_eq!(browser.raw(short).await.status, 422);
}
