//! Conditions: what a rule asks of the booking, the request and the hour. All that are named must hold.

use super::value::{Length, Moment, Percent, Words};
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Whose departure or route is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// The flight itself.
    #[default]
    Segment,
    /// The way there, or back: from its first flight not yet flown; its route from its first airport to its last.
    Direction,
    /// The whole trip: its first flight; its route from its first airport to where the first direction ends.
    Journey,
}

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dim {
    /// `cancel`, `change` …
    Action,
    /// Fare family.
    Family,
    /// Cabin.
    Cabin,
    /// Booking class.
    Class,
    /// Fare basis code.
    FareBasis,
    /// Loyalty tier; `none`.
    Tier,
    /// Kind of passenger.
    Passenger,
    /// Country of sale.
    PointOfSale,
    /// How it is asked for.
    Channel,
    /// `airline` or `agency`.
    Issuer,
    /// How it was paid.
    Payment,
    /// Why it is asked for.
    Reason,
    /// Marketing carrier.
    Carrier,
    /// Operating carrier.
    Operating,
    /// Flight, `LD408`.
    Flight,
    /// The first definition of a significant change that fits; `none`.
    Disruption,
    /// The same of any flight the passenger has not flown; `none`.
    DisruptionAnywhere,
    /// Whether the reason is proved.
    Evidence,
    /// Whether it is a group's booking.
    Group,
    /// Whether the passenger did not come.
    NoShow,
    /// Whether they have checked in.
    CheckedIn,
    /// `unused` or `partly_used`.
    Ticket,
    /// Whether the new flights are of the same route: `same`, `other`.
    NewRoute,
    /// Whether they begin and end in the same cities: `same`, `other`.
    NewCity,
    /// `same`, `higher`, `lower`.
    NewCabin,
    /// `same`, `higher`, `lower`.
    NewFare,
    /// Fare family of the new flights.
    NewFamily,
    /// Marketing carrier of the new flights.
    NewCarrier,
    /// `fare`, `surcharges`, `taxes`, `ancillaries`.
    Part,
    /// Code of a surcharge, tax or extra.
    Code,
    /// From where to where.
    Route(Measured),
    /// Seconds to departure.
    Departure(Measured),
    /// Calendar days to departure, at the airport of departure.
    Days(Measured),
    /// Seconds since the booking was made.
    SinceBooking,
    /// Calendar days since the booking was made, on the clock it was made by.
    DaysSinceBooking,
    /// Seconds from booking to departure of the journey.
    BookedAhead,
    /// Changes this passenger has made.
    Changes,
    /// Passengers in the booking.
    GroupSize,
    /// Hundredths of the group that are cancelled with this request and before it.
    GroupShare,
    /// Calendar days between old and new departure, either way.
    DaysMoved,
    /// Seconds from booking to the new departure.
    NewAhead,
    /// New departure, on its airport's clock.
    NewDeparts,
    /// Sale, on the clock it was made by.
    Sold,
    /// Departure, on its airport's clock.
    Travel,
    /// Request, on the clock of the file.
    Asked,
    /// Seconds from the news of a disruption to departure.
    Notice,
}

/// From where to where, as a condition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Route {
    /// Which route.
    pub of: Option<Measured>,
    /// Where it begins.
    pub from: Option<Words>,
    /// Where it ends.
    pub to: Option<Words>,
    /// Two places, either way round.
    pub between: Option<(Words, Words)>,
    /// Begins or ends here.
    pub touches: Option<Words>,
    /// Within one country, or not.
    pub scope: Option<Scope>,
}

/// Within one country, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Begins and ends in one country.
    Domestic,
    /// Anything else.
    International,
}

