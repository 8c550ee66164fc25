-- How somebody wants to be asked, as they said themselves when signed in: it goes before what a visit tells of them.
alter table survey_people
  -- Null: they never said.
  add column chosen_on date,
  -- Ways by which they are not written to.
  add column ways_off text[] not null default '{}' check (ways_off <@ array['mail', 'sms', 'messenger']),
  -- In which part of their day; null: whenever the region writes.
  add column hours text check (hours in ('morning', 'day', 'evening'));
