-- Which cases share the limit of a booking (BAG-6): those about it or another part of it, those whose report is about a bag of it, and those that
-- go on in one of these. Programs from before do not ask.
create function booking_root(text) returns text language sql stable as $$
    select coalesce((select coalesce(split_from, locator) from booking where locator = $1), $1)
$$;
create index booking_by_split on booking (split_from) where split_from is not null;
create function cases_of_booking(text) returns setof bigint language sql stable as $$
    with part as (
        select $1 as locator union select booking_root($1)
        union select locator from booking where split_from = (select booking_root($1))
    ), own as (
        select f.id from case_file f join part on part.locator = f.locator
        union select r.case_id from baggage_report r join part on part.locator = r.locator
    )
    select id from own union select m.case_id from case_merge m join own on own.id = m.into_id
$$;
-- Without a limit a claim is as much as everything in it cost.
alter table claim alter column proposed type numeric(15, 3), alter column offered type numeric(15, 3);
