//! Boarding passes: five sources, five sets of names for the same fields.

use serde_json::Value;

/// Where what a source calls so stands in ours; below `/legs/n` for the fields of a leg.
const PLACES: &[(&[&str], &str)] = &[
    (&["format", "formatCode"], "format"),
    (&["numberOfLegs", "number_of_legs"], "number_of_legs"),
    (&["passengerName", "passenger_name"], "name"),
    (&["electronicTicketIndicator", "electronic_ticket_indicator"], "electronic_ticket"),
    (&["lastName"], "surname"),
    (&["firstName"], "given_name"),
    (&["version", "versionNumber"], "version"),
    (&["passengerDescription", "passenger_description"], "passenger_description"),
    (&["sourceOfCheckin", "source_of_check_in", "checkinSource", "checkInSource"], "checkin_source"),
    (
        &["sourceOfBoardingPassIssuance", "source_of_boarding_pass_issuance", "boardingPassSource", "boardingPassIssuanceSource"],
        "issuance_source",
    ),
    (&["date_of_issue_of_boarding_pass"], "issue_date"),
    (&["Date of issue", "issuanceDate"], "issued"),
    (&["documentType", "document_type"], "document_type"),
    (
        &[
            "airlineDesignatorOfBoardingPassIssuer",
            "airline_designator_of_boarding_pass_issuer",
            "boardingPassIssuer",
            "boardingPassIssuerDesignator",
        ],
        "issuer",
    ),
    (&["baggageTagLicensePlateNumber1", "baggage_tag_license_plate_numbers", "baggageTagNumber"], "tag_1"),
    (&["baggageTagLicensePlateNumber2", "first_non_consecutive_baggage_tag_license_plate_numbers"], "tag_2"),
    (&["baggageTagLicensePlateNumber3", "second_non_consecutive_baggage_tag_license_plate_numbers"], "tag_3"),
    (&["securityData", "security_data"], "security_data"),
    (&["securityType", "type_of_security_data", "securityDataType", "type"], "security_type"),
    (&["operatingCarrierPNRCode", "operating_carrier_pnr_code", "operatingCarrierPNR", "pnrCode", "pnr"], "pnr"),
    (&["fromCityAirportCode", "from_city_airport_code", "departureAirport", "fromIATA", "origin", "from"], "from"),
    (&["toCityAirportCode", "to_city_airport_code", "arrivalAirport", "toIATA", "destination", "to"], "to"),
    (
        &["operatingCarrierDesignator", "operating_carrier_designator", "operatingAirlineIATA", "operatingCarrier", "airline", "carrier"],
        "carrier",
    ),
    (&["flightNumber", "flight_number", "flightno"], "flight"),
    (&["flightCode", "flight"], "designator"),
    (&["dayOfFlight", "date_of_flight", "dayOfYear", "julianDate"], "day"),
    (&["Date of flight", "flightDate", "departureDay"], "date"),
    (&["compartmentCode", "compartment_code", "cabinCode", "cabin"], "compartment"),
    (&["seatNumber", "seat_number", "seat"], "seat"),
    (
        &["checkinSequenceNumber", "check_in_sequence_number", "checkInSequenceNumber", "checkinSequence", "checkInSequence", "sequence"],
        "sequence",
    ),
    (&["passengerStatus", "passenger_status"], "status"),
    (&["airlineNumericCode", "airline_numeric_code", "airlineNumeric"], "airline_numeric"),
    (&["documentNumber", "document_form_serial_number", "serialNumber"], "document_number"),
    (&["selecteeIndicator", "selectee_indicator", "selectee"], "selectee"),
    (
        &["internationalDocumentVerification", "international_document_verification", "internationalDocumentationVerification"],
        "document_verification",
    ),
    (&["marketingCarrierDesignator", "marketing_carrier_designator", "marketingAirlineIATA"], "marketing_carrier"),
    (&["frequentFlyerAirlineDesignator", "frequent_flyer_airline_designator", "frequentFlyerAirline"], "frequent_flyer_airline"),
    (&["frequenFlyerNumber", "frequent_flyer_number", "frequentFlyerNumber"], "frequent_flyer_number"),
    (&["idAdIndicator", "id_ad_indicator"], "id_ad"),
    (&["freeBaggageAllowance", "free_baggage_allowance"], "free_bags"),
    (&["fastTrack", "fast_track"], "fast_track"),
    (&["Airline use section", "airline_individual_use", "airlineInfo", "airlineData"], "airline_use"),
];

