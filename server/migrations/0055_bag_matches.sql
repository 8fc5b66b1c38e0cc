-- Bags missed and found weighed against each other (BAG-4). Only new tables, and columns programs from before leave alone: what they write
-- is weighed by the next that knows how.

-- What each bag is looked up by (domain::bag::matching): of bags on hand, and of reports that are open.
create table bag_key (
    -- of a bag on hand; else of a report
    found boolean not null,
    key text not null,
    id bigint not null,
    primary key (found, key, id)
);
create index bag_key_of on bag_key (found, id);

-- Whether its keys are there, and it has been weighed.
alter table on_hand add column keyed boolean not null default false;
create index on_hand_to_weigh on on_hand (id) where not keyed and state = 'held';
create index on_hand_weighed on on_hand (state, id) where keyed;
create index on_hand_by_report on on_hand (report_id) where report_id is not null;
alter table baggage_report add column keyed boolean not null default false;
create index baggage_report_to_weigh on baggage_report (id)
    where not keyed and stage in ('open', 'lost') and problem in ('missing', 'wrong-bag', 'left-on-board');
create index baggage_report_weighed on baggage_report (stage, id) where keyed;

-- Pairs that may be one bag, and what was decided of them.
create table bag_match (
    report_id bigint not null references baggage_report,
    on_hand_id bigint not null references on_hand,
    -- proposed: nobody has decided; rejected: not offered again
    state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
    -- domain::bag::matching::Likely, its sum, and why: [["match-tag-same", 70], …]; nothing where staff knew by themselves
    likely text,
    score integer not null,
    reasons jsonb not null,
    weighed_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    primary key (report_id, on_hand_id)
);
create index bag_match_by_bag on bag_match (on_hand_id);
create unique index bag_match_of_report on bag_match (report_id) where state = 'confirmed';
create unique index bag_match_of_bag on bag_match (on_hand_id) where state = 'confirmed';
