-- Why a text was flagged, what an author still finds wrong, whose word an interim answer is.

-- Kinds that the detectors found in the words that wait for a moderator: kinds, never words.
create table case_flags (
  region_id text not null,
  case_id uuid not null,
  place text not null check (place in ('story', 'answer', 'proposal')),
  kinds text[] not null,
  primary key (region_id, case_id, place),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('case_flags');

-- A dispute says which question is unanswered and, apart from it, what is still wrong; with photos if need be.
alter table case_verdicts add column still_wrong_sealed text;
alter table case_photos drop constraint case_photos_side_check;
alter table case_photos add constraint case_photos_side_check check (side in ('author', 'answer', 'dispute'));

-- What a clinic promises by an interim answer is signed like an answer.
alter table case_proposals
  add column signer_name text,
  add column signer_post text,
  add column for_name text,
  add column for_post text;

-- The parts of an answer, each under a heading of its own: as JSON, sealed until let out.
alter table case_answers
  add column parts_sealed text,
  add column parts_public jsonb;
alter table case_answer_drafts add column parts_sealed text;

-- What shows that a promise is kept.
alter table case_photos add column promise_id uuid;
