-- When a flight's plan was told last: its times, its aircraft, whether it flies (domain::flight::Stamps). Programs from before leave it
-- alone.
alter table flight add column plan jsonb;

-- On which days of operation a number was told to fly nothing but what is here: an older message that comes late flies nothing there.
create table plan_told (
    carrier text not null,
    number integer not null,
    first date not null,
    last date not null,
    -- days of the week: 135, 1 is Monday
    days text not null,
    -- every so manieth week
    every integer not null check (every in (1, 2)),
    -- UTC's days, or those at the airport of departure
    utc boolean not null,
    -- domain::flight::Stamp
    stamp jsonb not null,
    primary key (carrier, number, first, last, days, every, utc)
);
create index plan_told_by_end on plan_told (last);

-- Seats the aircraft has, where more were sold: seats go down with what is sold, until they fit.
alter table flight_cabin add column fitted integer check (fitted >= 0);
create function fit_cabin() returns trigger language plpgsql as $$
begin
    if new.seats > new.fitted then
        new.seats := least(new.seats, greatest(new.fitted, new.sold + new.held + new.elsewhere));
    end if;
    return new;
end
$$;
create trigger fit_cabin before update on flight_cabin for each row when (new.fitted is not null) execute function fit_cabin();

-- A plan that was moved, and a cancellation taken back. Programs from before leave a kind they do not know alone.
alter table flight_report
    drop constraint flight_report_kind_check,
    add constraint flight_report_kind_check check (kind in
        ('estimate', 'arrival', 'off_block', 'airborne', 'landed', 'on_block', 'returned', 'cancelled', 'diverted', 'gate',
         'planned', 'reinstated'));
