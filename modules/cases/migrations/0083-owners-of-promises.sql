-- The colleague who keeps a promise, where one was chosen: reminders go to that person too.
alter table case_promises add column owner_id uuid;
