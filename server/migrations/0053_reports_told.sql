-- When the sender told it, where that is another instant than the one it became known at: reports count in this order. Programs from
-- before count them as they became known.
alter table flight_report add column told_at timestamptz;

-- An arrival alone, and an aircraft that came back to its stand. Programs from before leave a kind they do not know alone.
alter table flight_report
    drop constraint flight_report_kind_check,
    add constraint flight_report_kind_check check (kind in
        ('estimate', 'arrival', 'off_block', 'airborne', 'landed', 'on_block', 'returned', 'cancelled', 'diverted', 'gate'));
