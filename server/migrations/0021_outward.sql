-- How messages leave, and who wants none. Only new tables.

-- How much each mail system has been handed, over all processes: domain::delivery::Pace. Texts go under ''.
-- Unlogged: after a crash of the database the minute begins anew.
create unlogged table outbox_pace (
    domain text primary key,
    minute_began timestamptz not null,
    taken integer not null,
    -- it said "too fast": nothing goes there before
    rest_until timestamptz
);

-- What reply addresses and links in messages are signed with; every process has the same.
create table signing_key (
    name text primary key,
    key bytea not null
);
insert into signing_key values ('letters', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- Who does not want to be written to, and of what: desk::outbox::List.
create table opt_out (
    address text not null,
    list text not null check (list in ('invitations', 'texts')),
    at timestamptz not null,
    primary key (address, list)
);

-- What a provider of text messages brought: each once. Kept like letters are.
create table text_in (
    -- the provider's own name for it, with what sort of news it is
    once text primary key,
    machine_id uuid not null,
    received_at timestamptz not null,
    -- stop, start, message, case, receipt, unknown
    outcome text not null,
    reference text
);
create index text_in_by_time on text_in (received_at);
