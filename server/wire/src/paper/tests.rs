#![allow(clippy::unwrap_used)]
use super::*;
use std::io::Write;
use std::process::{Command, Stdio};

fn receipt(rows: usize) -> Paper {
    let mut paper = Paper {
        title: "Receipt DEMO5D".into(),
        language: "en",
        issuer: "Landside Air".into(),
        format: Format::Letter,
        parts: Vec::new(),
        foot: "Landside Air · {page} of {pages}".into(),
    };
    paper.push(Part::Title("Receipt".into()));
    paper.push(Part::Text("Who flew, and what it cost. ".repeat(9)));
    paper.push_in("zh-CN", Part::Heading("旅客：王喆 与 Åsa Đặng".into()));
    paper.push(Part::Facts(vec![("Ticket".into(), "992 2399000021".into()), ("Name".into(), "محمد".into())]));
    let mut all: Vec<Vec<String>> = (1..=rows).map(|row| vec![format!("Row {row}"), "USD\u{a0}1.20".into()]).collect();
    all.push(vec!["Sum".into(), "USD\u{a0}9.60".into()]);
    let heads = vec![("Tax".to_owned(), 3.0), ("Amount".to_owned(), 1.0)];
    paper.push(Part::Table(Table { summary: "Taxes".into(), heads, figures_from: 1, rows: all, sum: true }));
    paper.push(Part::Large(vec![("Gate".into(), "C92".into()), ("登机口".into(), "14A".into())]));
    paper.push(Part::Code(Code::qr("https://air.example/").unwrap(), 30.0, "A code".into()));
    paper.push(Part::Small("Thank you.".into()));
    paper
}

/// What a reader's program finds in it, where there is one.
fn read(pdf: &[u8]) -> Option<String> {
    let mut program = Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    program.stdin.take().unwrap().write_all(pdf).unwrap();
    Some(String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap())
}

#[test]
fn a_paper_is_small_tagged_and_in_its_language() {
    for format in [Format::Letter, Format::Card] {
        let pdf = Paper { format, ..receipt(3) }.write().unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert!(pdf.len() < 60_000, "{} bytes: only the letters that are used", pdf.len());
        for part in ["/MarkInfo", "/Lang(en)", "pdfuaid:part", "/ToUnicode", "/FontFile2"] {
            assert!(text.contains(part), "{part}");
        }
    }
}

#[test]
fn its_words_are_read_back() {
    let Some(text) = read(&receipt(90).write().unwrap()) else { return };
    for words in ["Receipt", "王喆", "Åsa Đặng", "992 2399000021", "□□□□", "Row 90", "USD 1.20", "C92", "登机口", "1 of 3", "3 of 3"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn long_tables_go_on_overleaf_and_lose_nothing() {
    let face = face::Face::load().unwrap();
    let paper = receipt(90);
    let laid = flow::flow(&paper, &face);
    assert_eq!(laid.pages, 3);
    assert!(laid.stretches.iter().all(|stretch| stretch.page < laid.pages));
    let (_, height) = paper.format.size();
    for stretch in &laid.stretches {
        for ink in &stretch.ink {
            let (flow::Ink::Words { y, .. } | flow::Ink::Code { y, .. } | flow::Ink::Bar { y, .. }) = ink;
            assert!(*y > 0.0 && *y < height - 20.0);
        }
    }
}
