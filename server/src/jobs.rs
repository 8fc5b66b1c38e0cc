//! What runs beside the requests: live news, mail, payments, reservations, the rolling schedule, sweeping up.

use crate::{
    config::MailConfig,
    forms::SAYS,
    live,
    mail::{self, Post},
    payments::{self, HttpPayments},
    reservations::{self, HttpReservations},
    state::App,
    texts::Texts,
};
use desk::{Error, PgPool};
use domain::commitment::Commitment;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::time::Duration;
use tokio::task::JoinSet;

/// The model that understands words is kept so long after it was last needed.
const MODEL_KEPT: Duration = Duration::from_secs(600);
/// Bags missed, and bags found, weighed in a minute.
const WEIGHED: i64 = 300;

/// The background tasks of this process.
pub struct Background(JoinSet<()>);

impl Background {
    /// Waits until every task has stopped; they do when the state says so.
    pub async fn join(mut self) {
        while self.0.join_next().await.is_some() {}
    }
}

/// Starts them.
///
/// # Errors
/// A sentence for the terminal where the mail server's address cannot be read.
pub fn start(app: &App, config: &MailConfig) -> Result<Background, String> {
    let mut tasks = JoinSet::new();
    tasks.spawn(live::listen(app.clone()));
    tasks.spawn(live::follow_flights(app.clone()));
    tasks.spawn(live::follow_bags(app.clone()));
    tasks.spawn(work_through(app.clone()));
    tasks.spawn(every_second(app.clone()));
    tasks.spawn(understand(app.clone()));
    tasks.spawn(every_minute(app.clone()));
    tasks.spawn(every_hour(app.clone()));
    tasks.spawn(every_day(app.clone()));
    match Post::new(config, app.portal.public_url.clone())? {
        Some(post) => {
            tasks.spawn(mail::deliver(app.db().clone(), post.with_papers(app.db().clone()), app.stopping.subscribe()));
        }
        None => tracing::info!("no mail server is configured (LANDSIDE_SMTP_URL): letters wait in the outbox"),
    }
    match Texts::new(config, app.portal.public_url.clone())? {
        Some(texts) => {
            tasks.spawn(mail::deliver(app.db().clone(), texts, app.stopping.subscribe()));
        }
        None => tracing::info!("no provider of text messages is configured (LANDSIDE_SMS_URL)"),
    }
    match HttpPayments::new(&app.config.payments)? {
        Some(provider) => {
            let every = SignedDuration::from_secs(app.config.payments.payments_compare_seconds.into());
            tasks.spawn(payments::work(app.clone(), provider.clone(), app.stopping.subscribe()));
            tasks.spawn(payments::reconcile(app.clone(), provider, every, app.stopping.subscribe()));
        }
        None => tracing::info!("no payment provider is configured (LANDSIDE_PAYMENTS_URL): nothing can be paid"),
    }
    if let Some(system) = HttpReservations::new(&app.config.reservations)? {
        let every = SignedDuration::from_secs(app.config.reservations.reservations_compare_seconds.into());
        tasks.spawn(reservations::work(app.clone(), system.clone(), app.stopping.subscribe()));
        tasks.spawn(reservations::follow(app.clone(), system, every, app.stopping.subscribe()));
    }
    Ok(Background(tasks))
}

/// Loads the demo airline into an empty database, and brings the schedule and the demo people up to today.
///
/// # Errors
/// A sentence for the terminal.
pub async fn demo_at_start(app: &App) -> Result<(), String> {
    desk::demo::load(app.db(), Timestamp::now()).await.map_err(|error| match error {
        Error::Conflict(_) => "The database already holds an airline's own data, so the demo will not be mixed into it. Use an empty database, or start without --demo.".to_owned(),
        error => format!("The demo could not be loaded: {error}"),
    })?;
    match desk::demo::photos(app.db(), &app.files, Timestamp::now()).await {
        Ok(0) => {}
        Ok(photos) => tracing::info!(photos, "demo: photos are there"),
        Err(error) => tracing::warn!(%error, "the demo goes without photos"),
    }
    Ok(())
}

/// What people wait for by the second, also what a process that is gone has taken.
async fn every_second(app: App) {
    let mut stopping = app.stopping.subscribe();
    let mut well = true;
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        let outcome = go_on(app.db(), Timestamp::now()).await;
        // said once, not once a second
        if let (Err(error), true) = (&outcome, well) {
            app.note(error);
            tracing::warn!(%error, "replies, payments and quotes have to wait, tried again every second");
        }
        well = outcome.is_ok();
    }
}

