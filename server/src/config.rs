//! Configuration, read from flags and the environment; each field names its variable.

use clap::Args;
use domain::delivery::Paces;
use domain::files::Limits;
use std::path::PathBuf;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// Postgres 15 or later.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// Connections this process may hold at once.
    #[arg(long, env = "LANDSIDE_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// Start although the database has migrations of a newer version: while an update that only adds is rolled out or back.
    #[arg(long, env = "LANDSIDE_ALLOW_NEWER_DATABASE")]
    pub allow_newer_database: bool,
}

/// Where and to whom the portal is served.
#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    /// Address to listen on. Put a TLS proxy before anything but loopback.
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// Port to listen on.
    #[arg(long, env = "PORT", default_value_t = 3000)]
    pub port: u16,
    /// Built assets: hashed files under `pkg/`, `manifest.json`, icons.
    #[arg(long, env = "LANDSIDE_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// Address passengers reach the portal at; with `https://` cookies are marked Secure. Default: `http://HOST:PORT`.
    #[arg(long, env = "LANDSIDE_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// How many proxies of ours stand in front: that many entries of `X-Forwarded-For` are believed, from the right.
    #[arg(long, env = "LANDSIDE_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,
    /// Requests answered at once before others are told to come back.
    #[arg(long, env = "LANDSIDE_MAX_REQUESTS", default_value_t = 512)]
    pub max_requests: usize,
    /// Seconds in which staff may take back a reply they have sent; 0 lets it leave at once.
    #[arg(long, env = "LANDSIDE_UNDO_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=300))]
    pub undo_seconds: u32,
    /// Fare rule files trips are changed and cancelled by, or folders of them, with commas between; `docs/rules.md`. Without them
    /// passengers ask the service office. The demo has its own.
    #[arg(long, env = "LANDSIDE_RULES", value_delimiter = ',')]
    pub rules: Vec<PathBuf>,
    /// Which policy of these files, where they hold several.
    #[arg(long, env = "LANDSIDE_POLICY")]
    pub policy: Option<String>,
    /// The rules about late, lost and damaged bags; `docs/claims.md`. Without them passengers ask in their case. The demo has its own.
    #[arg(long, env = "LANDSIDE_CLAIM_RULES")]
    pub claim_rules: Option<PathBuf>,
    /// Load the demo airline into an empty database and show its people on the sign-in page.
    #[arg(long, env = "LANDSIDE_DEMO")]
    pub demo: bool,
    /// Logs as JSON lines instead of text.
    #[arg(long, env = "LANDSIDE_LOG_JSON")]
    pub log_json: bool,
    /// Files people send.
    #[command(flatten)]
    pub files: FilesConfig,
    /// Money.
    #[command(flatten)]
    pub payments: PaymentsConfig,
    /// Seats and coupons.
    #[command(flatten)]
    pub reservations: ReservationsConfig,
}

/// Whose the seats are: docs/reservations.md.
#[derive(Debug, Clone, Args)]
pub struct ReservationsConfig {
    /// The airline's reservation system: an address that answers as docs/reservations.md says. Without it seats and coupons are kept here.
    #[arg(long, env = "LANDSIDE_RESERVATIONS_URL", hide_env_values = true)]
    pub reservations_url: Option<String>,
    /// Bearer token for it.
    #[arg(long, env = "LANDSIDE_RESERVATIONS_TOKEN", hide_env_values = true)]
    pub reservations_token: Option<String>,
    /// Seconds between two looks at what changed there without us.
    #[arg(long, env = "LANDSIDE_RESERVATIONS_COMPARE_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub reservations_compare_seconds: u32,
}

/// How money moves: docs/payments.md.
#[derive(Debug, Clone, Args)]
pub struct PaymentsConfig {
    /// The payment provider: an address that answers as docs/payments.md says. Without it nothing can be paid or paid back.
    #[arg(long, env = "LANDSIDE_PAYMENTS_URL", hide_env_values = true)]
    pub payments_url: Option<String>,
    /// Bearer token for the provider.
    #[arg(long, env = "LANDSIDE_PAYMENTS_TOKEN", hide_env_values = true)]
    pub payments_token: Option<String>,
    /// Secret the provider signs its messages with; without it none is believed.
    #[arg(long, env = "LANDSIDE_PAYMENTS_SECRET", hide_env_values = true)]
    pub payments_secret: Option<String>,
    /// Where the pages are that people pay at, if elsewhere than the provider's address. Nobody is sent to pay anywhere else.
    #[arg(long, env = "LANDSIDE_PAYMENTS_PAGES")]
    pub payments_pages: Option<String>,
    /// Seconds between two comparisons of the provider's book with ours.
    #[arg(long, env = "LANDSIDE_PAYMENTS_COMPARE_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub payments_compare_seconds: u32,
}

/// Files people send: where they are kept and how much is taken.
#[derive(Debug, Clone, Args)]
pub struct FilesConfig {
    /// Where files are kept: a folder, or `s3://bucket/prefix` with the AWS_… variables every S3 program reads. Processes on
    /// several machines need a place they share.
    #[arg(long = "files", env = "LANDSIDE_FILES", default_value = ".landside/attachments")]
    pub place: String,
    /// Megabytes a file may have as it is sent.
    #[arg(long, env = "LANDSIDE_FILE_MEGABYTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub file_megabytes: u64,
    /// Files a message may have.
    #[arg(long, env = "LANDSIDE_FILES_PER_MESSAGE", default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=50))]
    pub files_per_message: u64,
    /// Megabytes the files of a case may have together, as they are kept.
    #[arg(long, env = "LANDSIDE_CASE_MEGABYTES", default_value_t = 200)]
    pub case_megabytes: u64,
}

