//! What came of an improvement, in words.

use super::{Lang, t};
use desk::improvements::Of;
use domain::feedback::Theme;
use domain::improvement::{Effect, Metric};
use domain::statistic::Estimate;

/// What a theme is called.
#[must_use]
pub fn theme(l: Lang, theme: Theme) -> String {
    match theme {
        Theme::Service => t!(l, "theme-service"),
        Theme::Delay => t!(l, "theme-delay"),
        Theme::Cancellation => t!(l, "theme-cancellation"),
        Theme::BagMissing => t!(l, "theme-bag-missing"),
        Theme::BagDamaged => t!(l, "theme-bag-damaged"),
        Theme::OnBoard => t!(l, "theme-on-board"),
        Theme::Booking => t!(l, "theme-booking"),
        Theme::Staff => t!(l, "theme-staff"),
        Theme::Queue => t!(l, "theme-queue"),
        Theme::Other => t!(l, "theme-other"),
    }
}

/// What is compared.
#[must_use]
pub fn metric(l: Lang, metric: Metric) -> String {
    match metric {
        Metric::Satisfied => t!(l, "metric-satisfied"),
        Metric::Recommended => t!(l, "metric-recommended"),
        Metric::Easy => t!(l, "metric-easy"),
        Metric::Complaints => t!(l, "metric-complaints"),
    }
}

/// Whether it helped: the figure before and since, and how sure the difference is.
#[must_use]
pub fn effect(l: Lang, compared: Metric, of: &Of, effect: &Effect) -> String {
    let mut what = metric(l, compared);
    if of.answers.is_some() && compared != Metric::Complaints {
        what = t!(l, "metric-among", metric = what);
    }
    if let Some(about) = of.theme {
        what = t!(l, "metric-about", metric = what, theme = theme(l, about));
    }
    if let Some(station) = of.station.clone() {
        what = t!(l, "metric-at", metric = what, station = station);
    }
    let Effect::Seen { before, after, difference, better } = effect else { return t!(l, "effect-too-few", metric = what) };
    let whole = |value: f64| (if compared == Metric::Recommended { value } else { value * 100.0 }).round() as i64;
    let figure = |of: &Estimate| match compared {
        Metric::Recommended => t!(l, "effect-score", score = whole(of.value)),
        Metric::Satisfied | Metric::Easy | Metric::Complaints => t!(l, "effect-share", share = whole(of.value)),
    };
    let told = t!(l, "effect-figures", metric = what, before = figure(before), after = figure(after), count = before.n + after.n);
    let (least, most) = (whole(difference.low.abs().min(difference.high.abs())), whole(difference.low.abs().max(difference.high.abs())));
    let sure = match better {
        Some(true) => t!(l, "effect-better", least = least, most = most),
        Some(false) => t!(l, "effect-worse", least = least, most = most),
        None => t!(l, "effect-chance"),
    };
    match l.0 {
        domain::locale::Locale::En => format!("{told} {sure}"),
        domain::locale::Locale::ZhCn => format!("{told}{sure}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::locale::Locale;
    use domain::statistic::share;

    #[test]
    fn whether_it_helped_is_said_with_how_sure_it_is() {
        let told = |l, before, after| {
            let seen = domain::improvement::effect(Metric::Complaints, share(before, 200), share(after, 200));
            let of = Of { station: Some("ORD".to_owned()), theme: Some(Theme::Queue), answers: None };
            effect(Lang(l), Metric::Complaints, &of, &seen)
        };
        let better = told(Locale::En, 60, 20);
        assert!(
            better.contains("30 of 100") && better.contains("10 of 100") && better.contains("better") && better.contains("ORD"),
            "{better}"
        );
        assert!(told(Locale::En, 20, 60).contains("worse"));
        assert!(told(Locale::En, 40, 42).contains("chance"));
        assert!(told(Locale::ZhCn, 60, 20).contains("改善"));
        let few = effect(Lang(Locale::En), Metric::Satisfied, &Of::default(), &Effect::TooFew);
        assert!(few.contains("too few"), "{few}");
    }
}