/// Replies whose time has come leave; what was paid is done; quotes that have run out give their seats back; what became of the money of claims is told.
async fn go_on(db: &PgPool, now: Timestamp) -> desk::Result<()> {
    desk::cases::together::release_due(db, now).await?;
    desk::changes::settle_due(db, now).await?;
    desk::bookings::settle_held(db, now).await?;
    desk::changes::expire_due(db, now).await?;
    desk::claims::go_on(db, now, SAYS).await?;
    Ok(())
}

/// Airline messages, as soon as they come, and what another process has left. One process works at a time.
async fn work_through(app: App) {
    let mut stopping = app.stopping.subscribe();
    let mut well = true;
    loop {
        let outcome = desk::telegrams::work(app.db(), Timestamp::now()).await;
        if let (Err(error), true) = (&outcome, well) {
            app.note(error);
            tracing::warn!(%error, "airline messages have to wait, tried again every second");
        }
        let file = match &outcome {
            Ok(_) => desk::telegrams::work_file(app.db(), Timestamp::now()).await,
            Err(_) => Ok(false),
        };
        if let (Err(error), true) = (&file, well) {
            app.note(error);
            tracing::warn!(%error, "a schedule file has to wait, tried again every second");
        }
        well = outcome.is_ok() && file.is_ok();
        if (matches!(outcome, Ok(1..)) || matches!(file, Ok(true))) && !*stopping.borrow() {
            continue;
        }
        tokio::select! {
            () = app.telegrams.notified(), if well => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// What passengers said in words, soon after it was sent. The model is let go where nothing is said for a while: it is large.
async fn understand(app: App) {
    let mut stopping = app.stopping.subscribe();
    let (mut model, mut used, mut well) = (None, tokio::time::Instant::now(), true);
    loop {
        let outcome = desk::feedback::understand_due(app.db(), Timestamp::now(), &mut model).await;
        if let (Err(error), true) = (&outcome, well) {
            app.note(error);
            tracing::warn!(%error, "what passengers say has to wait, tried again in a moment");
        }
        well = outcome.is_ok();
        if matches!(outcome, Ok(1..)) {
            used = tokio::time::Instant::now();
            if !*stopping.borrow() {
                continue;
            }
        } else if used.elapsed() > MODEL_KEPT {
            model = None;
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Housekeeping: expired sessions, codes and attempts; articles and follow-ups that are due; after midnight at the hub the schedule rolls on.
async fn every_minute(app: App) {
    let mut stopping = app.stopping.subscribe();
    loop {
        let stops = tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60)) => false,
            _ = stopping.wait_for(|stop| *stop) => true,
        };
        note_pages(&app).await;
        if stops {
            return;
        }
        let now = Timestamp::now();
        if let Err(error) = desk::access::sweep(app.db(), now).await {
            app.note(&error);
            tracing::warn!(%error, "sweeping up failed, tried again in a minute");
        }
        tried(desk::papers::sweep(app.db(), now).await, "certificates of long ago could not be removed, tried again in a minute");
        tried(desk::files::sweep(app.db(), &app.files, now).await, "files nobody sent could not be removed, tried again in a minute");
        tell_due(&app, now).await;
        if app.portal.demo
            && let Err(error) = desk::demo::keep_current(app.db(), now).await
        {
            tracing::warn!(%error, "the demo could not be brought up to today, tried again in a minute");
        }
    }
}

/// What somebody set an hour for: articles to be published, follow-ups to be reminded of, letters about trips.
async fn tell_due(app: &App, now: Timestamp) {
    let db = app.db();
    tried(desk::help::publish_due(db, now).await, "articles due could not be published, tried again in a minute");
    tried(desk::cases::together::forget_presence(db, now).await, "who was where could not be forgotten, tried again in a minute");
    tried(desk::bookings::letters::release(db, now).await, "letters about trips could not be looked after, tried again in a minute");
    tried(desk::bookings::lapse_due(db, now).await, "bookings that were not paid could not be let go, tried again in a minute");
    tried(desk::changes::refunds_late(db, now).await, "refunds late by law could not be taken up, tried again in a minute");
    tried(desk::changes::refunds_failed(db, now).await, "refunds that failed could not be told to anybody, tried again in a minute");
    tried(desk::telegrams::retry_parked(db).await, "messages that wait could not be looked at again, tried again in a minute");
    tried(desk::bags::tell_due(db, now).await, "those who wait for a bag could not be told, tried again in a minute");
    tried(desk::bags::weigh_due(db, now, WEIGHED).await, "bags missed and found could not be weighed, tried again in a minute");
    tried(desk::surveys::invite_due(db, now).await, "nobody could be invited to a survey, tried again in a minute");
    tried(desk::improvements::tell_due(db, now).await, "what became of words could not be told, tried again in a minute");
    if let Some(book) = &app.portal.claims {
        tried(
            desk::claims::tell_due(db, now, book, SAYS).await,
            "days to claim and open offers could not be told, tried again in a minute",
        );
    }
    tried(desk::cases::together::remind_due(db, now).await, "follow-ups due could not be told, tried again in a minute");
}

/// Pages answered and how many of them in time: what this process has counted since the last time.
async fn note_pages(app: &App) {
    let tally = app.pages.take();
    if tally.judged > 0
        && let Err(error) = desk::commitments::add(app.db(), Timestamp::now(), Commitment::Pages, tally).await
    {
        app.pages.put_back(tally);
        tracing::warn!(%error, "how fast pages were could not be written down, tried again in a minute");
    }
}

/// Every hour, and at the start: how often what was promised in public was kept, and who was asked how it was.
async fn every_hour(app: App) {
    let mut stopping = app.stopping.subscribe();
    loop {
        tried(
            desk::commitments::measure(app.db(), Timestamp::now()).await,
            "what was promised could not be measured, tried again in an hour",
        );
        tried(desk::reports::tally(app.db(), Timestamp::now()).await, "who was asked could not be counted, tried again in an hour");
        tried(
            desk::improvements::measure(app.db(), Timestamp::now()).await,
            "whether improvements help could not be measured, tried again in an hour",
        );
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60 * 60)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Once a day, and soon after the start: flights of long ago that nobody's booking or case names, forms sent and mail
/// taken long ago.
async fn every_day(app: App) {
    let mut stopping = app.stopping.subscribe();
    let mut pause = Duration::from_secs(300);
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        pause = Duration::from_secs(24 * 60 * 60);
        forget(app.db(), Timestamp::now()).await;
    }
}

/// What went wrong with a chore is told to the log; the next round does it again.
fn tried<T>(outcome: Result<T, Error>, what: &str) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}");
    }
}

