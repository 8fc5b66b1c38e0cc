//! The carrier's name and mark, read from `style/carrier.css`: the one file a carrier changes. The picture of its sign is beside it.

use domain::locale::Locale;
use std::sync::LazyLock;

const TOKENS: &str = include_str!("../../../style/carrier.css");

/// `style/icon.svg` as an address that is its own content: a request of its own would compete with style and font for
/// the first second of a slow line.
static ICON: LazyLock<String> = LazyLock::new(|| {
    let picture = include_str!("../../../style/icon.svg").trim().replace('"', "'");
    format!("data:image/svg+xml,{}", picture.replace('%', "%25").replace('#', "%23").replace('<', "%3C").replace('>', "%3E"))
});

/// The sign in the browser's tab.
#[must_use]
pub fn icon() -> &'static str {
    &ICON
}

/// What the carrier is called in a language.
#[must_use]
pub fn name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => token("--carrier-name"),
        Locale::ZhCn => token("--carrier-name-zh"),
    }
}

/// The two letters on its sign.
#[must_use]
pub fn mark() -> &'static str {
    token("--carrier-mark")
}

/// The number that is answered day and night, as people read it.
#[must_use]
pub fn telephone() -> &'static str {
    token("--carrier-telephone")
}

/// The accent as mail programs understand it: `#f3cf2c`.
#[must_use]
pub fn accent() -> String {
    let value = TOKENS.lines().find_map(|line| line.trim().strip_prefix("--carrier-accent: oklch(")?.strip_suffix(");"));
    let mut numbers =
        value.unwrap_or_default().split_whitespace().map(|number| number.trim_end_matches('%').parse::<f64>().unwrap_or_default());
    let mut next = || numbers.next().unwrap_or_default();
    let (lightness, chroma, hue) = (next() / 100.0, next(), next().to_radians());
    hex(lightness, chroma * hue.cos(), chroma * hue.sin())
}

/// Oklab to sRGB (https://bottosson.github.io/posts/oklab/).
fn hex(lightness: f64, a: f64, b: f64) -> String {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let linear = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ];
    let channel = |value: f64| {
        let value = value.clamp(0.0, 1.0);
        let curved = if value <= 0.003_130_8 { 12.92 * value } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
        format!("{:02x}", (curved * 255.0).round() as u8)
    };
    format!("#{}", linear.map(channel).concat())
}

/// The quoted value of a token; empty where the file has none.
fn token(name: &str) -> &'static str {
    TOKENS
        .lines()
        .filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':'))
        .find_map(|rest| rest.split('"').nth(1))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_file_names_the_carrier_in_every_language() {
        assert!(Locale::ALL.into_iter().all(|locale| !name(locale).is_empty()));
        assert_eq!(mark().chars().count(), 2);
        assert!(domain::contact::PhoneNumber::parse(telephone()).is_some(), "{}", telephone());
    }

    #[test]
    fn the_accent_is_a_colour_mail_programs_know() {
        assert_eq!(hex(1.0, 0.0, 0.0), "#ffffff");
        assert_eq!(hex(0.627_955, 0.224_863, 0.125_846), "#ff0000");
        assert!(accent().len() == 7 && accent() != hex(0.0, 0.0, 0.0), "{}", accent());
    }

    #[test]
    fn the_icon_is_an_address() {
        assert!(icon().starts_with("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"));
        assert!(!icon().contains(['<', '>', '"', '#']));
    }
}
