-- Letters about a trip, by consent. Only new tables.

-- Who wants to be written to about a trip: one row an address, locked by whoever changes it or writes to it.
-- What was said when is in audit. No foreign key: a booking may be brought in anew.
create table trip_subscription (
    locator text not null,
    -- e-mail address or mobile number, folded
    address text not null,
    locale text not null,
    reminders boolean not null,
    word boolean not null,
    -- which words they agreed to: desk::bookings::letters::WORDING
    wording smallint not null,
    -- it was the booking's contact; then it ends when it no longer is
    own boolean not null,
    since timestamptz not null,
    -- ended: by them, by a link in a letter, with the contact
    off_at timestamptz,
    -- what they were told last of each flight: domain::booking::notices::Told
    told jsonb not null default '[]',
    -- when the trip is to be looked at again; null where nothing is left to write
    look_at timestamptz,
    changed_at timestamptz not null,
    primary key (locator, address)
);
create index trip_subscription_due on trip_subscription (look_at) where look_at is not null;
create index trip_subscription_by_address on trip_subscription (address);

-- What was written: each reminder and word once for a flight of a trip and an address, corrections and itineraries counted.
-- The promise itself is in the outbox, under the key named here, of the same commit.
create table trip_letter (
    locator text not null,
    address text not null,
    what text not null,
    -- the flight, by its place in the booking; 0 for the whole trip
    position smallint not null,
    turn smallint not null default 0,
    promised_at timestamptz not null,
    dedupe_key text not null,
    primary key (locator, address, what, position, turn)
);
create index trip_letter_by_time on trip_letter (promised_at);
