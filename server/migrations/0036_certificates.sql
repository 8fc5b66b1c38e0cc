-- Certificates of delay, cancellation or diversion (DIS-7), as they were issued. Only a new table; no foreign key, because a booking may
-- be brought in anew and a certificate outlives it.
create table certificate (
    code text primary key check (code ~ '^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$'),
    locator text not null,
    passenger_position smallint not null,
    -- as on the ticket; who verifies sees initials
    family_name text not null,
    given_name text not null,
    carrier text not null,
    number integer not null,
    flight_date date not null,
    origin text not null,
    destination text not null,
    -- domain::certificate::Facts
    facts jsonb not null,
    issued_at timestamptz not null,
    -- another one was issued in its place
    superseded_at timestamptz
);
create unique index certificate_standing on certificate (locator, passenger_position, carrier, number, flight_date, origin)
    where superseded_at is null;
create index certificate_by_time on certificate (issued_at);
