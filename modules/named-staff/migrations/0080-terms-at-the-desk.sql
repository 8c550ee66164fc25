-- The term of an explanation is set at the desk: who set each row, and when.
alter table named_terms
  add column changed_by text,
  add column changed_at timestamptz;
