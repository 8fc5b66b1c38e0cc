//! Every language says the same things with the same arguments, and nothing is written for nobody.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, dead_code, missing_docs)]

include!("../words_check.rs");

fn words(locale: &str) -> Words {
    read_words(Path::new(&format!("locales/{locale}.ftl"))).unwrap()
}

#[test]
fn languages_agree_on_keys_and_arguments() {
    let (english, chinese) = (words("en"), words("zh-CN"));
    let mut differences = Vec::new();
    for (key, arguments) in &english {
        match chinese.get(key) {
            None => differences.push(format!("zh-CN lacks {key}")),
            Some(other) if other != arguments => differences.push(format!("{key}: en takes {arguments:?}, zh-CN {other:?}")),
            Some(_) => {}
        }
    }
    differences.extend(chinese.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("en lacks {key}")));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_word_is_used() {
    let mut named = BTreeSet::new();
    for folder in ["src", "domain/src", "../server"] {
        for file in rust_files(Path::new(folder)) {
            named.extend(literals(&fs::read_to_string(file).unwrap()));
        }
    }
    let unused: Vec<String> = words("en").into_keys().filter(|key| !named.contains(key)).collect();
    assert!(unused.is_empty(), "nobody says: {}", unused.join(", "));
}

#[test]
fn keys_are_found_in_source() {
    let found = keys_used("x = t!(l, \"a-b\"); y = t!(self.l(), \"c-d\", n = 1); assert!(l, \"no-key\")");
    assert_eq!(found, BTreeSet::from(["a-b".to_owned(), "c-d".to_owned()]));
}

/// Sentences that rules and use-cases answer with are looked up at run time: they must exist. The last literal of such a line is the key.
#[test]
fn every_refusal_has_its_sentence() {
    let english = words("en");
    let mut missing = BTreeSet::new();
    for file in ["domain/src", "../server/desk/src", "../server/src"].into_iter().flat_map(|folder| rust_files(Path::new(folder))) {
        let source = fs::read_to_string(&file).unwrap();
        let refusals = source.lines().filter(|line| {
            ["Error::invalid(", "FieldError::new(", "Error::Conflict(", "const fn key"].iter().any(|call| line.contains(call))
        });
        let keys = refusals
            .filter_map(|line| line.rsplit('"').nth(1))
            .filter(|key| key.contains('-') && literals(&format!("\"{key}\"")).contains(*key));
        missing.extend(keys.filter(|key| !english.contains_key(*key)).map(|key| format!("{}: {key}", file.display())));
    }
    // told at the terminal or to a machine, in their own words
    missing.retain(|named| !["demo-not-", "token-", "mail-no-sender", "text-no-sender"].iter().any(|plain| named.contains(plain)));
    assert!(missing.is_empty(), "{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}
