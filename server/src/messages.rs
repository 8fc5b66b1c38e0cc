//! `landside wire decode`: airline messages, boarding passes, schedule files and numbers as JSON.

use clap::{Subcommand, ValueEnum};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::io::{BufWriter, ErrorKind, Read, Write};
use wire::{
    decode::{Format, decode},
    number::Of,
    typeb::Family,
};

/// The largest input taken, in bytes.
const LARGEST: u64 = 256 << 20;

/// What to do with airline messages.
#[derive(Debug, Clone, Subcommand)]
pub enum Wire {
    /// Read messages from standard input and print each as a line of JSON, its values and its warnings.
    ///
    /// Whatever cannot be read is told on standard error with its place ("line 3, .F: date JAN32"), the others are printed all the
    /// same, and the exit code is 1. One input may hold several messages; boarding passes, records of schedule files and numbers
    /// stand one a line.
    Decode {
        /// What the input holds; guessed from it where it is not given.
        #[arg(long, value_enum)]
        kind: Option<Kind>,
        /// The day near which days without a year lie, as 2026-11-21; today where it is not given.
        #[arg(long, value_name = "DATE")]
        context: Option<Date>,
    },
}

/// What an input may hold. Each goes by the names of its messages as well: `bsm`, `mvt`, `ssim`, `bcbp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Any Type B messages, in envelopes or without.
    #[value(alias = "typeb", alias = "telegram")]
    TypeB,
    /// Baggage messages: BSM, BPM, BTM, BUM, BNS, BCM, BMM, BRQ.
    #[value(aliases = ["baggage", "bsm", "bpm", "btm", "bum", "bns", "bcm", "bmm", "brq"])]
    Bag,
    /// Files on missing and found bags: AHL, OHD.
    #[value(aliases = ["ahl", "ohd", "dpr", "fwd"])]
    Record,
    /// Movements: MVT, DIV, MVA.
    #[value(aliases = ["mvt", "div", "mva"])]
    Movement,
    /// Loads: LDM.
    #[value(alias = "ldm")]
    Load,
    /// Lists of passengers: PNL, ADL, CAL, PAL.
    #[value(aliases = ["pnl", "adl", "cal", "pal", "ptm"])]
    List,
    /// Changes of schedule: ASM, SSM.
    #[value(aliases = ["asm", "ssm"])]
    Schedule,
    /// A schedule file: SSIM chapter 7.
    #[value(aliases = ["ssim", "ssim7", "schedule-file"])]
    File,
    /// Boarding passes: what their barcodes hold.
    #[value(aliases = ["bcbp", "boarding-pass"])]
    Pass,
    /// Bag tags: ten digits, nine, thirteen with a count, or an airline and six.
    #[value(aliases = ["bagtag", "bag-tag"])]
    Tag,
    /// Ticket numbers: thirteen digits, or fifteen.
    Ticket,
    /// Booking references.
    #[value(aliases = ["pnr", "locator"])]
    Booking,
    /// References of files on bags: JFKBA10231.
    #[value(aliases = ["pir", "reference"])]
    BagFile,
}

impl From<Kind> for Format {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::TypeB => Self::Telegram(None),
            Kind::Bag => Self::Telegram(Some(Family::Bag)),
            Kind::Record => Self::Telegram(Some(Family::Record)),
            Kind::Movement => Self::Telegram(Some(Family::Movement)),
            Kind::Load => Self::Telegram(Some(Family::Load)),
            Kind::List => Self::Telegram(Some(Family::List)),
            Kind::Schedule => Self::Telegram(Some(Family::Schedule)),
            Kind::File => Self::ScheduleFile,
            Kind::Pass => Self::Pass,
            Kind::Tag => Self::Number(Of::Tag),
            Kind::Ticket => Self::Number(Of::Ticket),
            Kind::Booking => Self::Number(Of::Booking),
            Kind::BagFile => Self::Number(Of::File),
        }
    }
}

/// Reads standard input to its end, prints what it says and complains of what it does not.
///
/// # Errors
/// A sentence for the terminal: how many messages could not be read.
pub fn run(Wire::Decode { kind, context }: Wire) -> Result<(), String> {
    let mut input = Vec::new();
    std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut input).map_err(|error| format!("The input cannot be read: {error}"))?;
    if u64::try_from(input.len()).is_ok_and(|length| length > LARGEST) {
        return Err(format!("The input has more than {} megabytes: split it.", LARGEST >> 20));
    }
    let context = context.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let read = decode(&input, kind.map(Format::from), context);
    let refused = read.iter().filter(|read| read.is_err()).count();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for message in &read {
        match message {
            Ok(document) => {
                let json = serde_json::to_string(document).map_err(|error| format!("A message cannot be printed: {error}"))?;
                // whoever reads may have seen enough
                match writeln!(out, "{json}") {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                    outcome => outcome.map_err(|error| format!("The output cannot be written: {error}"))?,
                }
            }
            Err(fault) => eprintln!("{fault}"),
        }
    }
    match out.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(format!("The output cannot be written: {error}")),
        _ => {}
    }
    if refused == 0 { Ok(()) } else { Err(format!("{refused} of {} could not be read.", read.len())) }
}
