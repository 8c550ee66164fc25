-- In which language the sheet, the letters and the words of a call are for the person. What was taken before
-- was printed in Russian.
alter table case_assistance add column locale text not null default 'ru'
  constraint assistance_in_a_language_of_ours check (locale in ('ru', 'en'));
