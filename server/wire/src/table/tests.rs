//! Good files, bad files, and files nobody would write.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use proptest::prelude::*;

const AIRPORTS: &str = "iata,name,city,country,zone,latitude,longitude,city_zh\n\
    EWR,Newark Liberty,Newark,US,America/New_York,40.6925,-74.168667,纽瓦克\n\
    ord,\"O'Hare, International\",Chicago,US,America/Chicago,41.97,-87.90,芝加哥\n";
const FLIGHTS: &str = "Carrier;Number;Date;Origin;Destination;Departs;Arrives;Seats\r\n\
    LD;408;2026-11-21;EWR;ORD;14:20;15:55;180\r\n\
    \r\n\
    LD;9;2026-11-21;EWR;LHR;21:00;09:05+1;\r\n\
    LD;10;2026-11-21;NRT;SFO;00:30;17:10-1;300\r\n";
const BOOKINGS: &str = "locator,fare_family,total,currency,family_name,given_name,kind,ticket_number,email,carrier,number,date,origin,destination,seat,tags\n\
    abc123,flex,612.40,USD,Okafor,Ada,adult,992-2412345678,Ada@Example.com,LD,408,2026-11-21,EWR,ORD,14A,0992123456 0992123457\n\
    ABC123,flex,612.40,USD,Okafor,Chidi,adult,,,LD,408,2026-11-21,EWR,ORD,14B,\n\
    ABC123,flex,612.40,USD,Okafor,Ada,adult,9922412345678,,LD,412,2026-11-21,ORD,DEN,,\n\
    0847CN,basic,99,EUR,王,伟,,,,LD,408,2026-11-21,EWR,ORD,,\n";

fn complaints<T: std::fmt::Debug>(read: Read<T>) -> Vec<String> {
    let read = read.whole();
    read.unwrap_err().iter().map(Bad::to_string).collect()
}

#[test]
fn airports_are_read_in_any_dress() {
    let plain = airports(AIRPORTS.as_bytes()).whole().unwrap();
    assert_eq!(plain.iter().map(|line| (line.line, line.row.iata.as_str())).collect::<Vec<_>>(), [(2, "EWR"), (3, "ORD")]);
    assert_eq!(plain[1].row.name, "O'Hare, International");
    assert_eq!(plain[0].row.city_zh.as_deref(), Some("纽瓦克"));
    let dressed = format!("\u{feff}{}", AIRPORTS.replace('\n', "\r\n"));
    assert_eq!(airports(dressed.as_bytes()).whole().unwrap(), plain);
    assert_eq!(airports(AIRPORTS.trim_end().as_bytes()).whole().unwrap(), plain);
}

#[test]
fn flights_keep_local_times_and_line_numbers_past_empty_lines() {
    let read = flights(FLIGHTS.as_bytes()).whole().unwrap();
    assert_eq!(
        read.iter().map(|line| (line.line, line.row.number, line.row.arrives_days_later)).collect::<Vec<_>>(),
        [(2, 408, 0), (4, 9, 1), (5, 10, -1)]
    );
    assert_eq!(read[0].row.seats, Some(180));
}

#[test]
fn lines_of_one_locator_are_one_booking() {
    let read = bookings(BOOKINGS.as_bytes()).whole().unwrap();
    assert_eq!(read.len(), 2);
    let first = &read[0].row;
    assert_eq!((read[0].line, first.locator.as_str(), first.passengers.len(), first.segments.len()), (2, "ABC123", 2, 2));
    assert_eq!(first.passengers[0].seats, [(0, Some("14A".to_owned()), false), (1, None, false)]);
    assert_eq!(first.passengers[0].tags.len(), 2);
    assert_eq!(first.passengers[0].email.as_deref(), Some("ada@example.com"));
    assert_eq!(read[1].row.passengers[0].family_name, "王");
}

#[test]
fn extras_are_bought_for_a_flight_or_for_the_whole_trip() {
    let with = |extras: &str| {
        let mut lines = BOOKINGS.lines().map(str::to_owned).collect::<Vec<_>>();
        lines[0].push_str(",extras");
        lines[3].push_str(extras);
        let rows: Vec<String> =
            lines.iter().enumerate().map(|(place, line)| if [0, 3].contains(&place) { line.clone() } else { format!("{line},") }).collect();
        format!("{}\n", rows.join("\n"))
    };
    let read = bookings(with(",BAG:40.00 COVER*:25").as_bytes()).whole().unwrap();
    let extras = &read[0].row.passengers[0].extras;
    let told: Vec<_> = extras.iter().map(|extra| (extra.code.as_str(), extra.amount.to_string(), extra.segment)).collect();
    assert_eq!(told, [("BAG", "40.00".to_owned(), Some(1)), ("COVER", "25".to_owned(), None)], "of the second flight, and of both");
    for wrong in [",BAG", ",bag:40", ",BAG:-1", ",B:1", ",BAG:40;SEAT:1"] {
        let told = complaints(bookings(with(wrong).as_bytes()));
        assert!(told[0].starts_with("line 4, extras: ") && told[0].contains("BAG:40.00"), "{told:?}");
    }
}

