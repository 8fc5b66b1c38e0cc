-- The answers a finding was seen in (SUR-5): fields of a report, so that before and after are of the same passengers. Only a column more.
alter table improvement add column answers jsonb;
