-- Since when the words of a published answer are out of sight on somebody's demand: what was added to them is
-- out of sight with them, and nothing new is let out beside them until they are put back.
alter table case_answers add column taken_at timestamptz;
