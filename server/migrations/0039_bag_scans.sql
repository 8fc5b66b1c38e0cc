-- Where bags were seen, and what that amounts to.

-- One row for each thing said of a bag; the same said twice is one row. By tag, as bags may grow past one machine.
create table bag_scan (
    -- issuer and serial of the tag, nine digits: a rush tag is the same bag
    bag text not null,
    -- a hash of what it says
    scan uuid not null,
    tag text not null,
    at timestamptz not null,
    -- domain::bag::What
    what text not null,
    airport text,
    carrier text,
    number integer,
    flight_date date,
    -- where the flight goes; for 'arrived' where it came from
    towards text,
    place text,
    rush boolean not null,
    -- forms the family name on the tag answers to
    keys text[] not null,
    locator text,
    telegram_id bigint not null,
    primary key (bag, scan)
) partition by hash (bag);
do $$
begin
    for part in 0..7 loop
        execute format('create table bag_scan_%s partition of bag_scan for values with (modulus 8, remainder %s)', part, part);
    end loop;
end
$$;
create index bag_scan_by_flight on bag_scan (carrier, number, flight_date, what) where what in ('announced', 'loaded', 'arrived');
create index bag_scan_by_time on bag_scan using brin (at);

-- The fold of a bag's scans (domain::bag), kept in the transaction that brings them.
create table bag_trace (
    bag text primary key,
    tag text not null,
    -- the last that counts; none while it is only announced
    state text,
    at timestamptz not null,
    airport text,
    carrier text,
    number integer,
    flight_date date,
    towards text,
    came_carrier text,
    came_number integer,
    came_date date,
    rush boolean not null,
    keys text[] not null,
    locator text,
    -- grows with each change: what an open page compares
    version bigint not null,
    -- its scans are no longer kept
    ended_at timestamptz
);
create index bag_trace_by_flight on bag_trace (carrier, number, flight_date);
create index bag_trace_by_locator on bag_trace (locator) where locator is not null;
