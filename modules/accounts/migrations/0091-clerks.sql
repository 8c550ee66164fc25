-- Clerks take messages of people who have no internet: at a clinic's desk or on the hotline.
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check
  check (role in ('moderator', 'executor', 'head', 'coordinator', 'controller', 'administrator', 'clerk'));
