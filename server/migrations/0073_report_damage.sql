-- What is broken, by side and severity, and the report it was made together with (BAG-3). Only columns programs from before leave alone.
alter table baggage_report
    -- domain::bag::{Part, Severity}
    add column damage_parts text[] not null default '{}',
    add column damage_severity text check (damage_severity in ('MI', 'MA', 'TL')),
    -- the reference of the first report of the same passenger about the same journey
    add column beside text check (beside ~ '^[A-Z0-9]{5}[0-9]{5}$');
create index baggage_report_beside on baggage_report (beside) where beside is not null;
