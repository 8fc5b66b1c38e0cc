//! A booking with its prices, as rules look at it. `docs/rules.md` describes it as a JSON file.

use super::value::Number;
use crate::money::{Currency, Money};
use jiff::Zoned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A booking with what was paid for each flight of each passenger.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// Booking reference.
    pub locator: String,
    /// Currency of every price that names none, and of what is asked for.
    pub currency: Currency,
    /// When it was made, on the clock of the office that made it.
    pub booked_at: Zoned,
    /// When its tickets were last issued; when it was made, where it is not said.
    #[serde(default)]
    pub issued_at: Option<Zoned>,
    /// Country it was sold in.
    pub point_of_sale: String,
    /// The agency that sold it; the airline where there is none.
    #[serde(default)]
    pub agency: Option<String>,
    /// How it was paid: `card`, `cash`, `points` …
    #[serde(default = "card")]
    pub payment: String,
    /// Whether it was sold as a group.
    #[serde(default)]
    pub group: bool,
    /// Passengers of the group who have cancelled already.
    #[serde(default)]
    pub group_cancelled: u32,
    /// Flights, in order.
    pub segments: Vec<Segment>,
    /// Who travels.
    pub passengers: Vec<Passenger>,
    /// What was bought beside.
    #[serde(default)]
    pub ancillaries: Vec<Ancillary>,
    /// New flights that are offered for some of these, with their prices.
    #[serde(default)]
    pub offer: Option<super::ask::Offer>,
}

fn card() -> String {
    "card".to_owned()
}

/// A flight of the booking.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// What the rest of the file calls it.
    pub id: String,
    /// Marketing carrier and number: `LD408`.
    pub flight: String,
    /// Operating carrier, where it is another.
    #[serde(default)]
    pub operating: Option<String>,
    /// Airport, IATA.
    pub origin: String,
    /// Its country, ISO 3166 alpha-2.
    pub origin_country: String,
    /// Airport, IATA.
    pub destination: String,
    /// Its country.
    pub destination_country: String,
    /// Departure as booked, on the clock of its airport.
    pub departs: Zoned,
    /// Cabin.
    pub cabin: String,
    /// Booking class.
    #[serde(default)]
    pub class: Option<String>,
    /// Fare family; found by the class where it is not said.
    #[serde(default)]
    pub family: Option<String>,
    /// Fare basis code.
    #[serde(default)]
    pub fare_basis: Option<String>,
    /// Which way of the trip it is part of: 1 there, 2 back.
    #[serde(default = "first")]
    pub direction: u8,
    /// What the carrier did to it.
    #[serde(default)]
    pub disruption: Option<Disruption>,
}

const fn first() -> u8 {
    1
}

impl Segment {
    /// Marketing carrier: the two letters or digits in front of the number.
    #[must_use]
    pub fn carrier(&self) -> &str {
        self.flight.split_at_checked(2).map_or("", |(carrier, _)| carrier)
    }
}

/// What the carrier did to a flight.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Disruption {
    /// It does not go.
    pub cancelled: bool,
    /// When it leaves now.
    pub departs: Option<Zoned>,
    /// Minutes it arrives later than booked.
    pub arrives_later_minutes: i64,
    /// It leaves from or arrives at another airport.
    pub other_airport: bool,
    /// There are more connections.
    pub more_connections: bool,
    /// The cabin is a lower one.
    pub downgraded: bool,
    /// A connection on the same ticket cannot be made any more.
    pub connection_missed: bool,
    /// When the passenger was told.
    pub told_at: Option<Zoned>,
}

/// A passenger with what they paid for each flight.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passenger {
    /// What the rest of the file calls them.
    pub id: String,
    /// `adult`, `child`, `infant`, `infant_seat`, or as the policy calls them.
    #[serde(rename = "type")]
    pub kind: String,
    /// Loyalty tier.
    #[serde(default)]
    pub tier: Option<String>,
    /// Changes they have made of their own will before.
    #[serde(default)]
    pub changes_made: u32,
    /// One for each flight.
    pub coupons: Vec<Coupon>,
}

