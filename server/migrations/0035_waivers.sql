-- What staff set aside for a passenger in a change, and that a late refund was taken up. Only added to.
alter table trip_change
    -- on what ground, why, who, when and how much: desk::changes::Waiver
    add column waiver jsonb,
    -- granted: it is in the amounts; asked: it waits for a supervisor, and the amounts are without it; refused
    add column waiver_state text check (waiver_state in ('granted', 'asked', 'refused')),
    -- when it was found that its refund is later than the law allows
    add column late_at timestamptz;
create index trip_change_to_approve on trip_change (expires_at) where waiver_state = 'asked' and state = 'quoted';
