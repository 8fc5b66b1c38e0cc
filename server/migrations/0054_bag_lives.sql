-- Where a bag goes in the end, as the message from check-in says; none where a program from before wrote the row.
alter table bag_scan add column ends text;
alter table bag_trace
    add column ends text,
    -- first scan of this journey
    add column began_at timestamptz;

-- A rush tag is the same bag: one row, the newest.
delete from bag b using bag other
 where substr(other.tag, 2) = substr(b.tag, 2) and other.tag <> b.tag
   and (coalesce(other.accepted_at, '-infinity'), other.tag) > (coalesce(b.accepted_at, '-infinity'), b.tag);
drop index bag_by_serial;
create unique index bag_once on bag (substr(tag, 2));

-- Whose bags are: numbers of tags come round again after a while (domain::bag), and then the row of the earlier life says nothing about
-- the journey that is traced. Bookings that came with their tags have no hour of check-in: their flights tell.
create view bag_owner as
select substr(b.tag, 2) as bag, b.tag, b.locator, b.passenger_position, b.destination
  from bag b left join bag_trace t on t.bag = substr(b.tag, 2)
 where t.bag is null
    or case when b.accepted_at is null
            then exists (select from segment s where s.locator = b.locator
                            and s.flight_date between (coalesce(t.began_at, t.at) - interval '15 days')::date and (coalesce(t.began_at, t.at) + interval '15 days')::date)
            else b.accepted_at between coalesce(t.began_at, t.at) - interval '15 days' and coalesce(t.began_at, t.at) + interval '15 days' end;
