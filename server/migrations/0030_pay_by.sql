-- Bookings on hold are paid by a certain hour, or their seats are for sale again (CHG-9). Only added to.
alter table booking add column pay_by timestamptz;
-- the charge it is being paid by, or the last one that was not paid
alter table booking add column payment_id uuid;
create index booking_on_hold on booking (pay_by) where state = 'held' and pay_by is not null;
create index booking_being_paid on booking (payment_id) where state = 'held' and payment_id is not null;
