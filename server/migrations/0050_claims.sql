-- Claims for bags that came late, not at all, or broken (BAG-6). Only a new table; the talk about it is its case.
create table claim (
    id uuid primary key,
    -- of the form it was sent by: the same again is the same claim
    key uuid not null unique,
    case_id bigint not null,
    -- domain::claim::Stage
    stage text not null check (stage in ('asked', 'approval', 'offered', 'appealed', 'accepted', 'replaced')),
    level smallint not null default 1 check (level between 1 and 2),
    -- domain::claim::{Facts, Assessment}: the question, the answer, and the rules it was decided by
    facts jsonb not null,
    assessment jsonb not null,
    rule_file text not null references rule_file,
    -- desk::claims::Thing: what was told one by one, with the ids of its photos (`attachment` goes by the case)
    things jsonb not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    proposed numeric(12, 3) not null check (proposed >= 0),
    -- what staff offer, or want to; why it is not what the rules propose; who, and since when
    offered numeric(12, 3) check (offered >= 0),
    why text,
    by_id uuid,
    by_name text,
    offered_at timestamptz,
    -- who offered before an appeal, and who agreed to an offer: somebody else decides then
    first_id uuid,
    agreed_id uuid,
    appeal text,
    -- that an offer still stands was told once more
    reminded_at timestamptz,
    -- how often its payment was planned, and what was told of the last one
    payouts smallint not null default 0,
    told text check (told in ('account', 'failed', 'paid')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (stage not in ('approval', 'offered', 'accepted') or (offered is not null and by_id is not null and by_name is not null))
);
-- one at a time goes on in a case
create unique index claim_open on claim (case_id) where stage in ('asked', 'approval', 'offered', 'appealed');
create index claim_by_case on claim (case_id, created_at);
create index claim_to_approve on claim (updated_at) where stage = 'approval';
create index claim_paying on claim (id) where stage = 'accepted' and told is distinct from 'paid';
create index claim_waiting on claim (offered_at) where stage = 'offered' and reminded_at is null;
