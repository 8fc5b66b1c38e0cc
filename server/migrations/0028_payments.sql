-- Money through a payment provider (domain::payment). Only new tables; bookings there already get the charge they were
-- paid by, so that money can go back to where it came from.

-- One row a charge or refund, written in the transaction that needs it; its id is the key the provider knows it by.
create table payment (
    id uuid primary key,
    -- whoever plans it says the same key again and gets the same row; further parts of a refund end in #2, #3 …
    key text not null unique,
    locator text not null,
    case_ref text,
    direction text not null check (direction in ('charge', 'refund')),
    -- the charge a refund goes back to
    of uuid references payment,
    amount numeric(12, 3) not null check (amount > 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    state text not null check (state in ('planned', 'opened', 'declined', 'expired', 'authorised', 'voided', 'failed', 'captured', 'sent', 'settled')),
    reason text,
    -- "•••• 4242": all we ever learn of a card
    means text,
    -- the provider's name for it
    provider_ref text,
    -- where it is paid, on the provider's own origin
    hosted_url text,
    -- path of ours the passenger comes back to
    return_to text,
    locale text not null default 'en',
    -- paid before the provider's book began: the booking came with it
    before boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    authorised_at timestamptz,
    -- when we last asked how it stands
    asked_at timestamptz,
    expires_at timestamptz,
    -- a refund's day by law
    due_by date,
    -- what is still to be asked of the provider, when, and who is at it
    todo text check (todo in ('open', 'capture', 'void', 'refund')),
    next_attempt_at timestamptz,
    attempts integer not null default 0,
    leased_until timestamptz,
    last_error text,
    -- its booking has been laid anew (the demo's people, every night): it belongs to none any more
    detached_at timestamptz,
    check ((direction = 'refund') = (of is not null))
);
create index payment_by_booking on payment (locator, created_at);
create index payment_by_charge on payment (of) where of is not null;
create index payment_due on payment (next_attempt_at) where todo is not null;
create index payment_expiring on payment (expires_at) where direction = 'charge' and state in ('planned', 'opened');
create index payment_unused on payment (authorised_at) where state = 'authorised' and todo is null;
create index payment_quiet on payment (updated_at) where state in ('opened', 'sent', 'authorised');
create index payment_by_time on payment (created_at, id);

-- What the provider said, each once: by a signed message, as an answer, or found in its book. Never rewritten.
create table payment_event (
    -- the provider's name for it; ours begin with answer: or ledger:
    id text primary key,
    -- the key it was said under: a payment's id, or nobody's
    payment_key text not null,
    source text not null check (source in ('message', 'answer', 'ledger')),
    direction text not null check (direction in ('charge', 'refund')),
    state text not null,
    amount numeric not null,
    currency text not null,
    reason text,
    -- when it happened, by their clock
    at timestamptz not null,
    received_at timestamptz not null,
    -- ours under that key; null where nobody knew it then: it is taken when somebody does
    payment uuid,
    -- what was done about a difference (domain::payment::Mend)
    mended text
);
create index payment_event_by_payment on payment_event (payment);
create index payment_event_parked on payment_event (received_at) where payment is null;
create index payment_event_mended on payment_event (received_at) where mended is not null;
create function payment_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'what a provider said is never rewritten (%)', old.id;
end $$;
create trigger payment_event_append_only before update or delete on payment_event
    for each row execute function payment_event_is_append_only();

-- How far the provider's book has been compared with ours; one process at a time goes on from there.
create table payment_mark (
    one boolean primary key default true check (one),
    cursor text not null default '',
    next_at timestamptz not null default '-infinity'
);
insert into payment_mark default values;

insert into payment (id, key, locator, direction, amount, currency, state, provider_ref, before, created_at, updated_at)
select gen_random_uuid(), 'LG-' || locator, locator, 'charge', total, currency, 'captured', 'LG-' || locator, true, created_at, created_at
  from booking where state in ('ticketed', 'changed', 'refunded') and total > 0;
-- what a booking got back then went back whole, as far as this table is concerned: nothing is left to give
insert into payment (id, key, locator, direction, of, amount, currency, state, before, created_at, updated_at)
select gen_random_uuid(), 'LG-' || locator || '-back', p.locator, 'refund', p.id, p.amount, p.currency, 'settled', true, p.created_at, p.created_at
  from payment p join booking b using (locator) where b.state = 'refunded';
