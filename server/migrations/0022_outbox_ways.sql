-- Messages by mail system, what became of those that were handed over, and text messages beside e-mail. A recipient
-- without '@' is a mobile number.
alter table outbox
    -- the receiving side says that it has arrived
    add column delivered_at timestamptz,
    -- a text's name at its provider: receipts come under it
    add column provider_id text;
create index outbox_due_by_domain on outbox (split_part(recipient, '@', 2), next_attempt_at) where state = 'queued';
create index outbox_held on outbox (split_part(recipient, '@', 2)) where leased_until is not null;
create index outbox_by_provider_id on outbox (provider_id) where provider_id is not null;
