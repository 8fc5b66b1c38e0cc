-- Whom surveys are sent to. A wider check and new indexes: an older program goes on working on it.

alter table opt_out drop constraint opt_out_list_check;
alter table opt_out add constraint opt_out_list_check check (list in ('invitations', 'texts', 'surveys'));

-- Who has changed a trip lately, and whose letters come back.
create index trip_change_by_done on trip_change (done_at) where state = 'done';
create index outbox_came_back on outbox (recipient) where bounced_at is not null or state = 'failed';
