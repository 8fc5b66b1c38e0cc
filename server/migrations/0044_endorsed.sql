-- Tickets that another airline flies: a coupon is endorsed to it and stays as it is otherwise.
-- Only added to: an older program goes on working on it.

alter table coupon add column endorsed_to text check (endorsed_to ~ '^[A-Z0-9]{2}$');
