-- Which cases share a limit (BAG-6), also where no booking is named, and what goes on in a case however often it was merged. Programs from
-- before do not ask.

-- The case and all that go on in it, by way of others too.
create function case_parts(bigint) returns setof bigint language sql stable as $$
    with recursive part(id) as (
        select $1 union select m.case_id from part join case_merge m on m.into_id = part.id
    )
    select id from part
$$;

create index case_by_bag_digits on case_file (substr(bag_tag, 2)) where bag_tag is not null;

-- The case and all about the same journey of the same people: those that go on in one another, of one booking, made in one go, about the bag
-- of one tag, or without a booking about one flight. Numbers of tags come round again, so that they say something for a hundred days only; and
-- who else reported the tag, under another name and address, is somebody else.
create function cases_sharing(bigint) returns setof bigint language sql stable as $$
    with recursive shared(id) as (
        select $1
        union
        select near.id from shared cross join lateral (
            select m.into_id as id from case_merge m where m.case_id = shared.id
            union all select m.case_id from case_merge m where m.into_id = shared.id
            union all
            select together.id
              from (select f.locator from case_file f where f.id = shared.id
                    union select r.locator from baggage_report r where r.case_id = shared.id) own
             cross join lateral cases_of_booking(own.locator) together(id) where own.locator is not null
            union all
            select o.case_id from baggage_report r join baggage_report o on o.pir = r.beside or o.beside = r.pir where r.case_id = shared.id
            union all
            select o.id
              from case_file f join case_file o on substr(o.bag_tag, 2) = substr(f.bag_tag, 2)
              left join baggage_report r on r.case_id = f.id left join baggage_report q on q.case_id = o.id
             where f.id = shared.id and o.kind = 'baggage' and o.opened_at between f.opened_at - interval '100 days' and f.opened_at + interval '100 days'
               and (o.opener_address = f.opener_address or o.opener_passenger = f.opener_passenger or q.family_keys && r.family_keys)
            union all
            select o.id
              from case_file f join case_file o on (o.flight_date, o.carrier, o.number) = (f.flight_date, f.carrier, f.number)
             where f.id = shared.id and o.kind = 'baggage' and (f.locator is null or o.locator is null)
               and (o.opener_address = f.opener_address or o.opener_passenger = f.opener_passenger)
        ) near
    )
    select id from shared
$$;

-- Why an offer waits for a supervisor.
alter table claim add column doubts text[] not null default '{}';
