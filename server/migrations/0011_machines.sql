-- Programs that may come in, and the mail they bring.

-- A machine's token: shown once, stored as a hash, good for its scopes until it is revoked.
create table machine_token (
    id uuid primary key,
    name text not null,
    -- 'ingest-mail', …: domain::rights::Scope
    scopes text[] not null,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    revoked_at timestamptz,
    -- to the hour, so that being used is rarely a write
    last_used_at timestamptz
);
create unique index machine_token_by_name on machine_token (name) where revoked_at is null;

-- Every message that came by mail: as it came, and what became of it.
create table mail_in (
    id uuid primary key,
    -- SHA-256 of Message-ID, sender and words: the same message again is answered as the first time
    once bytea not null unique,
    machine_id uuid not null,
    received_at timestamptz not null,
    -- without angle brackets: what our next letter answers
    message_id text,
    -- the sender, folded; none for most bounces
    from_address text,
    -- case      a new case
    -- message   the passenger's message in a case
    -- held      in a case, from an address that is not the case's: staff decide
    -- automatic, loop   answered by nothing; a note where it belongs to a case
    -- bounce    one of our letters did not arrive
    outcome text not null check (outcome in ('case', 'message', 'held', 'automatic', 'loop', 'bounce')),
    reference text,
    case_id bigint,
    -- the entry that tells of it
    case_seq integer,
    -- staff have accepted it as the passenger's: the entry that says so
    accepted_seq integer,
    accepted_by text,
    -- the sender as they call themselves
    from_name text not null default '',
    -- its receipt was confirmed by a letter: counted, so that nobody is flooded with these
    acknowledged boolean not null default false,
    -- the conversation it quotes, folded on the page
    earlier text not null default '',
    -- what was too long for the entry itself
    rest text not null default '',
    -- [{"name": …, "kind": "image/jpeg", "bytes": 1234}]
    files jsonb not null default '[]',
    -- a bounce: whom it did not reach and why
    bounced jsonb,
    -- RFC 5322, byte for byte; forgotten after domain::policy::RAW_MAIL_KEPT
    raw bytea,
    raw_bytes integer not null
);
create index mail_in_by_case on mail_in (case_id, case_seq) where case_id is not null;
create index mail_in_by_message_id on mail_in (message_id) where case_id is not null;
create index mail_in_by_sender on mail_in (from_address, received_at desc) where from_address is not null;
create index mail_in_raw_by_time on mail_in (received_at) where raw is not null;

-- A letter its receiving server took and then could not deliver.
alter table outbox
    add column bounced_at timestamptz,
    add column bounce text;
