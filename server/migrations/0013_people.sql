-- Agents find passengers by any form of their name and by telephone while they talk.
create index passenger_by_name on passenger using gin (family_keys);
create index contact_by_phone on contact (right(regexp_replace(address, '[^0-9]', '', 'g'), 9)) where kind = 'phone';