/// Where a coupon stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponState {
    /// Good for its flight.
    #[default]
    Open,
    /// Flown.
    Used,
    /// Its flight has left without the passenger.
    NoShow,
    /// Given back, changed into another, or void.
    Closed,
}

/// One passenger on one flight, and what it cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// The flight, by its id.
    pub segment: String,
    /// Ticket number; one ticket for each passenger where it is not said.
    #[serde(default)]
    pub ticket: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub status: CouponState,
    /// Whether they have checked in.
    #[serde(default)]
    pub checked_in: bool,
    /// The fare, without surcharges and taxes.
    pub fare: Price,
    /// What the carrier adds.
    #[serde(default)]
    pub surcharges: Vec<Charged>,
    /// What states and airports take.
    #[serde(default)]
    pub taxes: Vec<Charged>,
    /// The full fare that percentages of some policies are of.
    #[serde(default)]
    pub published_fare: Option<Price>,
    /// What the flight costs one way, where rules recalculate what was flown.
    #[serde(default)]
    pub one_way_fare: Option<Price>,
}

/// A surcharge or tax with its code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charged {
    /// `YQ`, `CN`, `US2`.
    pub code: String,
    /// How much.
    pub amount: Price,
}

/// Something bought beside the flight.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ancillary {
    /// What it is: `BAG`, `SEAT`, `COVER`.
    pub code: String,
    /// For whom.
    pub passenger: String,
    /// On which flight; all of them where it is not said.
    #[serde(default)]
    pub segment: Option<String>,
    /// What it cost.
    pub amount: Price,
    /// Whether it was had already.
    #[serde(default)]
    pub used: bool,
}

/// Who issued the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// The airline itself.
    Airline,
    /// An agency.
    Agency,
}

impl Issuer {
    /// As conditions call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Airline => "airline",
            Self::Agency => "agency",
        }
    }
}

/// A price: `"120.00"` in the booking's currency, or `{"amount": "5000", "currency": "PTS"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    amount: Number,
    currency: Option<Currency>,
}

impl Price {
    /// A price with its currency.
    #[must_use]
    pub const fn new(money: Money) -> Self {
        Self { amount: Number(money.amount), currency: Some(money.currency) }
    }

    /// As money.
    #[must_use]
    pub fn money(self, currency: Currency) -> Money {
        Money::new(self.amount.0, self.currency.unwrap_or(currency))
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.currency {
            Some(currency) => Money::new(self.amount.0, currency).serialize(serializer),
            None => self.amount.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            amount: Number,
            currency: Currency,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Price;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount such as \"120.00\", or {\"amount\": \"5000\", \"currency\": \"JPY\"}")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Price, E> {
                price(Number::deserialize(de::value::StrDeserializer::<E>::new(text))?, None)
            }
            fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Price, E> {
                price(Number(whole.into()), None)
            }
            fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Price, E> {
                price(Number(whole.into()), None)
            }
            fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<Price, E> {
                Number::deserialize(de::value::F64Deserializer::<E>::new(fraction)).and_then(|amount| price(amount, None))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Price, A::Error> {
                let full = Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                price(full.amount, Some(full.currency))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

fn price<E: de::Error>(amount: Number, currency: Option<Currency>) -> Result<Price, E> {
    if amount.0.is_sign_negative() && !amount.0.is_zero() {
        return Err(E::custom(format!("a price is not below zero: {}", amount.0)));
    }
    if amount.0 >= rust_decimal::Decimal::from(1_000_000_000_000_i64) {
        return Err(E::custom("a price beyond a million millions"));
    }
    Ok(Price { amount, currency })
}

impl Booking {
    /// When its tickets were last issued.
    #[must_use]
    pub fn issued(&self) -> &Zoned {
        self.issued_at.as_ref().unwrap_or(&self.booked_at)
    }

    /// Who issued them.
    #[must_use]
    pub const fn issuer(&self) -> Issuer {
        if self.agency.is_some() { Issuer::Agency } else { Issuer::Airline }
    }

    /// A flight by its id.
    #[must_use]
    pub fn segment(&self, id: &str) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.id == id)
    }
}
