//! One thing claimed, or one receipt.

use crate::FieldError;
use crate::cases::Draft;
use domain::claim::{Facts, Item, ItemKind};
use domain::money::{Currency, Money};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most things in a claim.
pub const MOST: usize = 40;
/// Longest name of a thing, in characters.
const LONGEST: usize = 80;
/// Most that one thing costs.
const DEAREST: i64 = 100_000_000;

/// A thing claimed, as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its number among those told, kept when others are taken off.
    #[serde(default)]
    pub place: u32,
    /// What it is called.
    pub what: String,
    /// What it is.
    pub kind: ItemKind,
    /// What it cost.
    pub cost: Money,
    /// When it was bought.
    pub bought: Option<Date>,
    /// There is a receipt.
    pub proved: bool,
    /// Photos of it in the case, once it was sent.
    #[serde(default)]
    pub photos: Vec<Uuid>,
}

impl Thing {
    /// Reads what a page about one thing told; `asked` is what is known of the claim, `known` the currencies there are rates of. What was
    /// photographed has a receipt.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(told: &Draft, asked: &Facts, known: &[Currency], place: u32, photographed: bool) -> Result<Self, Vec<FieldError>> {
        let get = |field: &str| told.get(field).map_or("", |text| text.trim());
        let mut errors = Vec::new();
        let mut wrong = |field, message| errors.push(FieldError::new(field, message));
        let kind = ItemKind::parse(get("kind"));
        if kind.is_none() {
            wrong("kind", "claim-kind-missing");
        }
        let currency = Currency::parse(get("cost_currency"));
        if currency.is_none() {
            wrong("cost_currency", "claim-currency-missing");
        }
        let cost = amount(get("cost"), currency);
        if cost.is_none() {
            wrong("cost", "claim-cost-wrong");
        }
        let bought = get("bought").parse::<Date>().ok();
        if !get("bought").is_empty() && bought.is_none() {
            wrong("bought", "claim-bought-wrong");
        }
        let proved = match get("receipt") {
            _ if photographed => Some(true),
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if proved.is_none() {
            wrong("receipt", "claim-receipt-missing");
        }
        let what = get("what").to_owned();
        match (kind, cost.zip(currency), proved) {
            (Some(kind), Some((cost, currency)), Some(proved)) => {
                let thing = Self { place, what, kind, cost: Money::new(cost, currency).tidy(), bought, proved, photos: Vec::new() };
                errors.extend(thing.wrong(asked, known));
                if errors.is_empty() { Ok(thing) } else { Err(errors) }
            }
            _ => {
                if nameless(&what) {
                    errors.push(FieldError::new("what", "claim-what-missing"));
                }
                Err(errors)
            }
        }
    }

    /// What is wrong with it in this claim: asked once more before it is sent, since the other answers may have changed.
    pub(super) fn wrong(&self, asked: &Facts, known: &[Currency]) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field, message| errors.push(FieldError::new(field, message));
        if nameless(&self.what) {
            wrong("what", "claim-what-missing");
        }
        if !ItemKind::of(asked.harm).contains(&self.kind) {
            wrong("kind", "claim-kind-missing");
        }
        if !known.contains(&self.cost.currency) {
            wrong("cost_currency", "claim-currency-missing");
        }
        let (cost, digits) = (self.cost.amount, self.cost.currency.digits());
        if cost <= Decimal::ZERO || cost > Decimal::from(DEAREST) || cost.normalize().scale() > digits {
            wrong("cost", "claim-cost-wrong");
        }
        // what was in the bag was there before the flight; what it is mended with, and what was needed meanwhile, came after
        let later = matches!(self.kind, ItemKind::Interim | ItemKind::Repair);
        match self.bought {
            Some(day) if day > asked.asked => wrong("bought", "claim-bought-wrong"),
            Some(day) if !later && day > asked.arrived => wrong("bought", "claim-bought-after"),
            None if self.kind == ItemKind::Interim => wrong("bought", "claim-bought-missing"),
            _ => {}
        }
        errors
    }

    /// As the rules are asked.
    pub(super) fn item(&self) -> Item {
        Item { id: self.what.clone(), kind: self.kind, cost: self.cost, bought: self.bought, proved: self.proved, settled: false }
    }
}

fn nameless(what: &str) -> bool {
    what.is_empty() || what.chars().count() > LONGEST
}

