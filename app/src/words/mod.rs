//! Every word people read, in their language. Fluent files in `app/locales`, one a language.
//!
//! `t!(l, "trip-title")` and `t!(l, "trip-party", count = 3)`; `app/build.rs` refuses to build when a key is
//! missing in any language.

pub mod claim;
pub mod improvement;
pub mod letter;
mod money;
pub mod paper;
pub mod text;
pub mod when;

use domain::locale::Locale;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Words in one language, with `name = value` arguments: `t!(l, "trip-party", count = 3)`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal) => {
        $lang.text($key, None)
    };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::words::Args::new();
        $(args.set(stringify!($name), $value);)+
        $lang.text($key, Some(&args))
    }};
}
pub use t;

/// Arguments of a sentence.
pub type Args = FluentArgs<'static>;

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::En, include_str!("../../locales/en.ftl")));
static CHINESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::ZhCn, include_str!("../../locales/zh-CN.ftl")));

fn bundle(locale: Locale, source: &str) -> FluentBundle<FluentResource> {
    // The build script has parsed the file already; what still fails to parse is left out.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
    let id: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The language of a reader; a cheap handle to pass around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lang(pub Locale);

impl Lang {
    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self.0 {
            Locale::En => &ENGLISH,
            Locale::ZhCn => &CHINESE,
        }
    }

    /// The language tag for `lang` attributes.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// The sentence for a key. Prefer `t!` with a literal, which the build checks; this is for keys that
    /// `domain` and `desk` name (`status.key()`).
    #[must_use]
    pub fn text(self, key: &str, args: Option<&Args>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_both_languages_with_their_arguments() {
        assert_eq!(t!(Lang(Locale::En), "back"), "Back");
        assert_eq!(t!(Lang(Locale::En), "duration-hours-minutes", hours = 3, minutes = 20), "3 h 20 min");
        assert_eq!(t!(Lang(Locale::ZhCn), "duration-hours-minutes", hours = 3, minutes = 20), "3 小时 20 分");
    }
}
