//! What holds whatever the prices, the rules and the hour.

use crate::support::{book, booking, policy, read, text};
use domain::fare::{Ask, Booking, Decision, LineKind, Request, Rulebook, STAFF_WAIVER, Waive, decide, spared};
use domain::money::{Money, Purse};
use jiff::Timestamp;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const CURRENCIES: [(&str, u32); 4] = [("JPY", 0), ("CNY", 2), ("USD", 2), ("KWD", 3)];

/// A policy in a currency, whose fees never fall as departure comes nearer.
fn made(currency: &str, percents: &[u8], flat: u32, odd: Odd) -> Value {
    let mut policy = policy();
    policy["currencies"] = json!([currency]);
    policy["rounding"] = json!({"mode": odd.mode});
    let mut steps: Vec<u8> = percents.to_vec();
    steps.sort_unstable();
    let limits = ["30d", "7d", "48h", "4h", "-2h"];
    let bands: Vec<Value> = (0..=limits.len())
        .map(|place| {
            let percent = json!({"percent": steps[place], "of": odd.of});
            let fixed = json!({"fixed": {currency: flat}});
            let mut band = json!({"amount": {odd.both: [percent, fixed]}});
            if place < limits.len() {
                band["at_least"] = json!(limits[place]);
            }
            if place > 0 {
                band["less_than"] = json!(limits[place - 1]);
            }
            band
        })
        .collect();
    policy["fee"] = json!([
        {"id": "cancel", "charge": "cancellation", "per": odd.per, "from": odd.from, "text": text("x"), "bands": bands, "of": odd.measured},
        {"id": "move", "charge": "change", "text": text("x"), "amount": {"fixed": {currency: flat}}}
    ]);
    policy["part"][0]["refundable"] = json!(odd.refundable);
    policy["part"][2]["refundable"] = json!(100 - odd.refundable);
    policy
}

#[derive(Debug, Clone)]
struct Odd {
    mode: &'static str,
    of: &'static str,
    both: &'static str,
    per: &'static str,
    from: Vec<&'static str>,
    measured: &'static str,
    refundable: u8,
}

fn odd() -> impl Strategy<Value = Odd> {
    let from = prop_oneof![Just(vec!["fare"]), Just(vec!["fare", "surcharges"]), Just(vec!["taxes", "fare", "surcharges", "ancillaries"])];
    (
        prop_oneof![Just("half_up"), Just("half_down"), Just("half_even"), Just("up"), Just("down")],
        prop_oneof![Just("fare"), Just("total"), Just("taxes")],
        prop_oneof![Just("highest"), Just("lowest"), Just("sum")],
        prop_oneof![Just("segment"), Just("direction"), Just("ticket"), Just("passenger"), Just("booking")],
        from,
        prop_oneof![Just("segment"), Just("direction"), Just("journey")],
        0u8..=100,
    )
        .prop_map(|(mode, of, both, per, from, measured, refundable)| Odd { mode, of, both, per, from, measured, refundable })
}

fn amount(minor: u32, digits: u32) -> String {
    Decimal::new(minor.into(), digits).to_string()
}

fn booked(currency: &str, digits: u32, prices: &[u32]) -> Booking {
    let mut booking = booking();
    booking["currency"] = json!(currency);
    let mut other = booking["passengers"][0].clone();
    other["id"] = json!("2");
    other["type"] = json!("child");
    booking["passengers"].as_array_mut().unwrap().push(other);
    let mut prices = prices.iter();
    let mut next = || json!(amount(*prices.next().unwrap(), digits));
    for person in 0..2 {
        for coupon in 0..2 {
            let coupon = &mut booking["passengers"][person]["coupons"][coupon];
            coupon["fare"] = next();
            coupon["taxes"][0]["amount"] = next();
            coupon["surcharges"][0]["amount"] = next();
        }
    }
    booking["ancillaries"] = json!([
        {"code": "BAG", "passenger": "1", "segment": "1", "amount": next()}, {"code": "COVER", "passenger": "2", "amount": next()}
    ]);
    read(&booking)
}

fn paid(booking: &Booking) -> Decimal {
    let coupons = booking.passengers.iter().flat_map(|passenger| &passenger.coupons);
    let prices = coupons.flat_map(|coupon| {
        let charged = coupon.taxes.iter().chain(&coupon.surcharges).map(|one| one.amount);
        charged.chain([coupon.fare])
    });
    let extras = booking.ancillaries.iter().map(|extra| extra.amount);
    prices.chain(extras).map(|price| price.money(booking.currency).amount).sum()
}

fn cancelled(book: &Rulebook, booking: &Booking, at: i64) -> Decision {
    let request = Request::new("cancel", Timestamp::from_second(at).unwrap());
    decide(book, None, Ask { booking, request: &request, offer: None }).unwrap()
}

fn sum(decision: &Decision) -> Decimal {
    decision.totals.iter().map(|total| total.sum).sum()
}

