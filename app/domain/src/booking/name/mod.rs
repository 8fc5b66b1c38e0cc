//! Names that answer to each other: `王` to `Wang`, `O’Brien` to `OBRIEN`, `Müller` to `MUELLER`.
//!
//! A ticket is written in capitals without accents, a passenger types what is in their passport or how
//! their own keyboard spells it. Every name is turned into the set of forms it could have been written in;
//! two names match when the sets meet. Names are never split into syllables or guessed at by similarity:
//! together with the locator a name opens an itinerary.

mod fold;
mod han;
mod roman;

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Names longer than this many characters are cut: the longest field of the trade holds 64.
const LONGEST: usize = 64;

/// The forms a passenger's name answers to: the family name as written, without accents, with the German
/// and Scandinavian spellings, and in Latin letters; with the given name also the whole name in both orders,
/// because people type what stands in the passport.
///
/// Sorted, without doubles, upper case; empty where the name has no letter.
#[must_use]
pub fn keys(family: &str, given: Option<&str>) -> Vec<String> {
    let mut all = forms(family);
    if let Some(given) = given.filter(|given| !forms(given).is_empty()) {
        all.extend(forms(&format!("{family} {given}")));
        all.extend(forms(&format!("{given} {family}")));
    }
    all.into_iter().collect()
}

/// The name as people say it: "Ada Okafor", but 王伟, family name first in Chinese, Japanese and Korean characters.
#[must_use]
pub fn whole(given: &str, family: &str) -> String {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    match (given, family) {
        ("", family) => family.to_owned(),
        (given, family) if family.chars().any(han) => format!("{family}{given}"),
        (given, family) => format!("{given} {family}"),
    }
}

/// The name as machines print it on tickets and boarding passes: `OKAFOR/ADA`, `WANG/WEI`.
#[must_use]
pub fn printed(family: &str, given: &str) -> String {
    let plain = |name: &str| {
        let form = han::spellings(&name.nfkc().collect::<String>()).into_iter().next().unwrap_or_default();
        let words = form.split_whitespace().map(|word| roman::from_cyrillic_and_greek(&fold::without_accents(word)));
        words.collect::<Vec<_>>().join(" ").chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect::<String>()
    };
    match (plain(family), plain(given)) {
        (family, given) if given.is_empty() => family,
        (family, given) => format!("{family}/{given}"),
    }
}

/// What may be shown of a name to whoever verifies a paper: `A. O.`, `王*`.
#[must_use]
pub fn initials(given: &str, family: &str) -> String {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    if family.chars().any(han) {
        let hidden = family.chars().skip(1).chain(given.chars()).filter(|c| c.is_alphanumeric()).map(|_| '*');
        return family.chars().take(1).chain(hidden).collect();
    }
    let words = given.split_whitespace().chain(family.split_whitespace());
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric()).map(|c| format!("{}.", c.to_uppercase()));
    words.filter_map(first).collect::<Vec<_>>().join(" ")
}

/// Whether what was typed is one of the forms.
///
/// Every key is compared with every form to its end, so the time taken tells nothing about which was close.
#[must_use]
pub fn matches(typed: &str, keys: &[String]) -> bool {
    let forms = forms(typed);
    let mut met = false;
    for key in keys {
        for form in &forms {
            met |= same(key.as_bytes(), form.as_bytes());
        }
    }
    met
}

/// Byte equality that always looks at every byte of the first.
fn same(key: &[u8], form: &[u8]) -> bool {
    let differing = key.iter().enumerate().fold(0_u8, |seen, (at, byte)| seen | (byte ^ form.get(at).copied().unwrap_or(!byte)));
    differing == 0 && key.len() == form.len()
}

