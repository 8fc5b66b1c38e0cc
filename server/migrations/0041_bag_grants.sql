-- A bag opened by its tag and a name on it. Programs from before do not read grants they do not know.
alter table session_grant
    drop constraint session_grant_kind_check,
    add constraint session_grant_kind_check check (kind in ('trip', 'contact', 'passenger', 'case', 'bag'));
