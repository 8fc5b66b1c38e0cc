-- What passengers say in words, understood: a theme, how they feel, and the words that decided (SUR-3). Added beside what is there; an older
-- program that sends answers leaves them to be found here.

alter table survey_invitation add column understood_at timestamptz;
create index survey_invitation_to_understand on survey_invitation (done_at) where done_at is not null and understood_at is null;

create table feedback (
    invitation uuid not null references survey_invitation on delete cascade,
    question text not null,
    said_at timestamptz not null,
    locale text not null,
    -- domain::feedback::Theme and Mood; as staff corrected them where they did
    theme text not null,
    mood text not null,
    theme_sure real not null check (theme_sure between 0 and 1),
    mood_sure real not null check (mood_sure between 0 and 1),
    -- the words that decided, the strongest first, and those it may share with others; none of somebody who was forgotten
    theme_words text[] not null,
    mood_words text[] not null,
    terms text[] not null,
    -- how many corrections the model had learned
    generation bigint not null,
    corrected boolean not null default false,
    -- counted up by every correction, so that nobody corrects what they have not seen
    edits integer not null default 0,
    primary key (invitation, question)
);
create index feedback_by_time on feedback (said_at desc, invitation desc, question desc);
create index feedback_by_theme on feedback (theme, said_at desc, invitation desc, question desc);
create index feedback_to_renew on feedback (generation) where not corrected;
create index feedback_by_term on feedback using gin (terms);

-- What staff know better. The model is what ships and these, learned in this order: every process knows the same. The words themselves stand
-- with the answer and are gone with it.
create table feedback_correction (
    generation bigint primary key,
    invitation uuid not null,
    question text not null,
    theme_from text not null,
    theme_to text not null,
    mood_from text not null,
    mood_to text not null,
    corrected_by uuid not null references staff,
    corrected_at timestamptz not null
);
create index feedback_correction_by_answer on feedback_correction (invitation);

-- How many corrections there are, and how often words learned from were forgotten: then every process begins anew.
create table feedback_model (
    one boolean primary key default true check (one),
    generation bigint not null,
    forgotten bigint not null
);
insert into feedback_model (generation, forgotten) values (0, 0);
