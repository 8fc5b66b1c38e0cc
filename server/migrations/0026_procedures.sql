-- Procedures: how a step of the work is done, beside the step. They are written as help is, so their versions are one table with those
-- of help to whoever writes, and two to everybody else: what reads `article_version`, this program or the one before, never meets one.

create table procedure (
    slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
    -- the department that answers for it
    owner text not null references department,
    -- the step it stands beside: domain::help::WorkStep
    step text not null,
    -- for cases of one kind, or in one department; for all where nothing is named
    kind text,
    department text references department,
    -- when somebody last checked it against how the work is done
    reviewed_on date not null,
    edits integer not null default 0
);
create index procedure_step on procedure (step);

alter table article_version add column book text not null default 'help' check (book = 'help');

create table procedure_version (like article_version including defaults including constraints);
alter table procedure_version
    drop constraint article_version_book_check,
    alter column book set default 'procedure',
    add check (book = 'procedure'),
    add primary key (slug, locale, number),
    add foreign key (slug) references procedure on delete cascade,
    add foreign key (author) references staff,
    add foreign key (reviewer) references staff,
    add foreign key (note_by) references staff;
create unique index procedure_version_published on procedure_version (slug, locale) where state = 'published';
create unique index procedure_version_open on procedure_version (slug, locale) where state in ('draft', 'review', 'approved');
create index procedure_version_due on procedure_version (publish_at) where state = 'approved';

create table text_version (like article_version including defaults) partition by list (book);
alter table text_version alter column book drop default;
alter table text_version attach partition article_version for values in ('help');
alter table text_version attach partition procedure_version for values in ('procedure');
