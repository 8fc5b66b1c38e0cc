//! The case page of fifty entries: requests a second and p95, ours and the peer's, in turn.

use crate::{
    fill, load, peer,
    report::{Outcome, line, milliseconds, percentile},
    same,
};
use clap::Parser;
use desk::{
    access,
    cases::{self, New, Step},
};
use domain::{
    case::{Actor, Channel, Event, Kind, Person, Topic},
    locale::Locale,
};
use jiff::{SignedDuration, Timestamp};
use server::{
    accept::accept,
    config::{DatabaseConfig, MailConfig, ServeConfig},
    router, serve,
    state::App,
};
use std::{path::PathBuf, time::Duration};
use uuid::Uuid;

/// Least share of the peer's requests a second.
const BUDGET: f64 = 0.60;
/// Entries on the page.
const ENTRIES: i64 = 50;
/// Connections of the load generator, which shares the machine.
const CONNECTIONS: usize = 8;

/// The server's own settings, as it reads them.
#[derive(Parser)]
pub(crate) struct Settings {
    #[command(flatten)]
    pub(crate) serve: ServeConfig,
    #[command(flatten)]
    pub(crate) database: DatabaseConfig,
    #[command(flatten)]
    pub(crate) mail: MailConfig,
}

/// Serves both from one process and asks them in turn.
pub(crate) async fn measure(database_url: &str, site: PathBuf, rounds: usize, seconds: u64) -> Outcome {
    let site = site.to_string_lossy().into_owned();
    let settings = Settings::try_parse_from(["bench", "--database-url", database_url, "--site", &site])?;
    let app = serve::state(settings.serve, &settings.database, &settings.mail)?;
    desk::MIGRATIONS.run(app.db()).await?;
    let (reference, cookie) = conversation(&app).await?;
    let islands = peer::Islands::default();
    let router = router::router_with(app, peer::routes(islands.clone()));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let host = listener.local_addr()?.to_string();
    tokio::spawn(accept(listener, router, std::future::pending()));

    let (ours, theirs) = (format!("/cases/{reference}"), format!("/cases/{reference}/peer"));
    let html = load::page(&host, &ours, &cookie).await?;
    let _ = islands.set(peer::islands(&html).ok_or("the case page has no islands")?);
    let peer_html = load::page(&host, &theirs, &cookie).await?;
    if let Some(difference) = same::difference(&html, &peer_html) {
        return Err(format!("the peer's page is not the same: {difference}").into());
    }
    println!("the same document: {} bytes, the peer's {} bytes", html.len(), peer_html.len());
    compare(&host, [&ours, &theirs], &cookie, rounds, Duration::from_secs(seconds)).await
}

async fn compare(host: &str, paths: [&str; 2], cookie: &str, rounds: usize, long: Duration) -> Outcome {
    let mut all = [load::Round::default(), load::Round::default()];
    for turn in 0..=rounds {
        for (path, sum) in paths.iter().zip(&mut all) {
            let round = load::round(host, path, cookie, CONNECTIONS, long).await?;
            // the first round of each warms both
            if turn > 0 {
                sum.times.extend(round.times);
                sum.took += round.took;
            }
        }
    }
    let [ours, theirs] = all.map(|mut round| {
        let rate = round.times.len() as f64 / round.took.as_secs_f64();
        (rate, milliseconds(percentile(&mut round.times, 0.95)))
    });
    println!("ours {:.0} requests/s, p95 {:.1} ms; maud {:.0} requests/s, p95 {:.1} ms", ours.0, ours.1, theirs.0, theirs.1);
    let share = ours.0 / theirs.0;
    line(&format!("case page of {ENTRIES} entries against maud"), &format!("{share:.2} of its requests/s"), "≥ 0.60", share >= BUDGET);
    Ok(())
}

/// A passenger's case with fifty entries, and the cookie of the browser it was opened in.
async fn conversation(app: &App) -> Outcome<(String, String)> {
    let (db, now) = (app.db(), Timestamp::now() - SignedDuration::from_hours(60));
    let [agent, _] = fill::staff(db).await?;
    let member = agent.staff().ok_or("no agent")?;
    let (token, viewer) = access::open(db, Timestamp::now(), "bench").await?;
    let new = New {
        kind: Kind::Inquiry,
        topic: Topic::Other,
        subject: "Where is my suitcase?".to_owned(),
        words: "We waited at belt 7 and nothing came.".to_owned(),
        name: "Wang Wei".to_owned(),
        email: "wang@example.com".to_owned(),
        language: Locale::En,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    let reference = cases::open(db, &viewer, now, Uuid::new_v4(), new).await?.reference;
    // opened sixty hours ago, and looked at today
    sqlx::query("update session_grant set expires_at = now() + interval '1 day'").execute(db).await?;
    let id: i64 = sqlx::query_scalar("select id from case_file where reference = $1").bind(&reference).fetch_one(db).await?;
    let words =
        "Thank you for writing. We have found both bags & they are on their way <today>. Somebody will ring you before the courier comes.";
    let agent = Person { id: member.id.clone(), name: member.name.clone() };
    let department: String = sqlx::query_scalar("select department from case_file where id = $1").bind(id).fetch_one(db).await?;
    let taken = Event::Assignment { department, owner: Some(agent.clone()) };
    let first = Step { at: now + SignedDuration::from_mins(5), actor: Actor::Staff(agent.clone()), event: taken };
    let steps = (2..ENTRIES).map(|turn| {
        let actor = if turn % 2 == 0 { Actor::Staff(agent.clone()) } else { Actor::Passenger("Wang Wei".to_owned()) };
        let at = now + SignedDuration::from_hours(turn);
        let reply_by = (turn % 2 == 1).then(|| at + SignedDuration::from_hours(24));
        Step { at, actor, event: Event::Message { words: format!("{words} ({turn})"), channel: Channel::Web, asks: false, reply_by } }
    });
    let steps = std::iter::once(first).chain(steps).collect();
    let mut tx = db.begin().await?;
    cases::append_all(&mut tx, id, steps).await?;
    tx.commit().await?;
    Ok((reference, format!("landside={}", token.to_text())))
}
