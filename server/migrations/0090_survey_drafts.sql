-- The error wanted of a draft, which goes for those who are asked once it is published. An older program sets that of the survey at once.
alter table survey_version add column error smallint check (error between 1 and 50);
