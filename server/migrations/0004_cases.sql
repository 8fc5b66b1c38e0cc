-- The case and its timeline. The timeline is the truth; the columns of case_file that queues sort by
-- are kept in the same transaction, and desk::cases::verify rebuilds them and compares (I2).

create table promise (
    -- reply-by for a kind of case, as data with its source; the newest valid row counts
    kind text not null,
    valid_from date not null,
    reply_minutes integer not null check (reply_minutes > 0),
    decision_minutes integer not null check (decision_minutes > 0),
    source text not null,
    primary key (kind, valid_from)
);

insert into promise (kind, valid_from, reply_minutes, decision_minutes, source) values
    ('inquiry',    '2020-01-01',  1440,  4320, 'Service commitments: an inquiry is answered within 24 hours'),
    ('complaint',  '2020-01-01',  1440, 14400, 'Service commitments: first reply within 24 hours, decision within 10 days'),
    ('change',     '2020-01-01',   240,  1440, 'Service commitments: a change request is answered within 4 hours'),
    ('baggage',    '2020-01-01',   240,  4320, 'Service commitments: a missing bag is answered within 4 hours'),
    ('assistance', '2020-01-01',   480,  1440, 'Service commitments: assistance is confirmed within 8 hours'),
    ('disruption', '2020-01-01',    60,  1440, 'Service commitments: irregular flights are answered within the hour'),
    ('feedback',   '2020-01-01',  4320, 14400, 'Service commitments: feedback is answered within 3 days');

create table case_file (
    id bigint generated always as identity primary key,
    reference text not null unique check (reference ~ '^LS-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
    kind text not null check (kind in
        ('inquiry', 'complaint', 'change', 'baggage', 'assistance', 'disruption', 'feedback')),
    topic text not null,
    channel text not null check (channel in ('web', 'phone', 'counter', 'email', 'kiosk', 'social')),
    language text not null,
    subject text not null,
    status text not null check (status in
        ('new', 'triaged', 'working', 'waiting', 'answered', 'escalated', 'reopened', 'closed')),
    level smallint not null default 1 check (level between 1 and 3),
    priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
    department text not null references department,
    owner uuid references staff,
    opened_at timestamptz not null,
    -- what the passenger is told; null while it is their turn, once answered, once closed
    reply_by timestamptz,
    -- where it stands in a queue: by reply_by, what has none at the end
    due timestamptz not null generated always as (coalesce(reply_by, 'infinity'::timestamptz)) stored,
    closed_at timestamptz,
    last_seq integer not null,
    last_public_seq integer not null,
    last_at timestamptz not null,
    -- who opened it: a case belongs to them, not to the booking
    person_name text not null,
    opener_address text,
    opener_passenger uuid,
    -- what it is about; names, not foreign keys: bookings may live in another database
    locator text,
    carrier text,
    number integer,
    flight_date date,
    bag_tag text,
    -- words, names and reference in both languages (domain::search), newest words included
    search tsvector not null,
    constraint someone_is_responsible
        check (status in ('closed') or owner is not null or reply_by is not null)
);
-- The queue reads its order and judges its filters in one of these three; the rows come after, fifty of them.
create index case_open_by_deadline on case_file (due, id)
    include (department, owner, status, kind, channel, language, opened_at) where status <> 'closed';
create index case_open_by_department on case_file (department, due, id)
    include (owner, status, kind, channel, language, opened_at) where status <> 'closed';
create index case_open_by_owner on case_file (owner, due, id)
    include (department, status, kind, channel, language, opened_at) where status <> 'closed' and owner is not null;
create index case_by_last on case_file (last_at desc, id desc);
create index case_by_opener_address on case_file (opener_address, id desc) where opener_address is not null;
create index case_by_opener_passenger on case_file (opener_passenger) where opener_passenger is not null;
create index case_by_locator on case_file (locator, id desc) where locator is not null;
create index case_search on case_file using gin (search);
create index case_open_search on case_file using gin (search) where status <> 'closed';

-- Append-only: I2. Sequence numbers start at 1 and have no gap, because the case row is locked to take the next.
create table case_entry (
    case_id bigint not null,
    seq integer not null check (seq > 0),
    at timestamptz not null,
    -- passenger | staff | system
    actor_kind text not null check (actor_kind in ('passenger', 'staff', 'system')),
    actor_id text,
    actor_name text not null,
    audience text not null check (audience in ('everyone', 'staff')),
    kind text not null check (kind in
        ('opened', 'message', 'note', 'status', 'assignment', 'deadline', 'triage', 'verdict', 'notice', 'invitation')),
    channel text,
    body text not null default '',
    data jsonb not null default '{}',
    -- the submission that wrote it: a double click writes once
    idempotency_key uuid,
    primary key (case_id, seq)
) partition by hash (case_id);

do $$
begin
    for i in 0..7 loop
        execute format('create table case_entry_%s partition of case_entry for values with (modulus 8, remainder %s)', i, i);
        execute format('create unique index case_entry_%s_once on case_entry_%s (case_id, idempotency_key) where idempotency_key is not null', i, i);
    end loop;
end $$;

create function case_entry_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the timeline is append-only (case %, entry %)', old.case_id, old.seq;
end $$;
create trigger case_entry_append_only before update or delete on case_entry
    for each row execute function case_entry_is_append_only();

-- A signed link or an invitation: the token is random, only its hash is stored; a POST spends an invitation.
create table case_link (
    token_hash bytea primary key,
    case_id bigint not null,
    kind text not null check (kind in ('opener', 'companion')),
    address text,
    invited_by text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- spent or withdrawn
    revoked_at timestamptz,
    -- the session that spent an invitation: whoever writes from it is this companion
    redeemed_by bytea
);
create index case_link_by_case on case_link (case_id);

-- What a passenger typed and has not sent: the guided form's answers, a reply being written (I8).
create table draft (
    session_id bytea not null references session on delete cascade,
    -- 'case-new', 'reply:LS-7K3M-9Q2F', 'note:LS-…'
    key text not null,
    answers jsonb not null,
    updated_at timestamptz not null,
    primary key (session_id, key)
);

-- A form submitted twice gets the first answer: key, who, and where it led.
create table submission (
    key uuid primary key,
    session_id bytea not null,
    outcome text not null,
    created_at timestamptz not null
);