/// What is about the text and not about the pass, or said by another field of the same source.
const NOT_OURS: &[&str] = &[
    "fieldSize",
    "variableFieldSize",
    "conditionalFieldSize",
    "size",
    "_context_date",
    "valid",
    "versionNumberIndicator",
    "securityDataIndicator",
    "yearOfIssue",
    "dayOfIssue",
    "boardingPassIssueYear",
    "boardingPassIssueDay",
    "baggageTagRanges",
];

pub fn differences(expect: &Value, document: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    compare(expect, document, &document["legs"][0], &mut wrong);
    wrong
}

fn compare(expect: &Value, whole: &Value, leg: &Value, wrong: &mut Vec<String>) {
    for (key, value) in expect.as_object().into_iter().flatten() {
        match key.as_str() {
            key if NOT_OURS.contains(&key) => {}
            "meta" | "data" | "security" => compare(value, whole, leg, wrong),
            "documentNumber" if value.is_object() => compare(value, whole, leg, wrong),
            "legs" => {
                for (place, expected) in value.as_array().unwrap().iter().enumerate() {
                    compare(expected, whole, &whole["legs"][place], wrong);
                }
            }
            "legs[0].flightDate" => {
                if !alike(value, &leg["date"]) {
                    wrong.push(format!("{key} {value}, not {}", leg["date"]));
                }
            }
            key => {
                let Some((_, name)) = PLACES.iter().find(|(keys, _)| keys.contains(&key)) else {
                    wrong.push(format!("{key} is not compared"));
                    continue;
                };
                // schema.org names and times belong to the reservation, not to the barcode
                let ours = if leg[name].is_null() { &whole[name] } else { &leg[name] };
                if !alike(value, ours) && !known_otherwise(key, value, ours, whole) {
                    wrong.push(format!("{key} {value}, not {ours}"));
                }
            }
        }
    }
}

/// Blank, `0` and nothing are one; dates have no time; numbers no zeros before them.
fn alike(theirs: &Value, ours: &Value) -> bool {
    let plain = |value: &Value| {
        let text = match value {
            Value::Null => String::new(),
            Value::Bool(yes) => if *yes { "Y" } else { "N" }.to_owned(),
            value => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        };
        let text = text.trim().trim_end_matches("T00:00:00.000Z").trim_start_matches('0').to_owned();
        text.to_ascii_uppercase()
    };
    plain(theirs) == plain(ours)
}

/// Where a source says the same in other words, or something else on purpose.
fn known_otherwise(key: &str, theirs: &Value, ours: &Value, whole: &Value) -> bool {
    let text = theirs.as_str().unwrap_or_default().to_ascii_uppercase();
    match key {
        // "VOLKER KRAUSE", "KONQUI Dragon"
        "passengerName" => {
            let (surname, given) = (whole["surname"].as_str().unwrap(), whole["given_name"].as_str().unwrap());
            let words: Vec<&str> = text.split(' ').collect();
            words.iter().all(|word| surname.contains(word) || given.contains(word))
        }
        "flightDate" => text.starts_with("DOY 226"),
        // the wallet's own field is wrong here: ORD to ORD
        "to" => text == "ORD" && ours == "CDG",
        // "1A" for "001A"
        "seat" => ours.as_str().is_some_and(|seat| seat.trim_start_matches('0') == text),
        // the library reads past the declared size of none
        "sourceOfBoardingPassIssuance" | "version" => ours.is_null(),
        _ => false,
    }
}
