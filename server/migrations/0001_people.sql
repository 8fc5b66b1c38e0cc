-- Who works here, who is looking, what they have proved, and what was looked at.

create table department (
    id text primary key,
    -- {"en": "Baggage", "zh-CN": "行李服务"}: departments belong to the airline, so their names are data
    name jsonb not null,
    position integer not null
);

insert into department (id, name, position) values
    ('service',    '{"en": "Service office", "zh-CN": "服务中心"}', 1),
    ('flights',    '{"en": "Flights and changes", "zh-CN": "航班与改签"}', 2),
    ('baggage',    '{"en": "Baggage", "zh-CN": "行李服务"}', 3),
    ('refunds',    '{"en": "Refunds", "zh-CN": "退款"}', 4),
    ('assistance', '{"en": "Special assistance", "zh-CN": "特殊旅客服务"}', 5),
    ('relations',  '{"en": "Customer relations", "zh-CN": "客户关系"}', 6);

create table staff (
    id uuid primary key,
    email text not null unique check (email = lower(email)),
    name text not null,
    role text not null check (role in ('agent', 'owner', 'supervisor', 'administrator')),
    departments text[] not null default '{}',
    languages text[] not null default '{en}',
    -- argon2id, PHC string
    password_hash text not null,
    totp_secret bytea not null,
    -- the last 30-second step a code was taken for: a code is good once
    totp_last_step bigint not null default 0,
    active boolean not null default true,
    created_at timestamptz not null default now()
);

-- One row a browser. The cookie holds a random token; only its SHA-256 is stored.
create table session (
    id bytea primary key,
    -- names the session on pages and in logs, where the key itself must not appear
    public_id uuid not null unique,
    staff_id uuid references staff on delete cascade,
    user_agent text not null default '',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_by_staff on session (staff_id) where staff_id is not null;
create index session_by_expiry on session (expires_at);

-- What a session has proved.
--   trip       locator and name          subject = locator
--   contact    a code sent to it         subject = folded address
--   passenger  ticket and birth date, or an agent's identity check; subject = passenger id
--   case       opened here, signed link, or invitation; subject = case id
create table session_grant (
    session_id bytea not null references session on delete cascade,
    kind text not null check (kind in ('trip', 'contact', 'passenger', 'case')),
    subject text not null,
    proof text not null check (proof in ('name', 'code', 'ticket', 'agent', 'opened', 'link', 'invitation')),
    granted_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (session_id, kind, subject)
);

-- Six digits sent to a contact: ten minutes, three tries.
create table one_time_code (
    id uuid primary key,
    session_id bytea not null references session on delete cascade,
    address text not null,
    locator text,
    code_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    tries_left smallint not null,
    used_at timestamptz
);
create index one_time_code_by_session on one_time_code (session_id, created_at desc);

-- Attempts counted by key in a window that opens with the first one; shared by every server process.
-- Keys are hashes (desk::access::limit): no address of a person or a network is kept here.
-- Unlogged: after a crash of the database everybody starts at nought, which is affordable.
create unlogged table attempt (
    key text primary key,
    count integer not null,
    ends_at timestamptz not null
);
create index attempt_by_end on attempt (ends_at);

-- I7: every look by staff at a passenger's data. A list or search is one row with its query and count.
create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    staff_id uuid,
    session_public_id uuid,
    action text not null,
    subject_kind text not null,
    subject text not null,
    detail jsonb not null default '{}'
);
create index audit_by_time on audit (at desc, id desc);
create index audit_by_subject on audit (subject_kind, subject, id desc);
create index audit_by_staff on audit (staff_id, id desc);

-- I5: what was promised to be sent, written in the transaction that causes it.
create table outbox (
    -- also the Message-ID: whoever receives it twice can tell
    id uuid primary key,
    -- the same promise twice is one message
    dedupe_key text not null unique,
    channel text not null default 'email' check (channel in ('email')),
    -- desk::outbox::Letter: which letter, and the facts its words are made of when it is sent
    kind text not null,
    letter jsonb not null,
    -- the code or the token of a link; forgotten once the letter is sent or has failed
    secret text,
    recipient text not null,
    locale text not null,
    case_id bigint,
    case_seq integer,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    -- a code that has run out is not worth sending
    useless_after timestamptz,
    -- a worker's lease; a worker killed mid-send lets it lapse and another takes over
    leased_until timestamptz,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz
);
create index outbox_due on outbox (next_attempt_at) where state = 'queued';
create index outbox_by_time on outbox (created_at desc, id desc);
create index outbox_by_case on outbox (case_id, case_seq) where case_id is not null;
