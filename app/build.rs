//! Refuses to build while a word is missing in any language.

#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(dead_code)]

include!("words_check.rs");

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src");
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    for file in rust_files(Path::new("src")) {
        used.extend(keys_used(&fs::read_to_string(&file).unwrap_or_default()));
    }
    for locale in ["en", "zh-CN"] {
        match read_words(Path::new(&format!("locales/{locale}.ftl"))) {
            Ok(words) => {
                problems.extend(used.iter().filter(|key| !words.contains_key(*key)).map(|key| format!("{locale}.ftl has no \"{key}\"")))
            }
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        println!("cargo::error={}", problem.replace('\n', "; "));
    }
}
