//! `landside import airports|flights|bookings FILE`: an airline's own data, whole or not at all.

use crate::{config::DatabaseConfig, database};
use clap::ValueEnum;
use desk::import::{Kind, Refused, import};
use jiff::Timestamp;
use std::path::Path;

/// Faults printed one by one; beyond, their number.
const PRINTED: usize = 1_000;

/// The tables that can be imported; `server/wire/README.md` describes their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// iata, name, city, country, zone, latitude, longitude
    Airports,
    /// carrier, number, date, origin, destination, departs, arrives; needs the airports
    Flights,
    /// locator, names, fare, flights: one passenger on one flight a line
    Bookings,
}

impl From<Table> for Kind {
    fn from(table: Table) -> Self {
        match table {
            Table::Airports => Self::Airports,
            Table::Flights => Self::Flights,
            Table::Bookings => Self::Bookings,
        }
    }
}

/// Imports a file and prints how many airports, flights or bookings it held, or every fault with its line.
///
/// # Errors
/// A sentence for the terminal; nothing was imported then.
pub async fn run(table: Table, file: &Path, config: &DatabaseConfig) -> Result<(), String> {
    let bytes =
        tokio::task::block_in_place(|| std::fs::read(file)).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let db = database::pool(config)?;
    database::migrate(&db, config).await?;
    match import(&db, Timestamp::now(), table.into(), &bytes).await {
        Ok(count) => {
            println!("{} imported from {}.", counted(count, name(table)), file.display());
            Ok(())
        }
        Err(Refused::Bad(faults)) => {
            for fault in faults.iter().take(PRINTED) {
                eprintln!("{}: {fault}", file.display());
            }
            Err(format!("{} in {}; nothing was imported.", counted(faults.len(), "faults"), file.display()))
        }
        Err(Refused::Desk(error)) => Err(format!("{} could not be imported: {error}", file.display())),
    }
}

/// `1 flight`, `2 flights`.
fn counted(count: usize, many: &str) -> String {
    let word = if count == 1 { many.strip_suffix('s').unwrap_or(many) } else { many };
    format!("{count} {word}")
}

const fn name(table: Table) -> &'static str {
    match table {
        Table::Airports => "airports",
        Table::Flights => "flights",
        Table::Bookings => "bookings",
    }
}