/// Reads an amount as people write it: `80`, `80,50`, `1,299.00`, `1.299,00`, `１２`. What could be read in two ways is refused rather than
/// guessed.
#[must_use]
pub fn amount(text: &str, currency: Option<Currency>) -> Option<Decimal> {
    let half = |c: char| char::from_u32(u32::from(c).wrapping_sub(0xfee0)).filter(char::is_ascii).unwrap_or(c);
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = match plain.rsplit_once([',', '.']) {
        // three digits behind the last comma are thousands
        Some((whole, part)) if part.len() == 3 && plain.as_bytes().get(whole.len()) == Some(&b',') => (plain.as_str(), None),
        Some((whole, part)) => (whole, Some(part)),
        None => (plain.as_str(), None),
    };
    // behind a lone point they may be either, but for the few currencies that have three
    let three = currency.is_some_and(|currency| currency.digits() == 3) || whole == "0";
    if part.is_some_and(|part| part.len() == 3) && !whole.contains([',', '.']) && !three {
        return None;
    }
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let grouped = |(place, group): (usize, &&str)| if place == 0 { group.len() <= 3 } else { group.len() == 3 };
    let sound = groups.iter().all(|group| digits(group)) && (groups.len() == 1 || groups.iter().enumerate().all(grouped));
    if !sound || part.is_some_and(|part| !digits(part)) {
        return None;
    }
    let text = [groups.concat(), part.map(|part| format!(".{part}")).unwrap_or_default()].concat();
    Decimal::from_str_exact(&text).ok().map(|amount| amount.normalize())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_and_never_guessed() {
        for (typed, read) in [
            ("80", Some("80")),
            ("80.5", Some("80.5")),
            ("80,50", Some("80.5")),
            ("1,299.00", Some("1299")),
            ("1.299,00", Some("1299")),
            ("1,299", Some("1299")),
            ("12,345,678", Some("12345678")),
            ("1 299,5", Some("1299.5")),
            ("１，０８０．５０", Some("1080.5")),
            ("0", Some("0")),
            ("1.2990", Some("1.299")),
            ("1.299", None),
            ("12.000", None),
            ("0.125", Some("0.125")),
            ("", None),
            ("-5", None),
            ("+5", None),
            ("1e9", None),
            ("5.", None),
            (",5", None),
            (".5", None),
            ("1,29,9", None),
            ("1.2.3", None),
            ("80 USD", None),
            ("٣", None),
            ("99999999999999999999999999999999", None),
        ] {
            assert_eq!(amount(typed, None).map(|amount| amount.to_string()).as_deref(), read, "{typed:?}");
        }
    }

    #[test]
    fn a_thing_is_read_with_what_is_wrong() {
        let known = [Currency::parse("USD").unwrap(), Currency::parse("JPY").unwrap()];
        let asked: Facts = serde_json::from_value(serde_json::json!({
            "journey": [], "bag": "checked", "harm": "loss", "arrived": "2026-11-20", "asked": "2026-11-22", "currency": "USD" }))
        .unwrap();
        let told = |fields: &[(&str, &str)]| -> Draft { fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect() };
        let whole = told(&[
            ("kind", "interim"),
            ("what", "Shirt"),
            ("cost", "１,080.50"),
            ("cost_currency", "USD"),
            ("bought", "2026-11-20"),
            ("receipt", "yes"),
        ]);
        let thing = Thing::read(&whole, &asked, &known, 3, false).unwrap();
        assert_eq!((thing.cost.to_string().as_str(), thing.proved, thing.place), ("USD 1080.50", true, 3));
        for (changed, wrong) in [
            (&[("kind", "")] as &[_], ("kind", "claim-kind-missing")),
            (&[("kind", "repair")], ("kind", "claim-kind-missing")),
            (&[("what", " ")], ("what", "claim-what-missing")),
            (&[("cost", "-5")], ("cost", "claim-cost-wrong")),
            (&[("cost", "0")], ("cost", "claim-cost-wrong")),
            (&[("cost", "100000001")], ("cost", "claim-cost-wrong")),
            (&[("cost", "5.001")], ("cost", "claim-cost-wrong")),
            (&[("cost", "80.50"), ("cost_currency", "JPY")], ("cost", "claim-cost-wrong")),
            (&[("cost_currency", "AED")], ("cost_currency", "claim-currency-missing")),
            (&[("bought", "2026-11-23")], ("bought", "claim-bought-wrong")),
            (&[("bought", "yesterday")], ("bought", "claim-bought-wrong")),
            (&[("bought", "")], ("bought", "claim-bought-missing")),
            (&[("kind", "clothes"), ("bought", "2026-11-21")], ("bought", "claim-bought-after")),
            (&[("receipt", "")], ("receipt", "claim-receipt-missing")),
        ] {
            let mut fields = whole.clone();
            fields.extend(told(changed));
            let errors = Thing::read(&fields, &asked, &known, 0, false).unwrap_err();
            assert!(errors.iter().any(|error| (error.field, error.message) == wrong), "{changed:?}: {errors:?}");
        }
        // two answers at once are both told; a photo is a receipt
        let mut fields = whole.clone();
        fields.extend(told(&[("what", ""), ("cost", ""), ("receipt", "no")]));
        let errors = Thing::read(&fields, &asked, &known, 0, false).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["cost", "what"]);
        fields.extend(told(&[("what", "Hat"), ("cost", "12")]));
        assert!(Thing::read(&fields, &asked, &known, 0, true).unwrap().proved);
    }
}
