//! Currencies: ISO 4217, and how many digits each has behind the point.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Currencies in use that have no digits behind the point.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Currencies in use that have three.
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";
/// All others in use have two.
const TWO: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE \
    CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP \
    LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR \
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG";

/// Points or miles of an airline's programme. ISO 4217 has no code for them.
const POINTS: &str = "PTS";

/// A currency in use by its ISO 4217 code, or `PTS` for the points of an airline's programme.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code of a currency in use; capitals only, as everywhere.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let known = [TWO, WHOLE, THREE, POINTS].iter().any(|list| list.split_ascii_whitespace().any(|known| known == code));
        known.then_some(Self(bytes))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits behind the point.
    #[must_use]
    pub fn digits(self) -> u32 {
        let among = |list: &str| list.split_ascii_whitespace().any(|known| known == self.code());
        match () {
            () if among(WHOLE) || among(POINTS) => 0,
            () if among(THREE) => 3,
            () => 2,
        }
    }

    /// The smallest step there is: a cent, a yen, a fils.
    #[must_use]
    pub fn unit(self) -> Decimal {
        Decimal::new(1, self.digits())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("\"{code}\" is no currency in use (ISO 4217, three capitals)"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_in_use_are_known_with_their_digits() {
        for (code, digits) in [("USD", 2), ("CNY", 2), ("JPY", 0), ("KWD", 3), ("PTS", 0), ("KRW", 0), ("TND", 3)] {
            assert_eq!(Currency::parse(code).unwrap().digits(), digits, "{code}");
        }
        for code in ["", "usd", "US", "USDX", "XXX", "DEM", "人民币"] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
        let all = [TWO, WHOLE, THREE].join(" ");
        let mut codes: Vec<_> = all.split_ascii_whitespace().collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
