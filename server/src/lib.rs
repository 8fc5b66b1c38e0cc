//! The process: configuration, router, forms, sessions, live stream, jobs, mail.

pub mod accept;
pub mod api;
pub mod assets;
pub mod caller;
pub mod config;
pub mod crowd;
pub mod database;
pub mod files;
pub mod forms;
pub mod import;
pub mod ingest;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod messages;
pub mod middleware;
pub mod ops;
pub mod render;
pub mod router;
pub mod sandbox;
pub mod serve;
pub mod state;
pub mod texts;
pub mod tokens;
pub mod tools;
pub mod uploads;
