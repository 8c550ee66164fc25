-- The head of a clinic is told of what its executors leave undone, and may answer in their place.
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check
  check (role in ('moderator', 'executor', 'head', 'coordinator', 'controller', 'administrator'));
