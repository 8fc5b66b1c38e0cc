-- What decides a claim beside what its passenger tells (BAG-6): a value declared at check-in that a colleague has confirmed, and who is to
-- blame. One row a case, the last word counts. Programs from before neither read nor write it.
create table claim_ground (
    case_id bigint primary key,
    declared numeric(12, 3) check (declared > 0),
    currency text check (currency ~ '^[A-Z]{3}$'),
    -- domain::claim::Blame; null while nobody knows
    blame text check (blame in ('none', 'ours', 'reckless')),
    why text not null,
    by_id uuid not null,
    by_name text not null,
    at timestamptz not null,
    check ((declared is null) = (currency is null))
);
-- What the passenger says was declared: it counts once it is confirmed.
alter table claim add column declared numeric(12, 3) check (declared > 0);
alter table claim add column declared_currency text check (declared_currency ~ '^[A-Z]{3}$');
