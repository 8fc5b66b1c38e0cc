-- Prepared texts, replies that have not left, who is at a case, and cases that go on in another.

-- Replies and phrases, both languages in one row; what they said before is in the audit.
create table phrase (
    id uuid primary key,
    -- none: everybody's
    department text references department,
    kind text not null check (kind in ('reply', 'phrase')),
    -- {"en": …, "zh-CN": …}
    title jsonb not null,
    words jsonb not null,
    -- grows with each change: nobody overwrites what they have not seen
    edits integer not null default 1,
    changed_at timestamptz not null,
    -- out of use
    retired_at timestamptz
);
create index phrase_in_use on phrase (department) where retired_at is null;

-- What an agent has sent and may still take back. It becomes an entry of the timeline, with its letter, when it leaves;
-- whichever process is there then sees to it.
create table held_reply (
    -- the form's key, and the entry's
    id uuid primary key,
    case_id bigint not null,
    staff_id uuid not null references staff,
    words text not null,
    asks boolean not null,
    -- the newest entry when it was sent: what the passenger writes after that is not answered by it
    seen integer not null,
    held_at timestamptz not null,
    leaves_at timestamptz not null
);
create index held_reply_leaving on held_reply (leaves_at);
create index held_reply_by_case on held_reply (case_id);

-- Who has a case open and who is writing, for as long as they said so lately. Unlogged: after a crash of the database
-- nobody is anywhere for half a minute, which is affordable.
create unlogged table case_presence (
    case_id bigint not null,
    staff_id uuid not null,
    opened_at timestamptz not null,
    until timestamptz not null,
    writing_until timestamptz,
    primary key (case_id, staff_id)
);
create index case_presence_over on case_presence (until);

-- A case that goes on in another; the row goes when they are taken apart.
create table case_merge (
    case_id bigint primary key,
    into_id bigint not null check (into_id <> case_id),
    merged_at timestamptz not null,
    by_name text not null,
    -- as it stood: what it gets back when they are taken apart
    was_open boolean not null,
    reply_by timestamptz
);
create index case_merge_into on case_merge (into_id);
