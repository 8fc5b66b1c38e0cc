-- What staff are writing and have not sent: theirs, whatever device they sign in on, and still there when a session of
-- theirs has ended. Passengers' drafts stay with their browser (draft).
create table staff_draft (
    staff_id uuid not null references staff on delete cascade,
    -- as in draft: 'reply:LS-7K3M-9Q2F', 'note:LS-…'
    key text not null,
    answers jsonb not null,
    updated_at timestamptz not null,
    primary key (staff_id, key)
);
create index staff_draft_by_age on staff_draft (updated_at);

-- What is being written while this comes goes on.
insert into staff_draft (staff_id, key, answers, updated_at)
select distinct on (s.staff_id, d.key) s.staff_id, d.key, d.answers, d.updated_at
  from draft d join session s on s.id = d.session_id
 where s.staff_id is not null
 order by s.staff_id, d.key, d.updated_at desc;
update attachment a set session_id = uuid_send(s.staff_id)
  from session s
 where s.id = a.session_id and s.staff_id is not null and a.state = 'staged'
   -- the same file, staged in two sessions: one of them is enough
   and not exists (select from attachment b join session t on t.id = b.session_id
                    where t.staff_id = s.staff_id and b.state = 'staged' and b.draft = a.draft
                      and b.sent_sha256 = a.sent_sha256 and b.id > a.id);
