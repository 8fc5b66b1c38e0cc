-- Reports about bags (BAG-3): what is wrong with one, what it looks like, where it is to be brought. The talk about it is its case.
-- Only new tables.

-- The last number each station has given for an airline.
create table baggage_number (
    station text not null,
    carrier text not null,
    last integer not null,
    primary key (station, carrier)
);

create table baggage_report (
    id bigint generated always as identity primary key,
    -- EWRLD12345
    pir text not null unique check (pir ~ '^[A-Z]{3}[A-Z0-9]{2}[0-9]{5}$'),
    case_id bigint not null unique,
    -- domain::bag::Problem
    problem text not null check (problem in ('missing', 'damaged', 'pilfered', 'wrong-bag', 'left-on-board')),
    -- domain::bag::Stage
    stage text not null default 'open' check (stage in ('open', 'found', 'on-its-way', 'out-for-delivery', 'delivered', 'lost', 'closed')),
    -- where it came, or should have come
    station text not null,
    tag text,
    -- issuer and serial of the tag
    bag text generated always as (substr(tag, 2)) stored,
    -- names, not foreign keys: bookings may live in another database
    locator text,
    carrier text,
    number integer,
    flight_date date,
    -- forms the family name answers to
    family_keys text[] not null,
    -- domain::bag::description: 'BK22RHW'; null where nothing is looked for by its looks
    descriptor text,
    brand text not null,
    marks text not null,
    contents text[] not null,
    inside text not null,
    seen text not null,
    -- where they stay, until when, and at home
    here text not null,
    here_until date,
    home text not null,
    telephone text not null,
    -- the day it came or should have come
    expected_on date not null,
    opened_at timestamptz not null,
    -- when its owner heard last
    told_at timestamptz not null
);
-- the same of the same bag is told once while it goes on
create unique index baggage_report_once on baggage_report (bag, problem)
    where bag is not null and stage in ('open', 'found', 'on-its-way', 'out-for-delivery');
create index baggage_report_by_stage on baggage_report (stage, opened_at);
create index baggage_report_by_locator on baggage_report (locator) where locator is not null;
