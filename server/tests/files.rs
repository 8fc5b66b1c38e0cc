//! Forms with files over HTTP: what arrives, what is too much, and that the words are never lost with a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../wire/tests/files/made.rs"]
#[allow(dead_code)]
mod made;
mod support;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use desk::PgPool;
use support::portal;
use tower::ServiceExt;

/// A megabyte a file, two a message.
fn small(db: &PgPool) -> Router {
    portal(Some(db), &["--file-megabytes", "1", "--files-per-message", "2"])
}

/// Part of a form: its name, the name of a file where it is one, its content.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: image/jpeg")).unwrap_or_default();
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    body
}

struct Visitor {
    portal: Router,
    cookie: String,
}

impl Visitor {
    async fn send(&mut self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.portal.clone().oneshot(request).await.unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            cookie.to_str().unwrap().split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map(|place| place.to_str().unwrap().to_owned());
        let body = to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (status, place.unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned()))
    }

    fn request(&self, path: &str) -> axum::http::request::Builder {
        Request::post(path).header("cookie", &self.cookie).header("content-type", "multipart/form-data; boundary=edge")
    }

    async fn post(&mut self, path: &str, parts: &[Part<'_>]) -> (StatusCode, String) {
        let request = self.request(path).header("sec-fetch-site", "same-origin").body(form(parts).into()).unwrap();
        self.send(request).await
    }

    async fn words(&mut self, files: &[Part<'_>]) -> (StatusCode, String) {
        let parts =
            [&[("step", None, &b"words"[..]), ("subject", None, b"My bag"), ("words", None, "轮子掉了".as_bytes())], files].concat();
        self.post("/cases/new", &parts).await
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_words_survive_whatever_the_file_is(db: PgPool) {
    let mut visitor = Visitor { portal: small(&db), cookie: String::new() };
    let photo = made::photo(300, 200, 1);
    let large = vec![0xff_u8; 1_100_000];
    for (name, content, says) in [
        ("large.jpg", &large[..], "larger than 1 MB"),
        ("a\"><script>alert(1)</script>.svg", b"<svg onload=alert(1)>", "is a web page"),
        ("nothing.jpg", b"", "is empty"),
    ] {
        let (status, page) = visitor.words(&[("files", Some(name), content)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.contains(says) && page.contains("轮子掉了") && page.contains("My bag"), "{name}");
        assert!(!page.contains("<script>alert"), "{name}");
    }
    // no file chosen is what browsers send as one without a name
    let (status, place) = visitor.words(&[("files", Some(""), b"")]).await;
    assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/cases/new?step=reach"));
    let many: Vec<Part<'_>> = ["1.txt", "2.txt", "3.txt"].iter().map(|name| ("files", Some(*name), name.as_bytes())).collect();
    let (status, page) = visitor.words(&many).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("3.txt” is one too many: a message takes 2 files"));
    assert!(page.contains(">1.txt<") && page.contains(">2.txt<"), "the others are here already");
    let id = page.split("name=\"kept\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let (status, page) = visitor.words(&[("remove", None, id.as_bytes())]).await;
    assert!(status == StatusCode::OK && !page.contains(">1.txt<") && page.contains(">2.txt<") && page.contains("轮子掉了"));
    let (status, _) = visitor.words(&[("files", Some("Räder.jpg"), &photo)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let names: Vec<String> =
        sqlx::query_scalar("select name from attachment where state = 'staged' order by id").fetch_all(&db).await.unwrap();
    assert_eq!(names, ["2.txt", "Räder.jpg"]);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn files_come_where_they_are_taken_whole_and_from_here(db: PgPool) {
    let mut visitor = Visitor { portal: small(&db), cookie: String::new() };
    let parts: [Part<'_>; 2] = [("draft", None, b"case-new"), ("files", Some("a.txt"), b"a")];
    // another site's
    let request = visitor.request("/files").header("sec-fetch-site", "cross-site").body(form(&parts).into()).unwrap();
    assert_eq!(visitor.send(request).await.0, StatusCode::FORBIDDEN);
    // where no files are taken
    assert_eq!(visitor.post("/trip", &parts).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(visitor.post("/cases/LS-7K3M-9Q2F/owner", &parts).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    // cut off on the way
    let whole = form(&parts);
    let request =
        visitor.request("/files").header("sec-fetch-site", "same-origin").body(whole[..whole.len() - 20].to_vec().into()).unwrap();
    assert_eq!(visitor.send(request).await.0, StatusCode::BAD_REQUEST);
    // far more than may ever come
    let endless = vec![b'x'; 10_000_000];
    let (status, _) = visitor.post("/files", &[("draft", None, b"case-new"), ("files", Some("a.txt"), &endless)]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, _) = visitor.post("/files", &[("draft", None, b"another's"), ("files", Some("a.txt"), b"a")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let staged: i64 = sqlx::query_scalar("select count(*) from attachment").fetch_one(&db).await.unwrap();
    assert_eq!(staged, 0);
    assert_eq!(visitor.post("/files", &parts).await.0, StatusCode::OK);
    // a form brought to a case that is not there hands the words back, and asks for the file again
    let words: [Part<'_>; 2] = [("words", None, b"Please look"), ("files", Some("wheel.jpg"), &made::jpeg(20, 20))];
    let (status, page) = visitor.post("/cases/LS-7K3M-9Q2F/replies", &words).await;
    assert!(status == StatusCode::NOT_FOUND && page.contains("Please look") && page.contains("wheel.jpg"));
    assert!(page.contains("multipart/form-data"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn who_was_signed_out_is_led_to_the_door_of_a_courier_s_sheet(db: PgPool) {
    let mut visitor = Visitor { portal: portal(Some(&db), &[]), cookie: String::new() };
    let request = Request::get("/cases/LS-7K3M-9Q2F/courier.pdf").body(Body::empty()).unwrap();
    let (status, place) = visitor.send(request).await;
    assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/desk?next=/cases/LS-7K3M-9Q2F"));
}
