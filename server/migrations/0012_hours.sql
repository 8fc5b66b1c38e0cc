-- When departments answer. A department without a row for a channel has its row for any; without that, it works around the clock.

create table opening (
    department text not null references department,
    -- 'any', or one of the channels of a case
    channel text not null check (channel in ('any', 'web', 'phone', 'counter', 'email', 'kiosk', 'social')),
    -- IANA name; a change of clocks is the zone's affair
    zone text not null,
    -- Monday first, each day as it is written: '08:00-12:00, 13:00-20:00', '' where closed
    week text[] not null check (cardinality(week) = 7),
    -- days that differ: {"2026-12-25": "", "2026-12-24": "08:00-14:00"}
    days jsonb not null default '{}',
    primary key (department, channel)
);
