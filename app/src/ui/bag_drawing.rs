//! Own line drawings of bags and of other things that travel, for the chart: in a box of 24, 1.5 px ink.

use domain::bag::description::BagType;

/// A suitcase, by what tells one from another.
struct Case {
    /// It stands: the handle is on its short side, and it rolls.
    upright: bool,
    /// Lines of zip across it.
    zips: u8,
    /// Two latches at its opening.
    latches: bool,
    /// Ribs of a hard shell.
    ribs: bool,
}

impl Case {
    fn path(&self) -> String {
        let (x, y, w, h) = if self.upright { (6, 6, 12, 14) } else { (3, 8, 18, 12) };
        let mut path = format!("M{} {y}h{}q2 0 2 2v{}q0 2-2 2h-{}q-2 0-2-2v-{}q0-2 2-2z", x + 2, w - 4, h - 4, w - 4, h - 4);
        path.push_str(&format!("M9 {y}v-3q0-1 1-1h4q1 0 1 1v3"));
        for zip in 0..self.zips {
            path.push_str(&format!("M{x} {}h{w}", y + 4 + 3 * zip));
        }
        if self.latches {
            path.push_str(&format!("M8 {}v2M16 {}v2", y + 2, y + 2));
        }
        if self.ribs {
            path.push_str(&format!("M9.5 {}v5M14.5 {}v5", y + 6, y + 6));
        }
        if self.upright {
            path.push_str("M8 20v2M16 20v2");
        }
        path
    }
}

const fn case(upright: bool, zips: u8, latches: bool, ribs: bool) -> Case {
    Case { upright, zips, latches, ribs }
}

/// The drawing of a sort of bag, as the data of a path.
#[must_use]
pub fn drawing(kind: BagType) -> String {
    let case = match kind.code() {
        1 => case(false, 0, true, true),
        2 => case(true, 0, true, true),
        3 => case(false, 0, true, false),
        5 => case(true, 1, true, false),
        22 => case(true, 1, false, false),
        23 => case(false, 1, false, false),
        27 => case(true, 2, false, false),
        other => return special(other).to_owned(),
    };
    case.path()
}