#[test]
fn every_bad_row_is_told_with_its_line_and_reason() {
    let file = "iata,name,city,country,zone,latitude,longitude\nEWR,Newark,Newark,US,America/New_York,40.7,-74.2\nX,,Y,USA,Mars/Olympus,91,x\nEWR,Newark,Newark,US,America/New_York,40.7,-74.2\nJFK,Kennedy\n";
    let told = complaints(airports(file.as_bytes()));
    let expected = [
        "line 3, iata: \"X\" is not an IATA airport code such as EWR",
        "line 3, name: is empty",
        "line 3, country: \"USA\" is not a two-letter country code such as US",
        "line 3, zone: \"Mars/Olympus\" is not a time zone such as America/New_York",
        "line 3, latitude: \"91\" is not a latitude in degrees, from -90 to 90",
        "line 3, longitude: \"x\" is not a longitude in degrees, from -180 to 180",
        "line 4, iata: EWR stands on line 2 already",
        "line 5: 2 fields where the first line names 7",
    ];
    assert_eq!(told, expected);
    let twice = "iata,name,city,country,zone,latitude,longitude\nEWR,N,N,US,America/New_York,4,-7\n\newr,N,N,US,America/New_York,4,-7\n";
    assert_eq!(complaints(airports(twice.as_bytes())), ["line 4, iata: EWR stands on line 2 already"]);
}

#[test]
fn bad_flights_and_bookings_are_told() {
    let flight = |row: &str| complaints(flights(format!("carrier,number,date,origin,destination,departs,arrives\n{row}\n").as_bytes()));
    assert_eq!(flight("LD,0,2026-02-30,EWR,EWR,24:00,7:5").len(), 5);
    assert_eq!(
        flight("LD,408,2026-11-21,EWR,ORD,07:05,07:05+9"),
        ["line 2, arrives: \"07:05+9\" is not a time such as 07:05, or 07:05+1 for the day after"]
    );
    let differing = BOOKINGS.replacen("ABC123,flex,612.40", "ABC123,flex,1.00", 1);
    assert_eq!(
        complaints(bookings(differing.as_bytes())),
        ["line 3: fare, total, currency, language, agency or date differ from line 2 of the same booking"]
    );
    let namesakes = format!("{BOOKINGS}0847CN,basic,99,EUR,王,伟,,,,LD,408,2026-11-21,EWR,ORD,,\n");
    assert!(complaints(bookings(namesakes.as_bytes()))[0].starts_with("line 6: the same passenger stands on the same flight twice"));
    let tag = BOOKINGS.replace("ORD,14B,", "ORD,14B,0992123456");
    assert_eq!(complaints(bookings(tag.as_bytes())), ["line 3, tags: 0992123456 stands on line 2 already"]);
    let nameless = BOOKINGS.replace("王", "???");
    assert!(complaints(bookings(nameless.as_bytes()))[0].contains("line 5, family_name"));
}

#[test]
fn columns_are_checked_by_name() {
    assert_eq!(complaints(airports(b"")), ["line 1: the file is empty"]);
    let told = complaints(airports(b"iata,name,city,country,zone,latitude,iata,colour\n"));
    assert_eq!(
        told,
        [
            "line 1: the column \"iata\" stands twice",
            "line 1: no column is called \"colour\"",
            "line 1: the column \"longitude\" is missing"
        ]
    );
}

#[test]
fn other_encodings_and_open_quotes_are_named() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(AIRPORTS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(complaints(airports(&utf16)), ["line 1: the file is UTF-16: save it as CSV UTF-8"]);
    let latin1 = [AIRPORTS.as_bytes(), b"MUC,M\xfcnchen,M,DE,Europe/Berlin,48,11,x\n"].concat();
    assert_eq!(complaints(airports(&latin1)), ["line 4: not UTF-8: save the file as CSV UTF-8"]);
    let open = format!("{AIRPORTS}MUC,\"Munich,M,DE,Europe/Berlin,48,11,x\n{}", "LHR,Heathrow,London,GB,Europe/London,51,0,x\n".repeat(40));
    let told = complaints(airports(open.as_bytes()));
    assert!(told[0].starts_with("line 4: a field of") && told[0].ends_with("is a quotation mark left open?"), "{told:?}");
    assert!(complaints(airports(AIRPORTS.replace("Newark Liberty", "New\u{0}ark").as_bytes()))[0].contains("control characters"));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = airports(&bytes);
        let _ = flights(&bytes);
        let _ = bookings(&bytes);
    }

    #[test]
    fn no_row_makes_it_panic(row in "[\\PC\"\\r\\n,;]{0,200}") {
        for head in [AIRPORTS, FLIGHTS, BOOKINGS] {
            let first = head.lines().next().unwrap();
            let file = format!("{first}\n{row}\n");
            let _ = airports(file.as_bytes());
            let _ = flights(file.as_bytes());
            let _ = bookings(file.as_bytes());
        }
    }

    #[test]
    fn what_is_broken_anywhere_is_refused_or_reads_as_well(at in 0usize..600, byte in any::<u8>()) {
        let mut file = BOOKINGS.as_bytes().to_vec();
        let at = at % file.len();
        file[at] = byte;
        if let Ok(read) = bookings(&file).whole() {
            prop_assert!(read.iter().all(|line| !line.row.passengers.is_empty() && !line.row.segments.is_empty()));
        }
    }
}
