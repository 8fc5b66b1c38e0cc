-- What reports add up (SUR-4): of each response that was sent one row for the whole and one for each part of the journey it speaks of, with
-- what reports go by beside it, so that a million answers are added up without asking anything else. Written with the response; what an
-- older program sends is added by the next that counts. Only new tables, and a column with a default.

create table survey_figure (
    invitation uuid not null references survey_invitation on delete cascade,
    -- domain::survey::TOUCHPOINTS; empty: the whole
    touchpoint text not null default '',
    -- where a questionnaire asks for the same measure of the same thing more than once, the second answer is a second row
    part smallint not null default 1,
    -- of the whole: what no touchpoint was asked about, but every recommendation and effort
    satisfaction smallint,
    recommendation smallint,
    effort smallint,
    -- what the same person said of the whole
    whole_satisfaction smallint,
    whole_recommendation smallint,
    -- of the whole, for who was asked about a case or a change: what they said of that
    own smallint,
    -- they named it as what went wrong; of the whole: they named anything
    named boolean not null default false,
    -- of the whole: they wrote something
    words boolean not null default false,
    -- sent on, at the hub
    day date not null,
    -- its first day
    month date not null,
    survey text not null,
    occasion text not null,
    channel text not null,
    language text not null,
    carrier text,
    number integer,
    origin text,
    destination text,
    tier text,
    cabin text,
    department text,
    case_kind text,
    primary key (invitation, touchpoint, part)
) partition by list (touchpoint);
-- what is said of one part of the journey is not read past the others
create table survey_figure_whole partition of survey_figure for values in ('');
create table survey_figure_booking partition of survey_figure for values in ('booking');
create table survey_figure_change partition of survey_figure for values in ('change');
create table survey_figure_check_in partition of survey_figure for values in ('check-in');
create table survey_figure_boarding partition of survey_figure for values in ('boarding');
create table survey_figure_on_board partition of survey_figure for values in ('on-board');
create table survey_figure_crew partition of survey_figure for values in ('crew');
create table survey_figure_punctuality partition of survey_figure for values in ('punctuality');
create table survey_figure_baggage partition of survey_figure for values in ('baggage');
create table survey_figure_service partition of survey_figure for values in ('service');
create table survey_figure_website partition of survey_figure for values in ('website');
create table survey_figure_part partition of survey_figure default;
create index survey_figure_by_day on survey_figure (day, invitation, part);

-- its rows above are written
alter table survey_invitation add column figured boolean not null default false;
create index survey_invitation_to_figure on survey_invitation (id) where done_at is not null and not figured;

-- Who was asked on a day, and how many of them have answered, once nobody of that day can answer any more: by all that reports go by but the
-- number of the flight, and once more by whole months. Later days are counted when a report is asked for.
create table survey_asked (
    -- 'day'; 'month': the sum of its days
    span text not null check (span in ('day', 'month')),
    -- at the hub
    first date not null,
    -- they had a letter; or else they answered without
    letter boolean not null,
    occasion text not null,
    survey text not null,
    locale text not null,
    origin text,
    destination text,
    tier text,
    cabin text,
    department text,
    case_kind text,
    -- their flight was
    late boolean,
    asked integer not null,
    answered integer not null
);
create index survey_asked_by_span on survey_asked (span, first);

-- What became of the reasons to ask, by the day they were looked at.
create table survey_outcome_day (
    day date not null,
    occasion text not null,
    outcome text not null,
    count integer not null,
    primary key (day, occasion, outcome)
);

-- Up to this day both are counted.
create table survey_asked_until (
    one boolean primary key default true check (one),
    day date not null
);
create index survey_invitation_by_time on survey_invitation (created_at);
create index survey_invitation_by_flight on survey_invitation (carrier, number, created_at);
