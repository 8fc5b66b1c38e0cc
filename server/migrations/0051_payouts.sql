-- Money to whoever it is owed to, not back to where it came from: a refund without a charge. The provider asks them on its own page where it
-- is to go. An older program leaves such rows alone: it only takes refunds whose charge is captured.
alter table payment drop constraint payment_check;
alter table payment add constraint payment_check check (of is null or direction = 'refund');
