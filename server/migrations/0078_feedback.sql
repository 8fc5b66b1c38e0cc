-- What passengers say in words, in answers to surveys and where a complaint begins, understood: a theme, how they feel, and the words that
-- decided (SUR-3). Added beside what is there; what an older program takes is found here.

alter table survey_invitation add column understood_at timestamptz;
create index survey_invitation_to_understand on survey_invitation (done_at) where done_at is not null and understood_at is null;
create index case_complaint_by_time on case_file (opened_at, id) where kind = 'complaint';

create table feedback (
    id bigint generated always as identity primary key,
    -- where the words stand: in the answer to a question, or at the beginning of a complaint
    invitation uuid references survey_invitation on delete cascade,
    question text,
    case_id bigint unique,
    said_at timestamptz not null,
    locale text not null,
    -- the flight it is about, and from where to where it went, as known when it was taken in
    carrier text,
    number integer,
    flight_date date,
    origin text,
    destination text,
    -- domain::feedback::Theme and Mood; as staff corrected them where they did
    theme text not null default 'other',
    mood text not null default 'neutral',
    theme_sure real not null default 0 check (theme_sure between 0 and 1),
    mood_sure real not null default 0 check (mood_sure between 0 and 1),
    -- the words that decided, the strongest first, and those it may share with others
    theme_words text[] not null default '{}',
    mood_words text[] not null default '{}',
    terms text[] not null default '{}',
    -- how many corrections the model had learned
    generation bigint not null default -1,
    corrected boolean not null default false,
    -- counted up by every correction, so that nobody corrects what they have not seen
    edits integer not null default 0,
    -- whoever said it was forgotten: nothing of it is shown or learned, and no word is left here
    forgotten boolean not null default false,
    unique (invitation, question),
    check ((invitation is null) = (question is null)),
    check ((invitation is null) <> (case_id is null))
);
create index feedback_by_time on feedback (said_at desc, id desc);
create index feedback_by_theme on feedback (theme, said_at desc, id desc);
create index feedback_to_renew on feedback (generation) where not corrected and not forgotten;
create index feedback_by_term on feedback using gin (terms);

-- What may be shown, counted and learned: with the words, which stay where they were said, and whose they are to answer for. The words are
-- sub-queries, so that only a reader who wants them looks for them, and only for the rows that are left.
create view feedback_said as
select f.*,
       coalesce(case when f.case_id is null
                     then (select a.words from survey_answer a where a.invitation = f.invitation and a.question = f.question and a.item = '')
                     else (select e.body from case_entry e where e.case_id = f.case_id and e.seq = 1) end, '') as words,
       coalesce(i.department, c.department) as department, c.reference, c.owner
  from feedback f
  left join survey_invitation i on i.id = f.invitation
  left join case_file c on c.id = f.case_id
 where not f.forgotten;

-- What staff know better. The model is what ships and these, learned in this order: every process knows the same.
create table feedback_correction (
    generation bigint primary key,
    feedback bigint not null references feedback on delete cascade,
    theme_from text not null,
    theme_to text not null,
    mood_from text not null,
    mood_to text not null,
    corrected_by uuid not null references staff,
    corrected_at timestamptz not null
);
create index feedback_correction_by_words on feedback_correction (feedback);

-- How many corrections there are, and how often words learned from were forgotten: then every process begins anew.
create table feedback_model (
    one boolean primary key default true check (one),
    generation bigint not null,
    forgotten bigint not null
);
insert into feedback_model (generation, forgotten) values (0, 0);
