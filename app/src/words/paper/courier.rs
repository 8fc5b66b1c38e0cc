//! What a courier takes along: to whom, where, when, and how it is confirmed (BAG-7).

use crate::pages::bags::report::words::described;
use crate::words::{Lang, t};
use desk::bags::Sheet;
use domain::bag::Window;
use wire::paper::{Code, Format, Paper, Part};

/// `Mon 23 Nov, 8:00–12:00`
#[must_use]
pub fn window(l: Lang, window: Window) -> String {
    let (first, last) = window.part.hours();
    t!(l, "bag-window", day = l.date(window.day), first = first, last = last)
}

/// The sheet. `public_url` is where the hand-over is confirmed.
#[must_use]
pub fn courier(l: Lang, sheet: &Sheet, public_url: &str) -> Paper {
    let (pir, title) = (sheet.pir.to_string(), t!(l, "courier-title"));
    let address = format!("{public_url}/bags/delivery?reference={pir}");
    let until = sheet.until.map(|day| (t!(l, "report-here-until"), l.date_with_year(day)));
    let rows = [
        Some((t!(l, "report-reference"), pir.clone())),
        Some((t!(l, "courier-name"), sheet.name.clone())),
        Some((t!(l, "courier-address"), sheet.address.clone())),
        until,
        Some((t!(l, "report-telephone"), sheet.telephone.clone())),
        sheet.window.map(|chosen| (t!(l, "courier-window"), window(l, chosen))),
        sheet.tag.clone().map(|tag| (t!(l, "bags-tag"), tag)),
        sheet.looks.as_ref().map(|looks| (t!(l, "report-row-looks"), described(l, looks))),
        Some((t!(l, "report-marks"), sheet.marks.clone())),
    ];
    let rows = rows.into_iter().flatten().filter(|(_, said)| !said.is_empty()).collect();
    let mut paper = super::paper(l, format!("{title} {pir}"), &pir, Format::Letter);
    paper.push(Part::Title(title));
    paper.push(Part::Facts(rows));
    paper.push(Part::Heading(t!(l, "courier-confirm")));
    paper.push(Part::Text(t!(l, "courier-confirm-text")));
    if let Some(scanned) = Code::qr(&address) {
        paper.push(Part::Code(scanned, 30.0, address));
    }
    paper
}
