-- Thanks are no cases: nothing is owed, so there is no deadline, no verdict and no tally here.
create table thanks (
  region_id text not null,
  id uuid not null,
  -- Of the same row of numbers as messages, so that no number means two things.
  number text not null,
  clinic_id uuid not null,
  organisation_id text,
  district_id text,
  okrug_id text,
  zone text not null,
  data_key_id uuid not null,
  -- What the author wrote, and the same with a moderator's marks of cuts: sealed.
  text_sealed text not null,
  marked_sealed text,
  -- What everybody reads: without the cuts and without the names of those who have not agreed.
  text_public text,
  author_id uuid,
  receipt_hash text,
  state text not null check (state in ('submitted', 'published', 'refused', 'withdrawn')),
  version integer not null check (version > 0),
  reason_code text,
  reason_sealed text,
  -- Its words sound like danger: it waits first.
  danger boolean not null,
  -- Of an author without an address, the day alone.
  filed_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  published_at timestamptz,
  demo boolean not null,
  erased_at timestamptz,
  primary key (region_id, id),
  constraint one_number_per_thanks unique (region_id, number),
  constraint one_receipt_per_thanks unique (region_id, receipt_hash),
  constraint thanks_public_while_published
    check ((text_public is not null) = (state = 'published' and erased_at is null)),
  constraint thanks_published_at_with_state check (state <> 'published' or published_at is not null),
  constraint thanks_refused_with_reason check ((state = 'refused') = (reason_code is not null)),
  foreign key (region_id, clinic_id) references clinics (region_id, id),
  foreign key (region_id, author_id) references contacts (region_id, id)
);
create index thanks_of_clinic on thanks (region_id, clinic_id, published_at desc, id desc)
  where published_at is not null;
create index thanks_newest on thanks (region_id, published_at desc, id desc) where published_at is not null;
create index thanks_waiting on thanks (region_id, id) where state = 'submitted';
create index thanks_of_author on thanks (region_id, author_id, id) where author_id is not null;
create index thanks_settled on thanks (region_id, decided_at) where state in ('refused', 'withdrawn');
select protect_region_table('thanks', 'select, insert, update');

-- Whom it is for: as the author typed it, the post a moderator tied it to, and whether that person agrees to
-- be named.
create table thanks_people (
  region_id text not null,
  thanks_id uuid not null,
  id uuid not null,
  words_sealed text not null,
  post_id uuid,
  settled_by uuid,
  -- A moderator looked and could not tell who is meant.
  unclear boolean not null,
  consent text not null check (consent in ('not-asked', 'asked', 'given', 'refused', 'taken-back')),
  asked_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  delivered_at timestamptz,
  primary key (region_id, thanks_id, id),
  constraint one_post_per_thanks unique (region_id, thanks_id, post_id),
  constraint consent_of_a_person
    check (consent = 'not-asked' or post_id is not null),
  constraint consent_answered_whole
    check ((consent in ('given', 'refused', 'taken-back')) = (answered_at is not null)),
  foreign key (region_id, thanks_id) references thanks (region_id, id),
  foreign key (region_id, post_id) references posts (region_id, id)
);
create index thanks_people_of_post on thanks_people (region_id, post_id, thanks_id) where post_id is not null;
create index thanks_people_answered on thanks_people (region_id, answered_by) where answered_by is not null;
select protect_region_table('thanks_people', 'select, insert, update');

-- Kept pages are made anew once something that was public changes; what only waits changes nothing.
create trigger thanks_note_public_change after update on thanks
  for each row when (old.text_public is not null or new.text_public is not null)
  execute function note_public_change();
create trigger thanks_people_note_public_change after update on thanks_people
  for each row when (old.consent = 'given' or new.consent = 'given')
  execute function note_public_change();
