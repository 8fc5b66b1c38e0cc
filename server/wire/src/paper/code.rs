//! Codes to be scanned: what is written in them, as dark and light squares.

use qrcodegen::{QrCode, QrCodeEcc};

/// A square of dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules a side, without the light edge around it.
    pub size: usize,
    dark: Vec<bool>,
}

/// Light modules around a code, or scanners do not find it.
pub const EDGE: usize = 4;

impl Code {
    /// The text as a QR code that still reads with a seventh of it torn or smudged. `None` for more than a code holds.
    #[must_use]
    pub fn qr(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let side = code.size();
        let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
        Some(Self { size: usize::try_from(side).ok()?, dark })
    }

    /// Whether a module is dark; none is beyond the edge.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && y < self.size && self.dark.get(y * self.size + x).copied().unwrap_or_default()
    }

    /// Runs of dark modules: place from the left, from above, and how many. Few shapes draw it.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        (0..self.size).flat_map(move |y| {
            let starts = (0..self.size).filter(move |&x| self.is_dark(x, y) && (x == 0 || !self.is_dark(x - 1, y)));
            starts.map(move |x| (x, y, (x..self.size).take_while(|&right| self.is_dark(right, y)).count()))
        })
    }

    /// The runs as the path of an SVG whose unit is a module, the edge included.
    #[must_use]
    pub fn path(&self) -> String {
        self.runs().map(|(x, y, long)| format!("M{} {}h{long}v1h-{long}z", x + EDGE, y + EDGE)).collect()
    }

    /// Modules a side with the edge around it.
    #[must_use]
    pub const fn outer(&self) -> usize {
        self.size + 2 * EDGE
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// What a scanner reads, each module four pixels.
    fn scanned(code: &Code) -> String {
        let side = code.outer() * 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            let module = |pixel: usize| (pixel / 4).checked_sub(EDGE);
            let dark = module(x).zip(module(y)).is_some_and(|(x, y)| code.is_dark(x, y));
            if dark { 0 } else { 255 }
        });
        image.detect_grids().first().unwrap().decode().unwrap().1
    }

    #[test]
    fn what_was_written_is_scanned() {
        for text in
            ["https://air.example/certificates/7K3M-9Q2F-7K3M-9Q2F", "M1OKAFOR/ADA          EDEMO3B EWRORDLD 0408 326Y014A0025 100", "行李"]
        {
            assert_eq!(scanned(&Code::qr(text).unwrap()), text);
        }
        assert!(Code::qr(&"x".repeat(3000)).is_none());
    }

    #[test]
    fn runs_are_all_that_is_dark() {
        let code = Code::qr("LD 408").unwrap();
        let dark = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y))).filter(|(x, y)| code.is_dark(*x, *y)).count();
        assert_eq!(code.runs().map(|(_, _, long)| long).sum::<usize>(), dark);
        assert!(code.path().starts_with(&format!("M{EDGE} {EDGE}h7v1h-7z")), "{}", code.path());
        assert!(!code.is_dark(code.size, 0) && !code.is_dark(0, usize::MAX));
    }
}