/// Every form one name could have been written in.
fn forms(name: &str) -> BTreeSet<String> {
    // compatibility forms first: full-width letters, and the doubles of Chinese characters Unicode keeps
    let short: String = name.chars().take(LONGEST).nfkc().collect();
    let mut all = BTreeSet::new();
    for spelling in han::spellings(&short) {
        for plain in [fold::without_accents(&spelling), fold::with_digraphs(&spelling)] {
            all.insert(fold::without_umlaut_e(&plain));
            all.insert(roman::from_cyrillic_and_greek(&plain));
            all.extend(han::passport_u(&plain));
            all.insert(plain);
        }
    }
    all.remove("");
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(family: &str, typed: &str) -> bool {
        matches(typed, &keys(family, None))
    }

    #[test]
    fn a_name_is_printed_for_machines_and_hidden_from_strangers() {
        for (family, given, ticket, hidden) in [
            ("Okafor", "Ada", "OKAFOR/ADA", "A. O."),
            ("王", "伟", "WANG/WEI", "王*"),
            ("欧阳", "娜娜", "OUYANG/NANA", "欧***"),
            ("Lindqvist", "Åsa Maria", "LINDQVIST/ASA MARIA", "Å. M. L."),
            ("Жуков", "", "ZHUKOV", "Ж."),
            ("O’Brien", "Seán", "OBRIEN/SEAN", "S. O."),
        ] {
            assert_eq!((printed(family, given).as_str(), initials(given, family).as_str()), (ticket, hidden));
        }
    }

    #[test]
    fn names_answer_in_both_directions() {
        let same = [
            &["王", "Wang", "WANG", "wáng", "ＷＡＮＧ", " w a n g "][..],
            &["O’Brien", "OBRIEN", "O'Brien", "o brien", "Oʼbrien", "O`Brien", "O-Brien"],
            &["Müller", "MULLER", "MUELLER", "mu\u{308}ller", "Mueller"],
            &["Øst", "OST", "OEST", "øst"],
            &["Håkansson", "HAKANSSON", "hakansson"],
            &["Łukasiewicz", "LUKASIEWICZ"],
            &["Groß", "GROSS", "gross"],
            &["García Márquez", "GARCIAMARQUEZ", "Garcia-Marquez"],
            &["İnönü", "INONU", "inonu", "ınonu"],
            &["Nguyễn", "NGUYEN"],
            &["Đặng", "DANG"],
            &["欧阳", "歐陽", "OUYANG", "Ou-Yang"],
            &["張", "张", "ZHANG", "zhāng"],
            &["吕", "呂", "LV", "LYU", "LÜ", "lu"],
            &["单", "SHAN", "單"],
            &["曾", "ZENG"],
            &["仇", "QIU"],
            &["Иванов", "IVANOV", "иванов"],
            &["Щербаков", "SHCHERBAKOV"],
            &["Παπαδόπουλος", "PAPADOPOULOS", "παπαδοπουλος"],
            &["حداد", "حَدَّاد"],
            &["أحمد", "احمد"],
            &["김", "KIM"],
        ];
        for group in same {
            for name in group {
                for typed in group {
                    assert!(answers(name, typed), "{name} should answer to {typed}");
                }
            }
        }
    }

    #[test]
    fn other_names_do_not_answer() {
        let different =
            [("王", "Huang"), ("王", "李"), ("Rivera", "Riviera"), ("Okafor", "Oka"), ("Müller", "Miller"), ("Ng", "N"), ("Li", "Lee")];
        for (name, typed) in different {
            assert!(!answers(name, typed) && !answers(typed, name), "{name} must not answer to {typed}");
        }
        for nothing in ["", " ", "-", "😀", "''", "%", "\u{0}"] {
            assert!(keys(nothing, None).is_empty() && !answers("Rivera", nothing) && !answers(nothing, nothing), "{nothing:?}");
        }
    }

    #[test]
    fn the_whole_name_answers_in_both_orders_and_the_given_name_alone_does_not() {
        let wang = keys("王", Some("伟"));
        for typed in ["王伟", "Wang Wei", "Wei Wang", "WEIWANG", "王"] {
            assert!(matches(typed, &wang), "{typed}");
        }
        assert!(!matches("Wei", &wang) && !matches("伟", &wang));
        assert!(matches("Ada Okafor", &keys("Okafor", Some("Ada"))));
        // one name only, as some passports have
        assert_eq!(keys("Suharto", Some("")), keys("Suharto", None));
    }

    proptest! {
        #[test]
        fn every_name_answers_to_itself_in_any_case(name in "\\PC{0,70}") {
            let keys = keys(&name, None);
            prop_assert_eq!(matches(&name, &keys), !keys.is_empty());
            prop_assert!(keys.iter().all(|key| matches(key, &keys)), "keys answer to themselves: {keys:?}");
            prop_assert!(keys.len() <= 40);
        }

        #[test]
        fn plain_latin_names_are_one_key_or_two(name in "[A-Z]{1,12}", other in "[A-Z]{1,12}") {
            let of_name = keys(&name, None);
            prop_assert!((1..=2).contains(&of_name.len()));
            let loose = |n: &str| n.replace("AE", "A").replace("OE", "O").replace("UE", "U");
            if loose(&name) != loose(&other) {
                prop_assert!(!matches(&other, &of_name));
            }
        }
    }
}
