-- Boarding passes: the order of check-in on a flight, given with the first pass and kept. Only added to.
alter table seat add column sequence smallint check (sequence > 0);
