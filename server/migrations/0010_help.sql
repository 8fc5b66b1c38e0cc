-- Help: what the portal answers at once. An article is one subject; its words have versions in each language.

create table article (
    slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
    owner text not null references department,
    -- what it leads to: 'trip', 'flights', 'ask baggage bag-missing'
    action text not null,
    related text[] not null default '{}',
    -- when somebody last read it against the facts
    reviewed_on date not null
);

create table article_version (
    slug text not null references article on delete cascade,
    locale text not null check (locale in ('en', 'zh-CN')),
    number integer not null check (number > 0),
    title text not null,
    summary text not null,
    -- other words people type for it, separated by commas
    synonyms text not null,
    body text not null,
    -- draft → review → approved (waits for publish_at) → published → replaced; withdrawn on the way or after
    state text not null check (state in ('draft', 'review', 'approved', 'published', 'replaced', 'withdrawn')),
    -- the version of the English original that a translation renders
    follows integer,
    author uuid references staff,
    written_at timestamptz not null,
    reviewer uuid references staff,
    publish_at timestamptz,
    -- grows with each saving: who saves over somebody else's is told
    edits integer not null default 0,
    primary key (slug, locale, number),
    check (reviewer is distinct from author or author is null)
);
create unique index article_version_published on article_version (slug, locale) where state = 'published';
create unique index article_version_open on article_version (slug, locale) where state in ('draft', 'review', 'approved');
create index article_version_due on article_version (publish_at) where state = 'approved';

-- What published articles are found by; written when one is published, weights from domain::help::index.
create table help_posting (
    locale text not null,
    term text not null,
    slug text not null,
    weight real not null,
    primary key (locale, term, slug)
);
-- a search reads only the best articles of a term
create index help_posting_best on help_posting (locale, term, weight desc) include (slug);
create index help_posting_article on help_posting (slug, locale);

create table help_word (
    locale text not null,
    term text not null,
    -- how many articles hold it; the empty term stands for all of them
    articles integer not null check (articles >= 0),
    -- the term and what is left of it without any one letter: misspelt words meet here
    near text[] not null,
    primary key (locale, term)
);
create index help_word_near on help_word using gin (near);
create index help_word_prefix on help_word (locale, term text_pattern_ops);

-- "Did this help?"
create table article_opinion (
    id bigint generated always as identity primary key,
    slug text not null references article on delete cascade,
    locale text not null,
    number integer not null,
    helped boolean not null,
    words text not null check (length(words) <= 1000),
    given_at timestamptz not null
);
create index article_opinion_article on article_opinion (slug, given_at);

-- What was asked and found nothing, by day; nothing about who asked.
create table help_miss (
    locale text not null,
    asked text not null,
    day date not null,
    times integer not null,
    primary key (locale, asked, day)
);
