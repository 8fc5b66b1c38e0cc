-- Files people sent. Their bytes are in the object store under the row's `object`; what, when, how large and for whom is here.
-- The row is written first and the bytes after it, so that whatever is cut off leaves bytes this table knows of.

create table attachment (
    id uuid primary key,
    -- where its bytes are: its own id, or that of another row of the same file
    object uuid not null,
    -- writing   its bytes are on their way
    -- staged    chosen in a form and not sent yet: one browser's, for one draft
    -- kept      part of an entry; whoever may see the entry may see it
    -- going     its bytes are being removed, then the row
    state text not null check (state in ('writing', 'staged', 'kept', 'going')),
    session_id bytea,
    -- 'case-new', 'reply:LS-7K3M-9Q2F', 'record:<key of the form>'; null for what came by mail
    draft text,
    case_id bigint,
    case_seq integer,
    -- cleaned, with the ending of what it is
    name text not null check (length(name) between 1 and 300),
    -- told by content: domain::files::Kind
    kind text not null check (kind in ('jpeg', 'png', 'pdf', 'docx', 'xlsx', 'odt', 'text', 'csv')),
    -- as it is kept
    bytes bigint not null check (bytes > 0),
    sha256 bytea not null,
    -- as it was sent: the same again is the same
    sent_sha256 bytea not null,
    -- of pictures, as they are kept
    width integer,
    height integer,
    created_at timestamptz not null,
    constraint kept_is_part_of_an_entry check (state <> 'kept' or (case_id is not null and case_seq is not null))
);
create index attachment_by_entry on attachment (case_id, case_seq) where case_id is not null;
create index attachment_by_draft on attachment (session_id, draft) where session_id is not null;
-- the same file, sent again because its answer was lost, is one
create unique index attachment_staged_once on attachment (session_id, draft, sent_sha256) where state = 'staged';
create index attachment_by_object on attachment (object);
create index attachment_unsettled on attachment (created_at) where state <> 'kept';

-- Part of the timeline, and like it not rewritten: what is kept can only go, and goes by way of 'going' (I2).
create function attachment_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.state = 'going'
       and (to_jsonb(new) - 'state') = (to_jsonb(old) - 'state') then
        return new;
    end if;
    raise exception 'a file of the timeline is not rewritten (%)', old.id;
end $$;
create trigger attachment_kept before update or delete on attachment
    for each row when (old.state = 'kept') execute function attachment_is_kept();
