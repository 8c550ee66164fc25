-- What an author may do with the own words: take them back within the first minutes, have them erased.
alter table cases add column retracted_at timestamptz, add column erased_at timestamptz;
create index cases_taken_back on cases (region_id, clinic_id) where retracted_at is not null;
-- An answer to an erased message may quote it: nobody outside sees it until a moderator has looked.
alter table case_answers add column hidden_at timestamptz;
create index answers_to_look_at on case_answers (region_id, hidden_at) where hidden_at is not null;
