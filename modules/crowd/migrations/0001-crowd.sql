-- A question put to a city: dates, who asks, and the directions in which people propose.
create table crowd_projects (
  region_id text not null,
  id uuid not null,
  -- Its address.
  code text not null,
  title_ru text not null,
  title_en text not null,
  goal_ru text not null,
  goal_en text not null,
  host_ru text not null,
  host_en text not null,
  -- [{code, ru, en}], three to seven.
  directions jsonb not null,
  -- Local days of the region on which proposals are taken, both inclusive.
  opens_on date not null,
  closes_on date not null,
  created_by uuid,
  created_at timestamptz not null,
  demo boolean not null,
  primary key (region_id, id),
  constraint one_code_per_project unique (region_id, code),
  constraint crowd_project_dates check (closes_on >= opens_on)
);
select protect_region_table('crowd_projects', 'select, insert, update');

-- Dates that were moved, with the reason that everybody reads. Never changed.
create table crowd_date_moves (
  region_id text not null,
  id uuid not null,
  project_id uuid not null,
  opened_before date not null,
  closed_before date not null,
  opens_on date not null,
  closes_on date not null,
  reason text not null,
  moved_by uuid not null,
  moved_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, project_id) references crowd_projects (region_id, id)
);
create index crowd_date_moves_of_project on crowd_date_moves (region_id, project_id, id);
select protect_region_table('crowd_date_moves', 'select, insert');

create table crowd_proposals (
  region_id text not null,
  id uuid not null,
  -- Of the same row of numbers as messages, so that no number means two things.
  number text not null,
  project_id uuid not null,
  direction text not null,
  -- The clinic it is about, where it is about one.
  clinic_id uuid,
  data_key_id uuid not null,
  -- What the author wrote, sealed.
  text_sealed text not null,
  -- What everybody reads: without what a moderator cut.
  text_public text,
  author_id uuid,
  state text not null check (state in ('waiting', 'shown', 'returned', 'rejected', 'withdrawn')),
  version integer not null check (version > 0),
  reason_code text,
  reason_sealed text,
  -- Its words sound like danger: it waits first.
  danger boolean not null,
  filed_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  shown_at timestamptz,
  demo boolean not null,
  erased_at timestamptz,
  primary key (region_id, id),
  constraint one_number_per_proposal unique (region_id, number),
  constraint proposal_public_while_shown
    check ((text_public is not null) = (state = 'shown' and erased_at is null)),
  constraint proposal_reason_where_sent_back
    check ((reason_code is not null) = (state in ('returned', 'rejected'))),
  foreign key (region_id, project_id) references crowd_projects (region_id, id),
  foreign key (region_id, clinic_id) references clinics (region_id, id),
  foreign key (region_id, author_id) references contacts (region_id, id)
);
create index crowd_proposals_shown on crowd_proposals (region_id, project_id, direction)
  where text_public is not null;
create index crowd_proposals_waiting on crowd_proposals (region_id, danger desc, id)
  where state = 'waiting';
create index crowd_proposals_of_author on crowd_proposals (region_id, author_id, id)
  where author_id is not null;
create index crowd_proposals_settled on crowd_proposals (region_id, decided_at)
  where state in ('rejected', 'withdrawn');
select protect_region_table('crowd_proposals', 'select, insert, update');

-- That a proposal was begun from a comment in a survey: a keyed hash of the comment's receipt, which only its author
-- has, made for this purpose alone. One receipt, one proposal.
create table crowd_proposal_ties (
  region_id text not null,
  proposal_id uuid not null,
  comment_hash text not null,
  primary key (region_id, proposal_id),
  constraint one_proposal_per_comment unique (region_id, comment_hash),
  foreign key (region_id, proposal_id) references crowd_proposals (region_id, id)
);
select protect_region_table('crowd_proposal_ties', 'select, insert, delete');

-- A proposal begun and not sent, sealed under a token of the browser. Its tie, where it has one, is inside.
create table crowd_drafts (
  region_id text not null,
  token_hash text not null,
  content text not null,
  updated_at timestamptz not null,
  primary key (region_id, token_hash)
);
create index crowd_drafts_by_age on crowd_drafts (region_id, updated_at);
select protect_region_table('crowd_drafts', 'select, insert, update, delete');

-- Kept pages are made anew once something that was public changes; what only waits changes nothing.
create trigger crowd_proposals_note_public_change after update on crowd_proposals
  for each row when (old.text_public is not null or new.text_public is not null)
  execute function note_public_change();
create trigger crowd_projects_note_public_change after insert or update on crowd_projects
  for each row execute function note_public_change();