impl FilesConfig {
    /// How much is taken.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            per_message: usize::try_from(self.files_per_message).unwrap_or(usize::MAX),
            bytes: self.file_megabytes * Limits::MEGABYTE,
            case_bytes: self.case_megabytes.saturating_mul(Limits::MEGABYTE),
        }
    }
}

/// How messages leave the house.
#[derive(Debug, Clone, Args)]
pub struct MailConfig {
    /// `smtp://user:password@host:587?tls=required`; without it messages wait, and demo mode shows them at `/desk/outbox`.
    #[arg(long, env = "LANDSIDE_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The sender of every message.
    #[arg(long, env = "LANDSIDE_MAIL_FROM", default_value = "Landside Air <care@landside.example>")]
    pub mail_from: String,
    /// Where answers go: with `cases@air.example` each letter about a case asks for them at `cases+CASE.SIGNATURE@air.example`,
    /// so that they find it by their address alone. That server needs `recipient_delimiter = +`.
    #[arg(long, env = "LANDSIDE_MAIL_REPLIES")]
    pub mail_replies: Option<String>,
    /// How fast letters may leave to one mail system, from all processes together: so many at once, so many a minute;
    /// `8/600,gmail.com=4/120` for some of them.
    #[arg(long, env = "LANDSIDE_MAIL_LIMITS", default_value = "8/600", value_parser = paces)]
    pub mail_limits: Paces,
    /// Provider of text messages: each is a POST of JSON to this address (README). Without it no mobile number will do.
    #[arg(long, env = "LANDSIDE_SMS_URL", hide_env_values = true)]
    pub sms_url: Option<String>,
    /// Bearer token for the provider.
    #[arg(long, env = "LANDSIDE_SMS_TOKEN", hide_env_values = true)]
    pub sms_token: Option<String>,
    /// The sender of every text: a number, or a name where the provider has registered it.
    #[arg(long, env = "LANDSIDE_SMS_FROM", default_value = "Landside")]
    pub sms_from: String,
    /// How fast texts may leave, from all processes together: so many at once, so many a minute.
    #[arg(long, env = "LANDSIDE_SMS_LIMITS", default_value = "8/600", value_parser = paces)]
    pub sms_limits: Paces,
}

fn paces(text: &str) -> Result<Paces, String> {
    Paces::parse(text).ok_or_else(|| "so many at once, so many a minute: 8/600,gmail.com=4/120".to_owned())
}

impl MailConfig {
    /// The bare address of the sender, folded; `Post` says so where it is none.
    #[must_use]
    pub fn sender(&self) -> String {
        self.mail_from.parse::<lettre::message::Mailbox>().map(|mailbox| domain::contact::fold(mailbox.email.as_ref())).unwrap_or_default()
    }
}

impl ServeConfig {
    /// The public address without a trailing slash.
    #[must_use]
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}:{}", self.host, self.port));
        url.trim_end_matches('/').to_owned()
    }

    /// Whether passengers arrive over TLS.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// The demo shows passwords on the sign-in page, so it must never meet the public.
    ///
    /// # Errors
    /// A sentence for the terminal where demo mode meets a production configuration.
    pub fn check(&self, mail: &MailConfig) -> Result<(), String> {
        if !self.demo {
            return Ok(());
        }
        if self.secure() {
            return Err(format!(
                "Demo mode shows its passwords to everyone and will not start at {}. Leave out --demo (LANDSIDE_DEMO), or serve the demo over http on this machine.",
                self.public_url()
            ));
        }
        if !self.host.is_loopback() {
            return Err(format!(
                "Demo mode shows its passwords to everyone and will not listen on {}. Leave out --demo (LANDSIDE_DEMO), or set HOST=127.0.0.1.",
                self.host
            ));
        }
        let outside = [&mail.smtp_url, &mail.sms_url, &self.payments.payments_url, &self.reservations.reservations_url]
            .into_iter()
            .flatten()
            .any(|url| !["127.0.0.1", "localhost", "[::1]"].iter().any(|host| url.contains(host)));
        if outside {
            return Err(
                "Demo mode would write to invented people, take money or change bookings through a real server. Leave out --demo (LANDSIDE_DEMO), or LANDSIDE_SMTP_URL, LANDSIDE_SMS_URL, LANDSIDE_PAYMENTS_URL and LANDSIDE_RESERVATIONS_URL."
                    .to_owned(),
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Both {
        #[command(flatten)]
        serve: ServeConfig,
        #[command(flatten)]
        mail: MailConfig,
    }

    fn check(arguments: &[&str]) -> Result<(), String> {
        let both = Both::try_parse_from([&["x"], arguments].concat()).unwrap();
        both.serve.check(&both.mail)
    }

    #[test]
    fn demo_never_meets_production() {
        assert!(check(&["--demo"]).is_ok());
        assert!(check(&["--demo", "--smtp-url", "smtp://127.0.0.1:2525"]).is_ok());
        assert!(check(&["--demo", "--public-url", "https://air.example"]).is_err());
        assert!(check(&["--demo", "--host", "0.0.0.0"]).is_err());
        assert!(check(&["--demo", "--smtp-url", "smtp://mail.example:587"]).is_err());
        assert!(check(&["--demo", "--sms-url", "http://127.0.0.1:4010/messages"]).is_ok());
        assert!(check(&["--demo", "--sms-url", "https://sms.example/messages"]).is_err());
        assert!(check(&["--demo", "--payments-url", "http://127.0.0.1:4020"]).is_ok());
        assert!(check(&["--demo", "--payments-url", "https://pay.example/v1"]).is_err());
        assert!(check(&["--demo", "--reservations-url", "https://reservations.example/v1"]).is_err());
        assert!(check(&["--public-url", "https://air.example", "--host", "0.0.0.0", "--smtp-url", "smtp://mail.example"]).is_ok());
    }
}
