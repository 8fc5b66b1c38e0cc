-- Which way somebody's answers came, before they are sent: what they say themselves is read by none of ours on the telephone. And where they
-- are, so that no letter reaches them at night. Only columns programs from before leave alone.
alter table survey_link add column answered_at timestamptz;
alter table survey_invitation add column zone text;
create index survey_cause_drawn_from on survey_cause (decided_at) where occasion = 'flight' and outcome <> 'no-address';
