-- What comes in as a text message is told apart from calls written down.
alter table case_file drop constraint case_file_channel_check;
alter table case_file add constraint case_file_channel_check
    check (channel in ('web', 'phone', 'counter', 'email', 'kiosk', 'social', 'text')) not valid;
alter table case_file validate constraint case_file_channel_check;
alter table opening drop constraint opening_channel_check;
alter table opening add constraint opening_channel_check
    check (channel in ('any', 'web', 'phone', 'counter', 'email', 'kiosk', 'social', 'text'));
