-- Of when an author opened or closed a contact the day is kept, and of a report of one without an address.
alter table cases no force row level security;
alter table opened_contacts no force row level security;
alter table pressure_reports no force row level security;
update opened_contacts set opened_at = date_trunc('day', opened_at, 'UTC'),
  closed_at = date_trunc('day', closed_at, 'UTC');
update pressure_reports as report set reported_at = date_trunc('day', reported_at, 'UTC')
from cases where cases.region_id = report.region_id and cases.id = report.case_id and cases.by_receipt;
alter table pressure_reports force row level security;
alter table opened_contacts force row level security;
alter table cases force row level security;
