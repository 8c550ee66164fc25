-- A message put under another topic keeps its author's answers to the questions that were asked: those of this
-- topic and version. Null while the topic is the one it was written under.
alter table complaints
  add column asked_code text,
  add column asked_version integer,
  add constraint asked_by_a_version check ((asked_code is null) = (asked_version is null));