const fn special(code: u8) -> &'static str {
    match code {
        6 => "M4 9h16v10H4zM9 9V6h6v3M4 14h7M13 14h7M11 13h2v2h-2z",
        7 => "M4 7h16v12H4zM4 7l8 6 8-6",
        8 => "M8 7h8l2 4v8l-2 2H8l-2-2v-8zM9 7l1-3h4l1 3M8 11h8",
        9 => "M6 9l1 12h10l1-12zM9 9V5q0-2 1.500-2T12 5v4M12 9V5q0-2 1.500-2T15 5v4",
        10 => "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9",
        12 => "M3 7h18v4H3zM5 11v9h14v-9M10 14h4",
        20 => "M12 7V5q2 0 2-1.500T12 2M12 7L6 11v10h12V11zM12 9v12",
        25 => "M4 10q-1 5 0 10h16q1-5 0-10zM9 10V8q3-4 6 0v2M4 13h16",
        26 => "M4 10h16v10H4zM7 10q5-9 10 0M4 14h16M10 14v2h4v-2",
        28 => "M4 8h16v12H4zM9 8V5h6v3M8 8v12M12 8v12M16 8v12M4 12h16M4 16h16",
        29 => "M6 21V11a6 6 0 0 1 12 0v10zM9.500 5.500V4a2.500 2.500 0 0 1 5 0v1.500M9 15h6v6M9 15v6M9 10h6M6 13H4v6h2M18 13h2v6h-2",
        50 => "M4 10h16v10H4zM3 7h18v3H3zM9 7q3-5 6 0",
        51 => "M5 7h14v13H5zM5 7l7 5 7-5M9 16h6",
        52 => "M3 9q9-5 18 0v11H3zM3 13h18M11 12h2v3h-2z",
        53 => "M3 6h18v14H3zM6 9h12v8H6zM6 15l4-3 3 2 2-1 3 2",
        54 => "M6 4h6v16q-3 2-6 0zM6 4q3-2 6 0-3 2-6 0M15 8h3v10h-3z",
        55 => "M6 8h12l1 13H5zM9 8q0-5 3-5t3 5M9 13h6",
        56 => "M4 9h16v10H4zM8 9V6h8v3M4 13h16M9 13v2M15 13v2",
        57 => "M4 8q8-5 16 0v12H4zM8 11h8v9M8 11v9M12 11v9",
        58 => "M4 10h16v10H4zM5 6h14l1 4H4zM9 14h6",
        59 => "M3 10h18v9H3zM9 10V7h6v3M3 14h18M12 13v2",
        60 => "M5 21L19 3M8 21L21 6M7 16l3 2M19 3v6q0 2-2 2",
        61 => "M2 10h20v7H2zM5 13h9v1H9l-1 2H6zM11 10V8h2v2",
        62 => "M8 8h7v13H8zM8 8l2-5M11.500 8V3M15 8l-1-5h3M8 13h7",
        63 => "M6 13a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM18 13a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM6 17l4-8h6l2 8M10 9l3 8h-7M15 6h3M8 9h4",
        64 => "M4 9h14a4 4 0 0 1 0 9H4zM18 9a4 4 0 0 0 0 9M8 9v9M13 9v9",
        65 => "M6 21Q3 10 18 3q3 15-8 18zM7 20L18 4",
        66 => "M8 21V5q0-2 1-2M14 21V5q0-2 1-2M6 12h4M12 12h4M18 21V9",
        67 => "M9 3h6v18H9zM9 9h6M9 15h6",
        68 => "M7 3h6v9l6 4v4H6zM7 7h6M7 11h6",
        69 => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3q5 9 0 18M12 3q-5 9 0 18",
        71 => "M7 3h9q2 6 1 10h3v4H8zM6 17h13v4H6zM11 8l4 5",
        72 => "M4 10h16v8H4zM4 10l3-4M20 10l-3-4M8 10v8M12 10v8M16 10v8M6 18v3M18 18v3",
        73 => {
            "M12 4a8 8 0 0 1 8 8H12zM12 12H5L3 7H1.500M5 12a7 5 0 0 0 15 0M8 18.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM16 18.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3z"
        }
        74 => {
            "M5 3l9 14h4M9 9h7l2 8M7 6l4-2M11 18a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM18 18a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3z"
        }
        75 => "M8 3h8v15H8zM8 7h8M9 18v3M15 18v3M16 5h3v6",
        81 => "M3 8h18v12H3zM8 8l2-3h4l2 3M12 10.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z",
        82 => "M5 5h14v10H5zM2 19h20l-3-4H5z",
        83 => "M6 3h12v18H6zM6 8h12M12 11a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M9 5.500h2",
        85 => "M14 10l6-6M18.500 2.500l3 3M14.500 9.500c1 2-.5 3-1 4 0 3-2 6.500-5.500 6.500S3 18 3 15s3-4.500 6-5c1-.5 3-2.500 5.500-.5z",
        89 => "M7 3v18M7 13h10v8M7 3h2v10M17 13v0",
        90 => "M7 3h3l4 15h6M14 18l4-1M13 19a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM11 6l6-1 2 9-5 1",
        92 => "M5 10h14v10H5zM8 10V7a4 4 0 0 1 8 0v3M12 14v3",
        93 => "M5 8h14l1 13H4zM8 11V7a4 4 0 0 1 8 0v4",
        94 => "M10 3.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM10 7v7h6l3 6M10 10h5M8 12a5 5 0 1 0 6.500 6.500",
        95 => "M8 3v18M6 3h4M16 3v18M14 3h4M8 10h3M16 10h-3",
        96 => "M3 9h18v10H3zM3 13h18M6 9V6h5v3",
        97 => "M9 6h6v13q-3 3-6 0zM10 6V3h4v3M15 8h3v8M9 12h6",
        98 => "M12 3v15q0 3 3 3t3-2M3 12q1-8 9-8t9 8q-3-2-6 0-1.500-2-3-2t-3 2q-3-2-6 0z",
        _ => "M12 3l8 4.500v9L12 21l-8-4.500v-9zM9.500 10q0-2.500 2.500-2.500t2.500 2.500q0 1.500-2.500 3M12 15.500v1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_sort_has_a_drawing_of_its_own() {
        let drawings: HashSet<String> = BagType::all().map(drawing).collect();
        assert_eq!(drawings.len(), BagType::all().count());
    }
}
