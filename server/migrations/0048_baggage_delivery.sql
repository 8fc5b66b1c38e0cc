-- A bag that was found is brought to its owner (BAG-7). Only columns programs from before leave alone.
alter table baggage_report
    -- chosen by its owner, local to the station: '2026-11-23.morning' (domain::bag::Window)
    add column delivery_window text,
    -- to which of their two addresses: 'here' or 'home'
    add column deliver_to text check (deliver_to in ('here', 'home')),
    -- what its owner tells the courier; only their case shows it
    add column delivery_code text check (delivery_code ~ '^[0-9]{6}$'),
    add column delivered_at timestamptz;
