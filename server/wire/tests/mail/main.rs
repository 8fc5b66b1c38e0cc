//! Mail, read: what people's programs send, and what nobody should.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod hostile;
mod reads;

use domain::contact::EmailAddress;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use wire::mail::{Incoming, Ours, read};

pub const OURS: Ours<'static> = Ours { address: "care@landside.example", replies: None };

/// What is read can be stored and shown, whatever it was.
fn is_sound(name: &str, mail: &Incoming) {
    let line = |text: &str, longest: usize| text.chars().count() <= longest && !text.contains(|c: char| c.is_control() || c == '\u{202e}');
    assert!(line(&mail.subject, 120), "{name}: subject {:?}", mail.subject);
    if let Some(from) = &mail.from {
        assert!(line(&from.name, 80), "{name}: name {:?}", from.name);
        assert!(EmailAddress::parse(&from.address).is_some(), "{name}: address {:?}", from.address);
    }
    assert!(mail.message_id.iter().chain(&mail.thread).all(|id| line(id, 250) && !id.is_empty()), "{name}: ids");
    assert!(
        mail.files.iter().all(|file| line(&file.name, 100) && !file.name.contains(['/', '\\']) && line(&file.kind, 101)),
        "{name}: files {:?}",
        mail.files
    );
    assert!(mail.thread.len() <= 40 && mail.files.len() <= 50 && mail.references.len() <= 5, "{name}");
    for (text, longest) in [(&mail.words, 10_000), (&mail.rest, 100_000), (&mail.earlier, 100_000)] {
        assert!(text.chars().count() <= longest, "{name}: {} characters", text.chars().count());
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{name}: hidden characters");
    }
}

/// The messages of `public/`, by name.
fn public() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/public");
    let files = ["rfc", "malformed", "thirdparty"].into_iter().flat_map(|kind| std::fs::read_dir(format!("{folder}/{kind}")).unwrap());
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .map(|path| (path.display().to_string(), std::fs::read(path).unwrap()))
        .collect()
}

#[test]
fn public_messages_are_read() {
    let messages = public();
    let read = messages.iter().filter(|(_, bytes)| read(bytes, OURS).is_some()).count();
    assert!(messages.len() >= 50 && read >= 35, "{read} of {}", messages.len());
}

#[test]
fn every_hostile_message_is_survived_in_bounded_time() {
    let messages: Vec<(String, Vec<u8>)> = hostile::messages().into_iter().chain(public()).collect();
    assert!(messages.len() >= 150, "{}", messages.len());
    // on a thread with the stack of a server's
    let checked = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        for (name, bytes) in &messages {
            let began = Instant::now();
            let mail = read(bytes, OURS);
            let took = began.elapsed();
            if let Some(mail) = &mail {
                is_sound(name, mail);
            }
            // an unoptimised build on a busy machine; what grows with the square of its size takes minutes
            assert!(took < Duration::from_secs(20), "{name} took {took:?}");
            assert_eq!(mail, read(bytes, OURS), "{name}: the same bytes, the same message");
        }
    });
    checked.unwrap().join().unwrap();
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        if let Some(mail) = read(&bytes, OURS) {
            is_sound("random", &mail);
        }
    }

    #[test]
    fn any_lines_are_survived(lines in proptest::collection::vec("(From|To|Subject|Content-Type|Content-Disposition|References|Auto-Submitted|--b|>|begin 644|On)(: | )[ -~\u{4e00}-\u{4eff}]{0,60}", 0..30)) {
        if let Some(mail) = read(lines.join("\r\n").as_bytes(), OURS) {
            is_sound("lines", &mail);
        }
    }
}
