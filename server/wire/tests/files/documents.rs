//! Documents: kept as they are, so looked through.

use crate::made::{self, Part, TYPES, part};
use domain::files::{Kind, Why};
use wire::files::{Sort, sort};

fn is(name: &str, bytes: &[u8]) -> Result<Kind, Why> {
    sort(name, bytes).map(|sort| match sort {
        Sort::Document(kind) => kind,
        Sort::Picture(_) => panic!("a picture"),
    })
}

#[test]
fn documents_are_told_by_their_content() {
    let sheet = made::zip(&[part("[Content_Types].xml", "<Types/>"), part("xl/workbook.xml", "<workbook/>")]);
    for (name, bytes, kind) in [
        ("receipt.pdf", made::pdf(), Kind::Pdf),
        ("receipt", made::pdf(), Kind::Pdf),
        ("letter.docx", made::docx(), Kind::Docx),
        ("table.xlsx", sheet, Kind::Xlsx),
        ("letter.odt", made::odt(), Kind::Odt),
        ("notes.txt", "Gepäck 行李\r\n".as_bytes().to_vec(), Kind::Text),
        ("notes", b"no ending".to_vec(), Kind::Text),
        ("list.csv", b"a;b\n1;2\n".to_vec(), Kind::Csv),
        // as Excel in Chinese and in German writes them
        ("list.csv", b"\xd0\xd0\xc0\xee;\xc7\xe4\n".to_vec(), Kind::Csv),
        ("notes.txt", b"\xff\xfeh\0i\0\n\0".to_vec(), Kind::Text),
    ] {
        assert_eq!(is(name, &bytes), Ok(kind), "{name}");
    }
}

#[test]
fn two_files_in_one_are_refused() {
    let archive = made::docx();
    let html = b"%PDF-1.4\n<html><script>alert(1)</script></html>\n1 0 obj\nendobj\n%%EOF".to_vec();
    // an archive that begins behind something else, or has something behind it
    let behind = [&made::pdf()[..], &archive].concat();
    let before = [&archive[..], &made::pdf()].concat();
    let shell = [b"PK\x03\x04 something".as_slice(), &archive].concat();
    for (bytes, why) in [
        (html, Why::TwoInOne),
        (behind, Why::TwoInOne),
        (before, Why::TwoInOne),
        (shell, Why::TwoInOne),
        (made::pdf()[..60].to_vec(), Why::Broken),
        (b"%PDF-1.4\nhello\n%%EOF".to_vec(), Why::Broken),
        ([b"junk ".as_slice(), &made::pdf()].concat(), Why::Misleading),
    ] {
        assert_eq!(is("file.pdf", &bytes), Err(why), "{:?}", String::from_utf8_lossy(&bytes[..40]));
    }
}

#[test]
fn archives_bombs_and_programs_inside_are_refused() {
    let types = || part("[Content_Types].xml", TYPES);
    let words = || part("word/document.xml", "<w:document/>");
    let macros = TYPES.replace("document.main", "macroEnabled.main");
    let project =
        TYPES.replace("</Types>", r#"<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>"#);
    let claims = |claims| Part { claims: Some(claims), ..part("word/media/a.xml", "x") };
    let many = |parts: u32| (0..parts).map(|_| claims(100_000)).collect::<Vec<_>>();
    for (what, parts, why) in [
        ("plain", vec![part("a.txt", "x")], Why::Archive),
        ("jar", vec![part("META-INF/MANIFEST.MF", "x"), part("A.class", "x")], Why::Archive),
        ("vba", vec![types(), words(), part("word/vbaProject.bin", "x")], Why::Macros),
        ("typed", vec![part("[Content_Types].xml", Box::leak(macros.into_boxed_str())), words()], Why::Macros),
        ("renamed", vec![part("[Content_Types].xml", Box::leak(project.into_boxed_str())), words(), part("word/x.bin", "x")], Why::Macros),
        ("page", vec![types(), words(), part("word/index.html", "x")], Why::Macros),
        ("bomb", vec![types(), words(), claims(4_000_000_000)], Why::Bomb),
        ("wide", vec![types(), words(), claims(u32::MAX)], Why::Bomb),
        ("dense", [vec![types(), words()], many(500)].concat_parts(), Why::Bomb),
        ("out", vec![types(), words(), part("../../evil", "x")], Why::Archive),
        ("root", vec![types(), words(), part("/etc/passwd", "x")], Why::Archive),
    ] {
        assert_eq!(is("letter.docx", &made::zip(&parts)), Err(why), "{what}");
    }
    let basic = made::zip(&[
        Part { packed: false, ..part("mimetype", "application/vnd.oasis.opendocument.text") },
        part("content.xml", "<x/>"),
        part("Basic/Standard/Module1.xml", "<x/>"),
    ]);
    assert_eq!(is("letter.odt", &basic), Err(Why::Macros));
    // two parts of the same bytes
    let mut shared = made::docx();
    let list = shared.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    shared[list + 42..list + 46].copy_from_slice(&[0; 4]);
    assert_eq!(is("letter.docx", &shared), Err(Why::Bomb));
    // a list of types that does not end within its bound
    let endless = "x".repeat(3_000_000);
    let endless = made::zip(&[part("[Content_Types].xml", Box::leak(endless.into_boxed_str())), words()]);
    assert_eq!(is("letter.docx", &endless), Err(Why::Broken));
    let cut = &made::docx()[..120];
    assert_eq!(is("letter.docx", cut), Err(Why::Broken));
}

trait Joined {
    fn concat_parts(self) -> Vec<Part>;
}

impl Joined for [Vec<Part>; 2] {
    fn concat_parts(self) -> Vec<Part> {
        self.into_iter().flatten().collect()
    }
}
