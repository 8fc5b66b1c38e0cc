//! Newark to Chicago to Denver, with the Okafors' bag.

use desk::PgPool;
use desk::telegrams::{self, parcels};
use domain::rights::{Departments, Grants, Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::Timestamp;
use uuid::Uuid;

pub const BAG: &str = "992301118";
pub const ACCEPTED: &str = "QU EWRRMLD\n.EWRCKLD 211745\nBSM\n.V/1LEWR\n.F/LD408/21NOV/ORD/Y\n.O/LD412/21NOV/DEN/Y\n.N/0992301118001\n.S/Y/14A/C\n.W/K/1/19\n.P/1OKAFOR/ADA\n.L/X4TE6N\nENDBSM";
pub const SORTED: &str = "BPM\n.V/1LEWR\n.J/S///21NOV/1300L/SORT\n.F/LD408/21NOV/ORD\n.N/0992301118001\nENDBPM";
pub const LOADED: &str = "BPM\n.V/1LEWR\n.J/S///21NOV/1350L/RAMP\n.F/LD408/21NOV/ORD\n.U/AKE12345LD/ORD\n.N/0992301118001\nENDBPM";
pub const CHANGED: &str = "BPM\n.V/1LORD\n.J/S///21NOV/1610L/XFER\n.F/LD412/21NOV/DEN\n.I/LD408/21NOV/EWR\n.N/0992301118001\nENDBPM";
pub const ONWARD: &str = "BPM\n.V/1LORD\n.J/S///21NOV/1640L/RAMP\n.F/LD412/21NOV/DEN\n.U/AKE54321LD/DEN\n.N/0992301118001\nENDBPM";
pub const THERE: &str = "BPM\n.V/1LDEN\n.J/S///21NOV/1855L/BELT7\n.I/LD412/21NOV/ORD\n.N/0992301118001\nENDBPM";

pub fn at(clock: &str) -> Timestamp {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

pub async fn scene(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{"zh-CN": {"city": "纽瓦克"}}', 'US', 'America/New_York', 40.7, -74.2),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 42.0, -87.9),
             ('DEN', 'Denver', 'Denver', '{}', 'US', 'America/Denver', 39.9, -104.7);
           insert into airline (iata, name, numeric_code) values ('LD', 'Landside Air', '992') on conflict do nothing;
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
             ('LD', 408, '2026-11-21', 'EWR', 'ORD', '2026-11-21 19:20Z', '2026-11-21 21:55Z', 'imported'),
             ('LD', 412, '2026-11-21', 'ORD', 'DEN', '2026-11-21 23:00Z', '2026-11-22 01:40Z', 'imported');
           insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source)
             values ('X4TE6N', '2026-11-01', 'ticketed', 'web', 'flex', 100, 'USD', 'imported');
           insert into passenger (id, locator, position, family_name, given_name, family_keys, kind) values
             ('22222222-2222-4222-8222-222222222221', 'X4TE6N', 1, 'Okafor', 'Chidi', '{OKAFOR,OKAFORCHIDI,CHIDIOKAFOR}', 'adult'),
             ('22222222-2222-4222-8222-222222222222', 'X4TE6N', 2, 'Okafor', 'Ada', '{OKAFOR,OKAFORADA,ADAOKAFOR}', 'adult');
           insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included) values
             ('X4TE6N', 1, 'LD', 408, '2026-11-21', 'EWR', 'ORD', 'economy', 'Y', 1),
             ('X4TE6N', 2, 'LD', 412, '2026-11-21', 'ORD', 'DEN', 'economy', 'Y', 1)"#,
    )
    .execute(db)
    .await
    .unwrap();
}

pub fn sender() -> Machine {
    let departments = Departments::These(Vec::new());
    Machine { id: Uuid::nil().to_string(), name: "EWR".into(), scopes: vec![Scope::IngestMessages], departments, per_minute: 600 }
}

/// Takes messages in and works through everything there is.
pub async fn brought(db: &PgPool, clock: &str, messages: &[&str]) -> Vec<telegrams::Taken> {
    let taken = telegrams::take(db, &sender(), at(clock), &parcels(messages.join("\n").as_bytes())).await.unwrap();
    while telegrams::work(db, at(clock)).await.unwrap() > 0 {}
    taken
}

pub async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

/// State and flight of the bag, as kept.
pub async fn kept(db: &PgPool) -> Option<(Option<String>, Option<i32>)> {
    sqlx::query_as("select state, number from bag_trace where bag = $1").bind(BAG).fetch_optional(db).await.unwrap()
}

pub async fn staff(db: &PgPool, role: Role, departments: &[&str]) -> Viewer {
    let id = Uuid::now_v7();
    let departments: Vec<String> = departments.iter().map(ToString::to_string).collect();
    sqlx::query(
        "insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, $4, '', '')",
    )
    .bind(id)
    .bind(format!("{id}@landside.example"))
    .bind(role.as_str())
    .bind(&departments)
    .execute(db)
    .await
    .unwrap();
    Viewer { who: Who::Staff(StaffMember { id: id.to_string(), name: "Mei Chen".into(), role, departments }), ..Viewer::default() }
}

/// A browser with what it has proved since.
pub async fn again(db: &PgPool, viewer: &Viewer) -> Viewer {
    let bags = sqlx::query_scalar("select subject from session_grant where session_id = $1 and kind = 'bag'");
    let bags: Vec<String> = bags.bind(viewer.session.as_deref()).fetch_all(db).await.unwrap();
    Viewer { who: Who::Public(Grants { bags, ..Grants::default() }), ..viewer.clone() }
}