/// A limit: a length of time or a number, as the condition has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `"48h"`
    Length(i64),
    /// `7`
    Count(i64),
    /// `"12.5%"` in hundredths of a percent
    Share(i64),
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Mark;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a length of time such as \"48h\" or a whole number")
            }
            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Mark, E> {
                Ok(Mark::Count(count))
            }
            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Mark, E> {
                i64::try_from(count).map(Mark::Count).map_err(E::custom)
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Mark, E> {
                if text.ends_with('%') {
                    let Percent(share) = Percent::deserialize(de::value::StrDeserializer::<E>::new(text))?;
                    let hundredths = share.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).and_then(|share| i64::try_from(share).ok());
                    return hundredths.map(Mark::Share).ok_or_else(|| E::custom("a share of at most two digits behind the point"));
                }
                let Length(seconds) = Length::deserialize(de::value::StrDeserializer::<E>::new(text))?;
                Ok(Mark::Length(seconds))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Between two limits, or beyond one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bounds {
    /// From this on.
    pub at_least: Option<Mark>,
    /// Beyond this.
    pub more_than: Option<Mark>,
    /// Below this.
    pub less_than: Option<Mark>,
    /// Up to this.
    pub at_most: Option<Mark>,
}

/// A stretch of time before departure, and whose departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ahead {
    /// Whose departure; the file's own default where it is not said.
    pub of: Option<Measured>,
    /// From this on.
    pub at_least: Option<Mark>,
    /// Beyond this.
    pub more_than: Option<Mark>,
    /// Below this.
    pub less_than: Option<Mark>,
    /// Up to this.
    pub at_most: Option<Mark>,
}

impl Ahead {
    /// Its limits.
    #[must_use]
    pub const fn bounds(self) -> Bounds {
        Bounds { at_least: self.at_least, more_than: self.more_than, less_than: self.less_than, at_most: self.at_most }
    }
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dates {
    /// First day, or hour.
    pub from: Option<Moment>,
    /// Last day; or the hour at which it is over.
    pub until: Option<Moment>,
}

/// What the new flights are like, against the old ones. Holds for changes only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct New {
    /// `same` or `other` first and last airport.
    pub route: Option<Words>,
    /// `same` or `other` first and last city: airports that `cities` puts together are of one.
    pub city: Option<Words>,
    /// `same`, `higher`, `lower`.
    pub cabin: Option<Words>,
    /// `same`, `higher`, `lower` fare, surcharges included.
    pub fare: Option<Words>,
    /// Fare family.
    pub family: Option<Words>,
    /// Marketing carrier.
    pub carrier: Option<Words>,
    /// Calendar days from the old departure to the new one, either way.
    pub days_moved: Option<Bounds>,
    /// Time from booking to the new departure: tickets that are good for a year.
    pub since_booking: Option<Bounds>,
    /// When they leave.
    pub departs: Option<Dates>,
}

/// The conditions of a rule. What is not named does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // each is what `Dim` says of it
pub struct When {
    pub action: Option<Words>,
    pub family: Option<Words>,
    pub cabin: Option<Words>,
    pub class: Option<Words>,
    pub fare_basis: Option<Words>,
    pub tier: Option<Words>,
    pub passenger: Option<Words>,
    pub point_of_sale: Option<Words>,
    pub channel: Option<Words>,
    pub issuer: Option<Words>,
    pub payment: Option<Words>,
    pub reason: Option<Words>,
    pub carrier: Option<Words>,
    pub operating: Option<Words>,
    pub flight: Option<Words>,
    pub disruption: Option<Words>,
    pub disruption_anywhere: Option<Words>,
    pub ticket: Option<Words>,
    pub evidence: Option<bool>,
    pub group: Option<bool>,
    pub no_show: Option<bool>,
    pub checked_in: Option<bool>,
    pub route: Option<Route>,
    pub departure: Option<Ahead>,
    pub days_before: Option<Ahead>,
    pub since_booking: Option<Bounds>,
    pub days_since_booking: Option<Bounds>,
    pub booked_ahead: Option<Bounds>,
    pub changes_made: Option<Bounds>,
    pub group_size: Option<Bounds>,
    pub group_share: Option<Bounds>,
    pub notice: Option<Bounds>,
    pub sold: Option<Dates>,
    pub travel: Option<Dates>,
    pub asked: Option<Dates>,
    pub new: Option<New>,
}
