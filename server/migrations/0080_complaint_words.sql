-- The first words of complaints are understood as answers are (SUR-3). Added beside what is there: an older program leaves them alone, and
-- learns nothing from corrections of them.

create table feedback_case (
    case_id bigint primary key,
    said_at timestamptz not null,
    locale text not null,
    -- the flight it is about, and from where to where it went, as known when it was understood
    carrier text,
    number integer,
    flight_date date,
    origin text,
    destination text,
    -- as in feedback
    theme text not null,
    mood text not null,
    theme_sure real not null check (theme_sure between 0 and 1),
    mood_sure real not null check (mood_sure between 0 and 1),
    theme_words text[] not null,
    mood_words text[] not null,
    terms text[] not null,
    generation bigint not null,
    corrected boolean not null default false,
    edits integer not null default 0,
    -- whoever complained was forgotten: nothing of it is shown, counted or learned here
    forgotten boolean not null default false
);
create index feedback_case_by_time on feedback_case (said_at desc, case_id desc) where not forgotten;
create index feedback_case_to_renew on feedback_case (generation) where not corrected and not forgotten;
create index case_complaint_by_time on case_file (opened_at, id) where kind = 'complaint';

-- Of a complaint: which; the answer it is then not is all zeros.
alter table feedback_correction add column case_id bigint;
create index feedback_correction_by_case on feedback_correction (case_id) where case_id is not null;
