//! The whole server in the test's process.

use axum::Router;
use clap::Parser;
use desk::PgPool;
use server::config::{DatabaseConfig, MailConfig, ServeConfig};

#[derive(Parser)]
struct Configured {
    #[command(flatten)]
    serve: ServeConfig,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    mail: MailConfig,
}

/// The whole server on the test's database, or on one that is not there, with files in a folder of its own.
pub fn portal(db: Option<&PgPool>, settings: &[&str]) -> Router {
    let site = std::env::temp_dir().join(format!("landside-portal-{}", std::process::id()));
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("manifest.json"), "{}").unwrap();
    let files = site.join("files");
    let folders = ["--site", site.to_str().unwrap(), "--files", files.to_str().unwrap()];
    let arguments = ["x", "--database-url", "postgres://nobody@127.0.0.1:1/none"].iter().chain(&folders).chain(settings);
    let configured = Configured::parse_from(arguments);
    let mut app = server::serve::state(configured.serve, &configured.database, &configured.mail).unwrap();
    if let Some(db) = db {
        app.portal.db = db.clone();
    }
    server::router::router(app)
}
