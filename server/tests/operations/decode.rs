//! `landside wire decode`, as a shell runs it.

use serde_json::Value;
use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Exit code, documents, what was complained of.
fn decode(arguments: &[&str], input: &str) -> (Option<i32>, Vec<Value>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landside"));
    command.args(["wire", "decode"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let documents = String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (output.status.code(), documents, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn messages_become_lines_of_json() {
    let bag = "BSM\n.V/1LEWR\n.F/LD408/21NOV/ORD/Y\n.N/0992123456001\nENDBSM\n";
    let move_ = "MVT\nLD408/21.N14228.EWR\nAD1920/1934 EA2155 ORD\n";
    let (code, documents, complaints) = decode(&["--context", "2026-11-20"], &format!("{bag}{move_}"));
    assert_eq!((code, complaints.as_str()), (Some(0), ""));
    assert_eq!(documents[0]["groups"][0]["outbound"]["date"], "2026-11-21");
    assert_eq!(documents[1]["legs"][0]["destination"], "ORD");

    let (code, documents, _) = decode(&["--kind", "mvt"], bag);
    assert_eq!((code, documents.len()), (Some(1), 0), "of another kind");
    let (code, documents, _) = decode(&["--kind", "bcbp"], "M1OKAFOR/ADA          EX4TE6N EWRORDLD 0408 326Y014A0025 100\n");
    assert_eq!((code, &documents[0]["legs"][0]["seat"]), (Some(0), &Value::from("014A")));
}

#[test]
fn what_is_bad_is_told_at_its_place_and_the_rest_is_printed() {
    let good = "BUM\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992123456001\nENDBUM\n";
    let bad = "BSM\n.V/1LEWR\n.F/LD408/JAN32/ORD/Y\n.N/0992123456001\nENDBSM\n";
    let (code, documents, complaints) = decode(&[], &format!("{bad}{good}"));
    assert_eq!((code, documents.len()), (Some(1), 1));
    assert!(complaints.starts_with("line 3, .F: date JAN32\n"), "{complaints}");

    assert_eq!(decode(&[], "").0, Some(1));
    assert_eq!(decode(&["--context", "yesterday"], good).0, Some(2));
}
