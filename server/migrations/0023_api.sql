-- The API: whose cases a token is good for and how often, looks by programs, requests that are one request,
-- and what comes from and goes to social networks.

-- Departments by id, '*' for every: domain::rights::Departments. Tokens made before are good for no cases.
alter table machine_token
    add column departments text[] not null default '{}',
    add column per_minute integer not null default 600 check (per_minute > 0);

-- A conversation on a social network and its case: one case a thread.
create table social_thread (
    network text not null,
    thread_id text not null,
    case_id bigint not null,
    -- whoever began it, as the network calls them; nobody has identified them
    author_handle text not null,
    author_name text not null,
    -- where it can be read
    link text not null,
    -- everybody reads it there: as it was with the newest message
    public boolean not null,
    primary key (network, thread_id)
);
create index social_thread_by_case on social_thread (case_id);

-- Every message of such a conversation that was brought, and those of ours that arrived there. The same again changes nothing.
create table social_message (
    network text not null,
    message_id text not null,
    thread_id text not null,
    case_id bigint not null,
    case_seq integer not null,
    machine_id uuid not null,
    -- as the network calls whoever wrote it
    author_handle text not null,
    link text not null,
    public boolean not null,
    written_at timestamptz not null,
    received_at timestamptz not null,
    primary key (network, message_id)
);
create index social_message_by_entry on social_message (case_id, case_seq);
