-- Whom staff have identified before acting for them: who is asking about a booking, how that was made sure, by whom, in which case.
-- Kept as long as it holds; the audit keeps that it happened. Only added to.
create table identity_check (
    id uuid primary key,
    locator text not null,
    staff_id uuid not null,
    -- document, ticket or call-back
    how text not null,
    -- the case they asked in, where there was one
    case_id bigint,
    at timestamptz not null
);
create index identity_check_by_staff on identity_check (locator, staff_id, at desc);
create index identity_check_by_time on identity_check (at);
