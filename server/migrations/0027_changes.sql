-- Changing and cancelling trips: what a ticket cost flight by flight, what is for sale, what is held, and what was done.
-- Only added to: an older program goes on working on it.

-- Counted up by every change, so that nobody confirms a quote for a booking that has become another one meanwhile.
alter table booking add column version integer not null default 0;
-- When its tickets were last issued; null: when it was made.
alter table booking add column issued_at timestamptz;
-- The booking some of its passengers were taken out of.
alter table booking add column split_from text;

-- One passenger on one flight, and what it cost. A booking that came with a total only gets its coupons when they are first needed.
create table coupon (
    ticket text not null check (ticket ~ '^[0-9]{13}$'),
    number smallint not null check (number between 1 and 16),
    locator text not null references booking on delete cascade,
    passenger_position smallint not null,
    carrier text not null,
    flight_number integer not null,
    flight_date date not null,
    origin text not null,
    destination text not null,
    family text not null,
    state text not null default 'open' check (state in ('open', 'used', 'exchanged', 'refunded')),
    fare numeric(12, 3) not null check (fare >= 0),
    -- [{"code": "US", "amount": "12.30"}]
    taxes jsonb not null default '[]',
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    issued_at timestamptz not null,
    primary key (ticket, number)
);
create index coupon_by_booking on coupon (locator);

-- Numbers for tickets issued here: 10 digits after the airline's three.
create sequence ticket_number start 2600000000;

-- What a flight of a route costs in a fare family: the first step whose share of free seats is still there.
create table fare_filed (
    carrier text not null,
    origin text not null,
    destination text not null,
    family text not null references fare_family,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    step smallint not null check (step >= 0),
    -- percent of the cabin's seats that must be left for this step
    from_left smallint not null check (from_left between 0 and 100),
    fare numeric(12, 3) not null check (fare >= 0),
    taxes jsonb not null default '[]',
    primary key (carrier, origin, destination, family, currency, step)
);

-- Seats of one cabin of one flight on one day (I4).
create table flight_cabin (
    carrier text not null,
    number integer not null,
    flight_date date not null,
    origin text not null,
    cabin text not null check (cabin in ('economy', 'premium', 'business')),
    seats integer not null check (seats >= 0),
    -- confirmed passengers with a seat of their own, of bookings in this database
    sold integer not null default 0 check (sold >= 0),
    -- of those being changed to it just now
    held integer not null default 0 check (held >= 0),
    -- sold by others, whose bookings are not here
    elsewhere integer not null default 0 check (elsewhere >= 0),
    primary key (carrier, number, flight_date, origin, cabin),
    constraint never_oversold check (sold + held + elsewhere <= seats)
);

-- A change or cancellation, from the quote on. What is done stays: who, when, from what to what, under which rules (CHG-8).
create table trip_change (
    id uuid primary key,
    -- the key of the form it began with: the same form again is the same change
    key uuid not null unique,
    locator text not null,
    action text not null check (action in ('change', 'cancel', 'taxes')),
    state text not null check (state in ('quoted', 'paying', 'done', 'expired', 'released', 'failed')),
    -- why it failed: the key of a sentence
    failure text,
    -- of the booking when it was quoted
    booking_version integer not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    extended boolean not null default false,
    -- places in the booking
    passengers smallint[] not null,
    segments smallint[] not null,
    -- what is shown: flights before and after, names
    facts jsonb not null,
    -- what the rules were asked, what they answered, and the files they were read from
    asked jsonb not null,
    decision jsonb not null,
    rule_files text[] not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    to_pay numeric(12, 3) not null default 0 check (to_pay >= 0),
    refund numeric(12, 3) not null default 0 check (refund >= 0),
    voucher numeric(12, 3) not null default 0 check (voucher >= 0),
    due_by date,
    -- who asked: passenger, or the agent on their behalf with the reason
    asked_by text not null,
    reason text,
    identity_check text,
    -- the browser it was confirmed in
    session_id bytea,
    payment_id uuid,
    done_at timestamptz,
    -- the booking it became where only some passengers changed
    became text,
    case_id bigint,
    -- whether it worked out for them, as they said afterwards (CHG-7)
    worked boolean
);
create index trip_change_by_booking on trip_change (locator, created_at desc);
create index trip_change_by_new_booking on trip_change (became) where became is not null;
create index trip_change_running on trip_change (expires_at) where state in ('quoted', 'paying');

-- Seats a running change keeps.
create table seat_hold (
    change_id uuid not null references trip_change on delete cascade,
    carrier text not null,
    number integer not null,
    flight_date date not null,
    origin text not null,
    cabin text not null,
    seats integer not null check (seats > 0),
    primary key (change_id, carrier, number, flight_date, origin)
);

-- The text of every rule file something was decided by, under its hash: the same rules give the same amounts years later.
create table rule_file (
    hash text primary key,
    name text not null,
    body text not null,
    first_used_at timestamptz not null
);

-- What is left of a dearer ticket where the fare gives it as a voucher.
create table voucher (
    code text primary key,
    locator text not null,
    change_id uuid not null references trip_change on delete cascade,
    amount numeric(12, 3) not null check (amount > 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    until date,
    issued_at timestamptz not null
);
create index voucher_by_booking on voucher (locator);
