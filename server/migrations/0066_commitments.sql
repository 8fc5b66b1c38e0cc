-- How often what was promised in public was kept, by day: figures are sums of these (PRO-1).
create table commitment_day (
    -- domain::commitment::Commitment
    commitment text not null,
    -- the airline's day: that of its hub
    day date not null,
    kept bigint not null check (kept >= 0),
    -- how many could be judged
    judged bigint not null check (judged >= kept),
    primary key (commitment, day)
);

create index complaint_by_opening on case_file (opened_at) where kind = 'complaint';
