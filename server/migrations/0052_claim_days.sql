-- When to look whether the days to claim for a reported bag come to their end (BAG-6); null where nothing is to be told any more. Only a
-- column programs from before leave alone.
alter table baggage_report add column claim_look_at timestamptz default now() + interval '1 day';
create index baggage_report_claim_due on baggage_report (claim_look_at) where claim_look_at is not null;
