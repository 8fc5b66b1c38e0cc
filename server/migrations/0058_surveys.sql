-- Surveys: questionnaires in versions, who was asked about what, and what they answered (SUR-1, SUR-2, CHG-7, CMP-8). Only new tables.

create table survey (
    id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
    -- domain::survey::Occasion
    occasion text not null check (occasion in ('flight', 'case', 'change', 'quarter')),
    -- points of a hundred within which a share is to be known each month: how many are asked goes by it
    error smallint not null default 5 check (error between 1 and 50),
    created_at timestamptz not null,
    -- nobody new is asked; who has an invitation may still answer
    withdrawn_at timestamptz
);

create table survey_version (
    survey text not null references survey,
    number integer not null check (number > 0),
    state text not null check (state in ('draft', 'published')),
    -- domain::survey::Form
    form jsonb not null,
    -- counted up by every change of a draft, so that nobody writes over what they have not seen
    edits integer not null default 0,
    changed_at timestamptz not null,
    changed_by uuid references staff,
    published_at timestamptz,
    published_by uuid references staff,
    primary key (survey, number)
);
create unique index survey_draft_once on survey_version (survey) where state = 'draft';

create function survey_version_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was published stays as it was answered (survey %, version %)', old.survey, old.number;
end $$;
create trigger survey_version_published before update or delete on survey_version
    for each row when (old.state = 'published') execute function survey_version_stays();

-- One person asked about one thing; answered, it is a response. What reports go by stands beside it, as it was then.
-- Names, not foreign keys: bookings and cases may live in another database.
create table survey_invitation (
    id uuid primary key,
    survey text not null,
    version integer not null,
    occasion text not null check (occasion in ('flight', 'case', 'change', 'quarter')),
    -- 'flight:LD2013:2026-11-21:DEMO5D', 'case:LS-7K3M-9Q2F', 'change:…': nobody is asked twice about the same
    cause text not null unique,
    -- folded address of whoever is asked; none where they are only asked in person
    person text,
    locale text not null,
    -- domain::survey::Facts
    facts jsonb not null,
    created_at timestamptz not null,
    -- the letter leaves then; none: there is no letter
    send_at timestamptz,
    written_at timestamptz,
    expires_at timestamptz not null,
    first_answer_at timestamptz,
    -- sent: nothing changes any more
    done_at timestamptz,
    -- the first of the month it was sent in
    month date,
    -- how it was answered, and by whom of ours where somebody read the questions out
    channel text check (channel in ('mail', 'page', 'telephone')),
    entered_by uuid references staff,
    answer_locale text,
    -- they want to hear what became of it
    tell boolean not null default false,
    locator text,
    case_id bigint,
    change_id uuid,
    carrier text,
    number integer,
    flight_date date,
    origin text,
    destination text,
    tier text,
    cabin text,
    department text,
    case_kind text,
    delay integer,
    foreign key (survey, version) references survey_version
);
create index survey_invitation_by_person on survey_invitation (person, created_at desc) where person is not null;
create index survey_invitation_to_send on survey_invitation (send_at) where written_at is null and send_at is not null and done_at is null;
create index survey_invitation_by_month on survey_invitation (month, survey) where month is not null;
create index survey_invitation_by_survey on survey_invitation (survey, created_at);
create index survey_invitation_by_booking on survey_invitation (locator) where locator is not null;
create index survey_invitation_by_case on survey_invitation (case_id) where case_id is not null;

-- Ways to an invitation: the token is random, only its hash is stored. A letter has one, each press of a button another.
create table survey_link (
    token_hash bytea primary key,
    invitation uuid not null references survey_invitation on delete cascade,
    channel text not null check (channel in ('mail', 'page', 'telephone')),
    staff_id uuid references staff,
    created_at timestamptz not null
);
create index survey_link_by_invitation on survey_link (invitation);

-- A row an answer; one an option of several, a touchpoint of a matrix, a place of a ranking. Passed over: a row with nothing in it.
-- Replaced until it is sent; then it has a month, and counts.
create table survey_answer (
    invitation uuid not null references survey_invitation on delete cascade,
    question text not null,
    item text not null default '',
    kind text not null,
    number smallint,
    words text,
    -- domain::survey::Measure, and the part of the journey; what most reports add up
    measure text,
    touchpoint text,
    survey text not null,
    month date,
    primary key (invitation, question, item)
);
create index survey_answer_by_measure on survey_answer (measure, month) include (touchpoint, number, invitation)
    where month is not null and number is not null;
create index survey_answer_by_question on survey_answer (survey, question, month) where month is not null;

-- What became of each reason to ask somebody: looked at once, by whichever process; and how many are asked of how many.
create table survey_cause (
    cause text primary key,
    occasion text not null,
    -- domain::survey::Invite
    outcome text not null,
    decided_at timestamptz not null
);
create index survey_cause_by_time on survey_cause (occasion, decided_at);
