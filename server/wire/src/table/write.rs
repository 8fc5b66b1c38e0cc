//! Tables handed out as CSV.

/// Rows as CSV (RFC 4180, lines end with CRLF, a byte order mark in front so that spreadsheets read it as UTF-8). What a spreadsheet
/// would take for a formula is marked as text by an apostrophe; figures stay figures.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut written = vec![0xef, 0xbb, 0xbf];
    let mut lines = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        // writing to memory does not fail
        let _ = lines.write_record(row.iter().map(|field| guarded(field)));
    }
    written.extend(lines.into_inner().unwrap_or_default());
    written
}

/// The same, with an apostrophe where it begins as a formula does and is no number.
fn guarded(field: &str) -> String {
    let begins = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || field.starts_with(['\t', '\r', '\n']);
    if begins && field.parse::<f64>().is_err() { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        for (field, written) in [
            ("EWR-ORD", "EWR-ORD"),
            ("-12.5", "-12.5"),
            ("+3", "+3"),
            ("-", "'-"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            (" =1", "' =1"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("-2+3", "'-2+3"),
            ("金卡", "金卡"),
        ] {
            assert_eq!(guarded(field), written, "{field:?}");
        }
    }

    #[test]
    fn what_stands_in_a_field_stays_in_it() {
        let rows = vec![vec!["a,b".to_owned(), "say \"no\"\r\nmore".to_owned()], vec![String::new(), "行李".to_owned()]];
        let told = csv(&rows);
        assert_eq!(told, "\u{feff}\"a,b\",\"say \"\"no\"\"\r\nmore\"\r\n,行李\r\n".as_bytes());
        let mut read = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&told[3..]);
        let back: Vec<Vec<String>> = read.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(back, rows);
    }
}
