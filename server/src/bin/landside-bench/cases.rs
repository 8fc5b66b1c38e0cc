//! Reads in the database at two sizes: each use-case whole, its audit row and round trips included.

use crate::fill;
use crate::report::{Outcome, line, milliseconds, percentile};
use desk::{PgPool, cases, queue};
use domain::{
    case::Kind,
    queue::{Filter, Owner, Standing},
    rights::Viewer,
};
use jiff::Timestamp;
use std::time::{Duration, Instant};

/// Most milliseconds at the larger size.
const BUDGET: f64 = 50.0;
/// Most times the smaller size.
const GROWTH: f64 = 2.0;

/// Reads before those that count: they warm plans and cache.
const WARM: usize = 5;

/// What is read.
#[derive(Debug, Clone)]
enum Read {
    First(Filter),
    Next(Filter),
    Case,
}

fn reads() -> Vec<(&'static str, usize, Read)> {
    let search = |words: &str, standing| Filter { words: words.to_owned(), standing, ..Filter::default() };
    let narrow = Filter { kind: Some(Kind::Feedback), owner: Owner::Nobody, ..Filter::default() };
    let department = Filter { department: Some("baggage".to_owned()), ..Filter::default() };
    vec![
        ("queue, first page, agent", 0, Read::First(Filter::default())),
        ("queue, first page, supervisor", 1, Read::First(Filter::default())),
        ("queue, next page, supervisor", 1, Read::Next(Filter::default())),
        ("queue, one department", 0, Read::First(department)),
        ("queue, narrow filter", 1, Read::First(narrow)),
        ("search open, common word", 1, Read::First(search(fill::COMMON, Standing::Open))),
        ("search all, common word", 1, Read::First(search(fill::COMMON, Standing::Any))),
        ("search all, next page", 1, Read::Next(search(fill::COMMON, Standing::Any))),
        ("search all, two words", 1, Read::First(search(&format!("{} {}", fill::COMMON, fill::SCARCE), Standing::Any))),
        ("search all, rare word", 1, Read::First(search(fill::RARE, Standing::Any))),
        ("search all, Chinese", 1, Read::First(search(fill::CHINESE, Standing::Any))),
        ("search all, agent", 0, Read::First(search(fill::SCARCE, Standing::Any))),
        ("case page", 1, Read::Case),
    ]
}

/// Fills two databases, then reads them in turn, so that whatever else the machine does weighs on both.
pub(crate) async fn measure(database_url: &str, small_url: &str, count: u32, times: usize) -> Outcome {
    let small = (count / 10).max(1);
    let sizes = [Size::fill(small_url, small, times).await?, Size::fill(database_url, count, times).await?];
    for (what, viewer, read) in reads() {
        let mut taken = [Vec::with_capacity(times), Vec::with_capacity(times)];
        for turn in 0..times + WARM {
            for (size, taken) in sizes.iter().zip(&mut taken) {
                let time = size.once(viewer, &read, turn).await?;
                if turn >= WARM {
                    taken.push(time);
                }
            }
        }
        let [mut before, mut after] = taken;
        let (before, after) = (milliseconds(percentile(&mut before, 0.95)), milliseconds(percentile(&mut after, 0.95)));
        let growth = after / before.max(0.001);
        let figure = format!("p95 {after:.2} ms, {growth:.1} × {small}'s {before:.2}");
        line(&format!("{what} at {count}"), &figure, "≤ 50 ms, ≤ 2 ×", after <= BUDGET && growth <= GROWTH);
    }
    Ok(())
}

/// A filled database.
struct Size {
    db: PgPool,
    viewers: [Viewer; 2],
    references: Vec<String>,
}

impl Size {
    async fn fill(url: &str, count: u32, times: usize) -> Outcome<Self> {
        let db = PgPool::connect(url).await?;
        desk::MIGRATIONS.run(&db).await?;
        let filled: i64 = sqlx::query_scalar("select count(*) from case_file").fetch_one(&db).await?;
        if filled > 0 {
            return Err(format!("the database holds {filled} cases already; give an empty one").into());
        }
        let begun = Instant::now();
        let viewers = fill::staff(&db).await?;
        fill::cases(&db, count).await?;
        println!("{count} cases with {} entries, filled in {} s", u64::from(count) * 10, begun.elapsed().as_secs());
        let references = some_references(&db, times).await?;
        Ok(Self { db, viewers, references })
    }

    /// One read, its audit row and round trips included.
    async fn once(&self, viewer: usize, read: &Read, turn: usize) -> Outcome<Duration> {
        let (db, now) = (&self.db, Timestamp::now());
        let viewer = self.viewers.get(viewer).ok_or("no such viewer")?;
        let from = match read {
            Read::Next(filter) => queue::list(db, viewer, now, filter, None).await?.after,
            Read::First(_) | Read::Case => None,
        };
        let begun = Instant::now();
        match read {
            Read::First(filter) | Read::Next(filter) => {
                queue::list(db, viewer, now, filter, from).await?;
            }
            Read::Case => {
                let reference = self.references.get(turn % self.references.len().max(1)).ok_or("no cases")?;
                cases::view(db, viewer, now, reference, false).await?;
            }
        }
        Ok(begun.elapsed())
    }
}

/// References spread over the table.
async fn some_references(db: &PgPool, times: usize) -> Outcome<Vec<String>> {
    let count = i64::try_from(times)?;
    Ok(sqlx::query_scalar("select reference from case_file where id % greatest(1, (select max(id) from case_file) / $1) = 0 limit $1")
        .bind(count)
        .fetch_all(db)
        .await?)
}