/// Flights somebody brought in are for sale.
async fn open_cabins(db: &PgPool, now: Timestamp) -> desk::Result<u64> {
    let yesterday = (now - SignedDuration::from_hours(24)).to_zoned(TimeZone::UTC).date();
    desk::changes::open_cabins(&mut *db.acquire().await?, yesterday).await
}

async fn forget(db: &PgPool, now: Timestamp) {
    tried(desk::cases::forget_submissions(db, now).await, "forms sent long ago could not be forgotten, tried again tomorrow");
    tried(desk::cases::mail::forget_raw(db, now).await, "mail of long ago could not be forgotten, tried again tomorrow");
    tried(desk::files::release(db).await, "files of cases that are gone could not be released, tried again tomorrow");
    tried(desk::bookings::letters::forget(db, now).await, "letters about trips long over could not be forgotten, tried again tomorrow");
    tried(desk::help::forget_misses(db, now).await, "searches of long ago could not be forgotten, tried again tomorrow");
    tried(desk::texts::forget(db, now).await, "texts of long ago could not be forgotten, tried again tomorrow");
    tried(desk::telegrams::forget(db, now).await, "airline messages of long ago could not be forgotten, tried again tomorrow");
    tried(desk::bags::forget(db, now).await, "where bags were long ago could not be forgotten, tried again tomorrow");
    tried(desk::surveys::invite_quarter(db, now).await, "the sample of the quarter could not be asked, tried again tomorrow");
    tried(desk::surveys::forget(db, now).await, "whose answers are old could not be forgotten, tried again tomorrow");
    tried(open_cabins(db, now).await, "flights could not be opened for sale, tried again tomorrow");
    match desk::flights::sweep(db, now).await {
        Ok(0) => {}
        Ok(flights) => tracing::info!(flights, "old flights removed"),
        Err(error) => tracing::warn!(%error, "old flights could not be removed, tried again tomorrow"),
    }
}