/// What waiving the fees does to a decision: it spares the fees and nothing else, makes no total negative, gives back no more than was
/// paid, and adds up.
fn sane_when_waived(decision: &Decision, waived: &Decision, booking: &Booking) -> Result<(), TestCaseError> {
    let fees =
        |decision: &Decision| -> Decimal { decision.lines.iter().filter(|line| line.kind == LineKind::Fee).map(|line| line.amount).sum() };
    prop_assert_eq!(fees(waived), Decimal::ZERO);
    prop_assert_eq!(spared(decision, waived, booking.currency), -fees(decision));
    prop_assert_eq!(waived.lines.iter().map(|line| line.amount).sum::<Decimal>(), sum(waived));
    for total in &waived.totals {
        prop_assert!(total.refund >= Decimal::ZERO && total.voucher >= Decimal::ZERO && total.to_pay >= Decimal::ZERO);
        prop_assert!(total.refund + total.voucher <= paid(booking));
    }
    let others = |decision: &Decision| decision.lines.iter().filter(|line| line.said.rule != STAFF_WAIVER).cloned().collect::<Vec<_>>();
    prop_assert_eq!(others(waived), others(decision), "the lines of the rules stand as they were");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn money_is_never_made_and_never_lost(
        which in 0usize..4, percents in proptest::collection::vec(0u8..=100, 6), flat in 0u32..100_000, odd in odd(),
        prices in proptest::collection::vec(0u32..2_000_000, 14), hours in 0i64..1_000, later in 0i64..2_000
    ) {
        let (currency, digits) = CURRENCIES[which];
        let book = book(made(currency, &percents, flat, odd.clone()));
        let booking = booked(currency, digits, &prices);
        // from forty days before the first departure to after the last
        let at = 1_777_608_000 - 40 * 86_400 + hours * 3_600;
        let decision = cancelled(&book, &booking, at);

        let by_line: Purse = decision.lines.iter().map(domain::fare::Line::money).collect();
        let by_total: Purse = decision.totals.iter().map(|total| Money::new(total.sum, total.currency)).collect();
        prop_assert_eq!(by_line, by_total, "lines add up to the total");
        for total in &decision.totals {
            prop_assert_eq!(total.sum, total.refund + total.voucher - total.to_pay);
            prop_assert!(!total.refund.is_sign_negative() || total.refund.is_zero(), "never below zero");
            prop_assert!(total.to_pay.is_zero(), "cancelling costs no more than what comes back");
        }
        prop_assert!(sum(&decision) <= paid(&booking), "never more than was paid");
        for line in &decision.lines {
            prop_assert!(line.amount.normalize().scale() <= digits, "{} {}", line.amount, currency);
        }
        // one refunded part each: what is taken later is never less
        let after = cancelled(&book, &booking, at + later * 3_600);
        prop_assert!(sum(&after) <= sum(&decision), "nothing is gained by waiting");
        prop_assert_eq!(cancelled(&book, &booking, at), decision.clone(), "the same question has the same answer");
        let request = Request { waive: Some(Waive::Fees), ..Request::new("cancel", Timestamp::from_second(at).unwrap()) };
        let waived = decide(&book, None, Ask { booking: &booking, request: &request, offer: None }).unwrap();
        sane_when_waived(&decision, &waived, &booking)?;
    }

    #[test]
    fn a_change_gives_back_no_more_than_was_paid(
        which in 0usize..4, flat in 0u32..100_000, prices in proptest::collection::vec(0u32..2_000_000, 14),
        new in proptest::collection::vec(0u32..2_000_000, 6),
        lower in prop_oneof![Just("keep"), Just("refund"), Just("voucher")], offset: bool,
        becomes in prop_oneof![Just("moves"), Just("refunded"), Just("lost")]
    ) {
        let (currency, digits) = CURRENCIES[which];
        let odd = Odd { mode: "half_up", of: "fare", both: "sum", per: "segment", from: vec!["fare"], measured: "segment", refundable: 100 };
        let mut policy = made(currency, &[0; 6], flat, odd);
        policy["difference"] = json!([{"id": "diff", "higher": "charge", "lower": lower, "offset": offset, "text": text("x")}]);
        policy["extra"] = json!([{"id": "extra", "becomes": becomes, "text": text("x")}]);
        let mut booking = booked(currency, digits, &prices);
        let price = |passenger: &str, of: &[u32]| json!({"passenger": passenger, "fare": amount(of[0], digits),
            "taxes": [{"code": "CN", "amount": amount(of[1], digits)}], "surcharges": [{"code": "YQ", "amount": amount(of[2], digits)}]});
        booking.offer = serde_json::from_value(json!({
            "segments": [{"flight": "ZX983", "origin": "PEK", "destination": "SHA", "departs": "2026-05-02T12:00:00+08:00[Asia/Shanghai]", "cabin": "economy"}],
            "prices": [price("1", &new), price("2", &new[3..])]
        })).unwrap();
        let request = Request::new("change", "2026-04-01T00:00:00Z".parse().unwrap());
        let book = book(policy);
        let decision = decide(&book, None, Ask { booking: &booking, request: &request, offer: None }).unwrap();
        let lines: Decimal = decision.lines.iter().map(|line| line.amount).sum();
        prop_assert_eq!(lines, sum(&decision));
        for total in &decision.totals {
            prop_assert!(total.refund + total.voucher <= paid(&booking));
            prop_assert!(total.refund >= Decimal::ZERO && total.voucher >= Decimal::ZERO && total.to_pay >= Decimal::ZERO);
        }
        let request = Request { waive: Some(Waive::Fees), ..request };
        let waived = decide(&book, None, Ask { booking: &booking, request: &request, offer: None }).unwrap();
        sane_when_waived(&decision, &waived, &booking)?;
    }
}
