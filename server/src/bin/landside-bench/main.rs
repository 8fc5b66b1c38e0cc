//! `landside-bench`: what `make bench` measures, each figure with its budget beside it.

mod bags;
mod bytes;
mod cases;
mod changes;
mod crowd;
mod feedback;
mod fill;
mod help;
mod load;
mod mail;
mod matching;
mod page;
mod peer;
mod process;
mod report;
mod reports;
mod same;
mod sink;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Measures Landside against its budgets. Ratios are against a peer or a smaller size in the same run.
#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Queue, search and case page in the database, at a tenth of the cases and at all of them.
    Cases {
        /// An empty database of its own; it is filled.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// Another empty database, for a tenth of the cases.
        #[arg(long)]
        small_url: String,
        /// How many cases, with ten entries each.
        #[arg(long, env = "BENCH_CASES", default_value_t = 1_000_000)]
        cases: u32,
        /// How often each read is measured.
        #[arg(long, env = "BENCH_READS", default_value_t = 200)]
        reads: usize,
    },
    /// The case page of fifty entries against a compiled template.
    Page {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// Built assets.
        #[arg(long, env = "LANDSIDE_SITE", default_value = "target/site")]
        site: PathBuf,
        /// Rounds of each, taken in turn: many and short, so that whatever else the machine does weighs on both.
        #[arg(long, default_value_t = 15)]
        rounds: usize,
        /// Seconds a round.
        #[arg(long, default_value_t = 1)]
        seconds: u64,
    },
    /// Help search: recall of blind questions, and time among ten thousand articles.
    Answers {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// How many articles the time is measured among.
        #[arg(long, default_value_t = 10_000)]
        articles: i32,
        /// Show the questions that miss.
        #[arg(long)]
        show: bool,
    },
    /// Messages in and letters out a second.
    Mail {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// The server's program.
        #[arg(long)]
        program: PathBuf,
        /// A port for it.
        #[arg(long)]
        port: u16,
        /// How many letters leave.
        #[arg(long, env = "BENCH_LETTERS", default_value_t = 5_000)]
        letters: usize,
    },
    /// Baggage messages a second, from the door to where the bag is.
    Bags {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// How many messages.
        #[arg(long, env = "BENCH_MESSAGES", default_value_t = 200_000)]
        messages: usize,
    },
    /// Other flights found, quoted and confirmed.
    Changes {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// How many passengers there are: nine of ten want the same flight.
        #[arg(long, env = "BENCH_PASSENGERS", default_value_t = 1_200)]
        passengers: usize,
    },
    /// Passengers' messages understood, as shipped and with corrections.
    Feedback {
        /// Messages with sentiment and reason.
        #[arg(long, env = "BENCH_FEEDBACK", default_value = "../shared/data/airline_feedback.csv")]
        file: PathBuf,
    },
    /// Bags missed and found brought together: precision and recall on a set with realistic damage.
    Matching {
        /// How many bags are missed.
        #[arg(long, default_value_t = 600)]
        missed: usize,
    },
    /// Reports over a million answers, and a crowd that answers at once.
    Reports {
        /// An empty database of its own.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
    },
    /// What travels before a page is usable.
    Bytes {
        /// The running server.
        #[arg(long)]
        url: String,
        /// Built assets.
        #[arg(long, env = "LANDSIDE_SITE", default_value = "target/site")]
        site: PathBuf,
    },
    /// Cold start, memory at rest, open streams.
    Process {
        /// The server's program.
        #[arg(long)]
        program: PathBuf,
        /// A port for it.
        #[arg(long)]
        port: u16,
        /// How many streams are held open.
        #[arg(long, env = "BENCH_STREAMS", default_value_t = 10_000)]
        streams: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Command::parse().what {
        What::Cases { database_url, small_url, cases, reads } => cases::measure(&database_url, &small_url, cases, reads).await,
        What::Page { database_url, site, rounds, seconds } => page::measure(&database_url, site, rounds, seconds).await,
        What::Answers { database_url, articles, show } => help::measure(&database_url, articles, show).await,
        What::Mail { database_url, program, port, letters } => mail::measure(&database_url, &program, port, letters).await,
        What::Bags { database_url, messages } => bags::measure(&database_url, messages).await,
        What::Changes { database_url, passengers } => changes::measure(&database_url, passengers).await,
        What::Feedback { file } => feedback::measure(&file),
        What::Matching { missed } => matching::measure(missed),
        What::Reports { database_url } => reports::measure(&database_url).await,
        What::Bytes { url, site } => bytes::measure(&url, &site).await,
        What::Process { program, port, streams } => process::measure(&program, port, streams).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("landside-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
