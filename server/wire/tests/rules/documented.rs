//! What docs/rules.md shows works: each block of TOML is read, alone or inside the policy it belongs to.

use super::folder;
use wire::rules::{Written, booking, offer, read};

/// Blocks of a language, with the line each begins on.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<(usize, &'a str)> {
    let fence = format!("```{language}\n");
    let begins = text.match_indices(&fence).map(|(at, _)| at + fence.len());
    begins.map(|at| (text[..at].lines().count() + 1, text[at..].split("\n```").next().unwrap())).collect()
}

#[test]
fn every_example_is_read() {
    let text = std::fs::read_to_string(folder("../../docs/rules.md")).unwrap();
    let tomls = blocks(&text, "toml");
    let whole = tomls.iter().find(|(_, block)| block.contains("format = 1")).unwrap().1;
    assert!(tomls.len() >= 14, "{}", tomls.len());
    let example = read(&[Written { name: "rules.md".into(), text: whole.to_owned() }]).unwrap();
    assert_eq!(super::findings(&example), [] as [&str; 0]);
    for (line, block) in &tomls {
        let policy = if block.contains("format = 1") { (*block).to_owned() } else { format!("{}\n{block}\n", base(whole)) };
        if let Err(bad) = read(&[Written { name: format!("rules.md from line {line}"), text: policy }]) {
            panic!("{}\n{block}", bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
    for (line, block) in blocks(&text, "json") {
        let name = format!("rules.md from line {line}");
        let read = if block.contains("\"locator\"") { booking(&name, block).map(drop) } else { offer(&name, block).map(drop) };
        read.unwrap_or_else(|bad| panic!("{bad}"));
    }
}

/// The head and names of the worked example, for its other examples to stand on.
fn base(whole: &str) -> String {
    let head = whole.split("# --- rules").next().unwrap();
    format!(
        "{head}\n[[charge]]\nid = \"cancellation\"\nname = {{ en = \"x\", zh-CN = \"x\" }}\nactions = \"cancel\"\n[[charge]]\nid = \"change\"\nname = {{ en = \"x\", zh-CN = \"x\" }}\nactions = \"change\"\n[[charge]]\nid = \"no-show\"\nname = {{ en = \"x\", zh-CN = \"x\" }}\nactions = [\"cancel\", \"change\"]\nrequired = false\n"
    )
}
