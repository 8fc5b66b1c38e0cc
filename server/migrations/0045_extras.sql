-- What was bought beside a flight: seats, bags, covers, part of the booking's total.
-- Only added to: an older program goes on working on it.

create table extra (
    id uuid primary key,
    locator text not null references booking on delete cascade,
    passenger_position smallint not null,
    -- its flight; null: bought for the whole trip
    carrier text,
    flight_number integer,
    flight_date date,
    origin text,
    -- as the airline's fare rules call it: BAG, SEAT, COVER
    code text not null check (code ~ '^[A-Z]{2,12}$'),
    amount numeric(12, 3) not null check (amount >= 0),
    state text not null default 'open' check (state in ('open', 'used', 'refunded', 'lost')),
    check (num_nulls(carrier, flight_number, flight_date, origin) in (0, 4))
);
create index extra_by_booking on extra (locator);
