-- A reservation system that is not this database (docs/reservations.md): what is asked of it for each change, and that seats are its own.
-- Only added to. Without one configured nothing is ever written here, and no change is ever confirming.

-- Asked to do it, and not heard of yet.
alter table trip_change drop constraint trip_change_state_check;
alter table trip_change add constraint trip_change_state_check
    check (state in ('quoted', 'paying', 'confirming', 'done', 'expired', 'released', 'failed'));
create index trip_change_confirming on trip_change (created_at) where state = 'confirming';

-- One row a change, written in the transaction that needs it; the change's number is the key the other system knows it by.
create table reservation_order (
    change_id uuid primary key references trip_change on delete cascade,
    locator text not null,
    -- wanted: nothing was answered yet
    state text not null default 'wanted' check (state in ('wanted', 'held', 'done', 'refused', 'released')),
    -- why not, in the other system's word
    reason text,
    -- what is asked, each as it is sent: the same again is the same to the letter
    hold jsonb,
    change jsonb,
    -- what came of it: locator and tickets
    answer jsonb,
    -- since when it is asked what is asked now
    asked_at timestamptz not null,
    -- what is still to be asked, when, and who is at it
    todo text check (todo in ('hold', 'change', 'withdraw', 'release')),
    next_attempt_at timestamptz not null default '-infinity',
    attempts integer not null default 0,
    leased_until timestamptz,
    last_error text
);
-- who chooses again gives back first what they had
create index reservation_order_letting_go on reservation_order (locator) where todo = 'release';
create index reservation_order_due on reservation_order (next_attempt_at) where todo is not null;

-- Whether seats and coupons are another system's: the same for every process on this database.
create table reservation_mark (
    one boolean primary key default true check (one),
    remote boolean not null default false,
    -- how far what changed there has been read; one process at a time goes on from there
    cursor text not null default '',
    next_at timestamptz not null default '-infinity'
);
insert into reservation_mark default values;
