//! How fast a check-in's messages are read: said, not judged, for the machine is not ours alone.

use jiff::civil::date;
use std::time::Instant;
use wire::decode::{Format, decode};

#[test]
fn bag_messages_a_second() {
    let message = "QU EWRBMLD\n.EWRDPLD 211430\nBSM\n.V/1LEWR\n.F/LD408/21NOV/ORD/Y\n.O/LD9/21NOV/LHR/Y\n.N/0992123456002\n.S/Y/14A/C/051/051//N/I\n.W/K/2/38\n.P/1OKAFOR/ADAMS\n.L/X4TE6N\nENDBSM\n";
    let text = message.repeat(2_000);
    let began = Instant::now();
    let read = decode(text.as_bytes(), Some(Format::Telegram(None)), date(2026, 11, 21));
    let seconds = began.elapsed().as_secs_f64();
    println!("{} bag messages in {:.0} ms: {:.0} a second on one core", read.len(), seconds * 1e3, 2_000.0 / seconds);
    assert!(read.len() == 2_000 && read.iter().all(Result::is_ok));
}
