// Shared by build.rs (missing keys stop the build) and tests/words.rs (unused keys and differing
// arguments fail the tests).

use fluent_syntax::{ast, parser};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Message key → names of its arguments.
pub type Words = BTreeMap<String, BTreeSet<String>>;

/// Reads one locale file; the error names the place.
pub fn read_words(path: &Path) -> Result<Words, String> {
    let source = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let resource = parser::parse(source.as_str()).map_err(|(_, errors)| {
        let places: Vec<String> = errors
            .iter()
            .map(|error| format!("{}:{}: {}", path.display(), source[..error.pos.start].lines().count(), error.kind))
            .collect();
        places.join("\n")
    })?;
    let mut words = Words::new();
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let mut arguments = BTreeSet::new();
        if let Some(pattern) = &message.value {
            collect_pattern(pattern, &mut arguments);
        }
        if words.insert(message.id.name.to_owned(), arguments).is_some() {
            return Err(format!("{}: \"{}\" stands twice", path.display(), message.id.name));
        }
    }
    Ok(words)
}

fn collect_pattern(pattern: &ast::Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            collect_expression(expression, into);
        }
    }
}

fn collect_expression(expression: &ast::Expression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => collect_inline(inline, into),
        ast::Expression::Select { selector, variants } => {
            collect_inline(selector, into);
            for variant in variants {
                collect_pattern(&variant.value, into);
            }
        }
    }
}

fn collect_inline(inline: &ast::InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => collect_expression(expression, into),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                collect_inline(argument, into);
            }
        }
        _ => {}
    }
}

/// Every Rust file below a folder.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Keys named by `t!(…, "key"`, with the file that names them.
pub fn keys_used(source: &str) -> BTreeSet<String> {
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    let source = code.as_str();
    let mut keys = BTreeSet::new();
    for (start, _) in source.match_indices("t!(") {
        let after = &source[start + 3..];
        let preceded = source[..start].chars().next_back();
        if preceded.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let Some(comma) = after.find(',') else { continue };
        let Some(rest) = after[comma + 1..].trim_start().strip_prefix('"') else { continue };
        if let Some(end) = rest.find('"') {
            keys.insert(rest[..end].to_owned());
        }
    }
    keys
}

/// Every string literal that looks like a key, for telling which words nobody names.
pub fn literals(source: &str) -> BTreeSet<String> {
    source
        .split('"')
        .filter(|piece| piece.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .map(str::to_owned)
        .collect()
}
