-- The register of improvements: what was found, why it is so, what is done, whether it helped, what is told in public (SUR-5, OFF-5). Only new
-- tables.

create table improvement (
    id bigint generated always as identity primary key,
    -- of the form it was written on: twice is once
    key uuid not null unique,
    -- domain::improvement::State
    state text not null check (state in ('suggested', 'open', 'working', 'done', 'closed', 'declined')),
    finding text not null,
    -- where it was found: an address of ours
    link text,
    -- complaints it was found in, by reference
    cases text[] not null default '{}',
    whys text[] not null default '{}',
    cause text check (cause in ('people', 'procedure', 'equipment', 'information', 'partner', 'outside')),
    measure text,
    owner uuid references staff,
    due date,
    -- in place since, and what is compared: domain::improvement::Metric, at an airport, about a theme
    effective date,
    metric text,
    station text,
    theme text,
    -- why it was not taken up, or what came of it
    result text,
    said_en text,
    said_zh text,
    did_en text,
    did_zh text,
    published_at timestamptz,
    -- the figures before and since, of what is published, counted every hour until the days are over
    counts jsonb,
    counted_at timestamptz,
    created_at timestamptz not null,
    created_by uuid references staff,
    thanked_at timestamptz,
    changed_at timestamptz not null,
    -- counted up by every act, so that nobody acts on what they have not seen
    edits integer not null default 0,
    check (published_at is null or said_en is not null and said_zh is not null and did_en is not null and did_zh is not null),
    check (state <> 'working' or measure is not null and owner is not null and due is not null)
);
create index improvement_published on improvement (published_at desc) where published_at is not null;

-- What was answered when: figures before and since a day.
create index survey_invitation_by_done on survey_invitation (done_at) where done_at is not null;

-- Whose words led to it; and when they were told what was done, once.
create table improvement_word (
    improvement bigint not null references improvement on delete cascade,
    feedback bigint not null references feedback on delete cascade,
    told_at timestamptz,
    primary key (improvement, feedback)
);
create index improvement_word_to_tell on improvement_word (improvement) where told_at is null;
create index improvement_word_by_words on improvement_word (feedback);

-- Who did what when. Nothing of it is ever changed.
create table improvement_entry (
    improvement bigint not null references improvement on delete cascade,
    number integer not null,
    at timestamptz not null,
    staff_id uuid references staff,
    act text not null,
    detail jsonb not null,
    primary key (improvement, number)
);

create function improvement_entry_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was done stays written (improvement %, entry %)', old.improvement, old.number;
end $$;
create trigger improvement_entry_kept before update on improvement_entry for each row execute function improvement_entry_stays();
