-- What staff answer, beside their languages: kinds of cases (domain::case::Kind); none named: every kind.
alter table staff add column skills text[] not null default '{}';
