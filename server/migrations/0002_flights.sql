-- Airports, airlines, the archive of flown legs, the schedule in force, and what has been reported about it.

create table airport (
    iata text primary key check (iata ~ '^[A-Z0-9]{3}$'),
    name text not null,
    city text not null,
    -- names in other languages: {"zh-CN": {"city": "纽约", "name": "纽瓦克"}}
    names jsonb not null default '{}',
    country text not null,
    zone text not null,
    latitude double precision not null,
    longitude double precision not null
);

create table airline (
    iata text primary key,
    name text not null,
    names jsonb not null default '{}',
    numeric_code text
);

-- What was flown in the year of the archive. Times are minutes of the local day at the station;
-- delays are minutes; null actuals mean cancelled (no departure) or diverted (no arrival).
create table archive_leg (
    id integer primary key,
    day date not null,
    carrier text not null,
    number integer not null,
    tail text,
    origin text not null,
    destination text not null,
    departs smallint not null,
    duration smallint not null,
    departure_delay smallint,
    arrival_delay smallint,
    air_time smallint,
    distance smallint not null,
    source text not null check (source in ('flown', 'derived', 'invented'))
);
create index archive_leg_by_day on archive_leg (day);

-- How each flight number did over the archive; derived and invented legs are not counted.
create table punctuality (
    carrier text not null,
    number integer not null,
    origin text not null,
    destination text not null,
    flown integer not null,
    cancelled integer not null,
    diverted integer not null,
    -- arrivals: up to 15, 60, 180 minutes late, and later
    within_15 integer not null,
    within_60 integer not null,
    within_180 integer not null,
    later integer not null,
    median_delay smallint,
    primary key (carrier, number, origin, destination)
);

-- One row a leg and operating day. flight_date is the local date of scheduled departure at origin.
create table flight (
    id bigint generated always as identity primary key,
    carrier text not null,
    number integer not null check (number between 1 and 9999),
    flight_date date not null,
    origin text not null,
    destination text not null,
    scheduled_out timestamptz not null,
    scheduled_in timestamptz not null,
    tail text,
    aircraft text,
    seats integer,
    terminal_out text,
    gate_out text,
    terminal_in text,
    gate_in text,
    belt text,
    source text not null check (source in ('flown', 'derived', 'invented', 'imported', 'scenario')),
    archive_id integer,
    unique (carrier, number, flight_date, origin),
    check (scheduled_in > scheduled_out)
);
create index flight_by_departure on flight (origin, scheduled_out);
create index flight_by_arrival on flight (destination, scheduled_in);
create index flight_by_tail on flight (tail, scheduled_out) where tail is not null;
create index flight_by_day on flight (flight_date);

-- What became known about a flight, and when. The state at an instant is the fold of the reports
-- known by then (domain::flight); the demo writes the archive's outcome here with the instants at which
-- it would have become known, an airline's messages are written as they come.
create table flight_report (
    flight_id bigint not null references flight on delete cascade,
    known_at timestamptz not null,
    kind text not null check (kind in
        ('estimate', 'off_block', 'airborne', 'landed', 'on_block', 'cancelled', 'diverted', 'gate')),
    -- estimate: new off-block; off_block..on_block: the movement; diverted: expected at the other airport
    at timestamptz,
    -- estimate and airborne: new on-block
    at_in timestamptz,
    -- diverted: the airport; gate: the new gate
    place text,
    reason text check (reason in
        ('weather', 'technical', 'crew', 'air_traffic', 'inbound', 'security', 'operations')),
    primary key (flight_id, known_at, kind)
);
create index flight_report_by_time on flight_report (known_at);
