//! Cyrillic and Greek in Latin letters, as passports write them (ICAO Doc 9303 part 3; ELOT 743 for Greek),
//! and the Korean family names that have one settled spelling.

use unicode_normalization::UnicodeNormalization;

/// The form in Latin letters of a name folded to capitals without accents; other letters stay.
pub(super) fn from_cyrillic_and_greek(plain: &str) -> String {
    // Hangul comes decomposed; composed it is one character a syllable
    let composed: String = plain.nfc().collect();
    if let Some(name) = korean(&composed) {
        return name.to_owned();
    }
    let mut latin = String::with_capacity(composed.len());
    let mut letters = composed.chars().peekable();
    while let Some(c) = letters.next() {
        if c == 'Ο' && letters.next_if_eq(&'Υ').is_some() {
            latin.push_str("OU");
        } else {
            match letter(c) {
                Some(text) => latin.push_str(text),
                None => latin.push(c),
            }
        }
    }
    latin
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'А' | 'Α' => "A",
        'Б' => "B",
        'В' | 'Β' => "V",
        'Г' | 'Γ' | 'Ґ' => "G",
        'Д' | 'Δ' => "D",
        'Е' | 'Ё' | 'Э' | 'Ε' => "E",
        'Є' => "IE",
        'Ж' => "ZH",
        'З' | 'Ζ' => "Z",
        'И' | 'Й' | 'І' | 'Ї' | 'Ι' | 'Η' => "I",
        'К' | 'Κ' => "K",
        'Л' | 'Λ' => "L",
        'М' | 'Μ' => "M",
        'Н' | 'Ν' => "N",
        'Ξ' => "X",
        'О' | 'Ο' | 'Ω' => "O",
        'П' | 'Π' => "P",
        'Р' | 'Ρ' => "R",
        'С' | 'Σ' => "S",
        'Т' | 'Τ' => "T",
        'Θ' => "TH",
        'У' => "U",
        'Ф' | 'Φ' => "F",
        'Х' => "KH",
        'Χ' | 'Ч' => "CH",
        'Ц' => "TS",
        'Ш' => "SH",
        'Щ' => "SHCH",
        'Ы' | 'Υ' => "Y",
        'Ъ' => "IE",
        'Ь' => "",
        'Ю' => "IU",
        'Я' => "IA",
        'Ψ' => "PS",
        _ => return None,
    })
}

fn korean(name: &str) -> Option<&'static str> {
    Some(match name {
        "김" => "KIM",
        "이" => "LEE",
        "박" => "PARK",
        "최" => "CHOI",
        "정" => "JUNG",
        "강" => "KANG",
        "조" => "CHO",
        "윤" => "YOON",
        "장" => "JANG",
        "임" => "LIM",
        "한" => "HAN",
        "오" => "OH",
        "서" => "SEO",
        "신" => "SHIN",
        "권" => "KWON",
        "황" => "HWANG",
        "안" => "AHN",
        "송" => "SONG",
        "홍" => "HONG",
        _ => return None,
    })
}
