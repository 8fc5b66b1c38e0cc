-- Working together on cases. The timeline says what was arranged (notes with an act: domain::case::Act); these tables are
-- its fold, kept in the same transaction, for the queue to look through. desk::cases::verify compares them.

create table case_tag (
    case_id bigint not null,
    word text not null check (char_length(word) between 1 and 24),
    primary key (case_id, word)
);
create index case_tag_by_word on case_tag (word, case_id);

-- Words a department has tagged its cases with: what is suggested.
create table tag_word (
    department text not null references department,
    word text not null,
    uses integer not null default 1,
    used_at timestamptz not null,
    primary key (department, word)
);

-- Out of the queue until then, or until the passenger writes. Few rows: the queue leaves these cases out one by one.
create table case_aside (
    case_id bigint primary key,
    until timestamptz not null
);

-- Cases that belong together: a row for each direction.
create table case_tie (
    case_id bigint not null,
    other_id bigint not null,
    primary key (case_id, other_id)
);

-- What somebody comes back to on a day; gone once it is settled.
create table follow_up (
    id uuid primary key,
    case_id bigint not null,
    due_at timestamptz not null,
    owner uuid not null references staff,
    reminded boolean not null default false
);
create index follow_up_by_case on follow_up (case_id);
create index follow_up_to_remind on follow_up (due_at) where not reminded;
create index follow_up_by_owner on follow_up (owner, due_at);

-- Which other cases are about the same flight or bag.
create index case_by_flight on case_file (flight_date, carrier, number) where flight_date is not null;
create index case_by_bag on case_file (bag_tag) where bag_tag is not null;
