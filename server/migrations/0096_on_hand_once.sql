-- A bag on hand is written down once, however often its form is sent. An older program writes without a key.

alter table on_hand add column key uuid unique;
