-- Writing help: who wrote in a version, who read it and when, why it came back. An article's own facts count their savings as its words do.

alter table article add column edits integer not null default 0;

alter table article_version
    -- everybody who changed a word of it: none of them may approve it
    add column writers uuid[] not null default '{}',
    add column reviewed_at timestamptz,
    add column published_at timestamptz,
    -- why it was sent back, and by whom
    add column note text not null default '' check (length(note) <= 2000),
    add column note_by uuid references staff;

update article_version set published_at = written_at where state in ('published', 'replaced');

create index help_miss_day on help_miss (day);
