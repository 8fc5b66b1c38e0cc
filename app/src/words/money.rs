//! Amounts as people read them.

use super::Lang;
use domain::money::Money;

impl Lang {
    /// `USD 1,241.20`: code first, at least the digits of the currency, a space that does not break.
    #[must_use]
    pub fn money(self, money: Money) -> String {
        let amount = money.tidy().amount.to_string();
        let (whole, rest) = amount.split_once('.').map_or((amount.as_str(), None), |(whole, rest)| (whole, Some(rest)));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("\u{2212}", digits));
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let rest = rest.map(|rest| format!(".{rest}")).unwrap_or_default();
        format!("{sign}{}\u{a0}{grouped}{rest}", money.currency)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::locale::Locale;
    use domain::money::Currency;

    #[test]
    fn thousands_are_apart_and_digits_are_the_currencys() {
        let told =
            |amount: &str, currency: &str| Lang(Locale::En).money(Money::new(amount.parse().unwrap(), Currency::parse(currency).unwrap()));
        assert_eq!(told("1241.2", "USD"), "USD\u{a0}1,241.20");
        assert_eq!(told("-75", "USD"), "\u{2212}USD\u{a0}75.00");
        assert_eq!(told("1234567", "JPY"), "JPY\u{a0}1,234,567");
        assert_eq!(told("0.5", "KWD"), "KWD\u{a0}0.500");
    }
}
