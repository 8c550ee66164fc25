-- Who a message is about, as its author typed it: sealed under the case's own key.
create table named_proposals (
  region_id text not null,
  case_id uuid not null,
  words_sealed text not null,
  primary key (region_id, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('named_proposals');

-- What moderators decided, a version each; the newest is the current one.
create table named_links (
  region_id text not null,
  case_id uuid not null,
  version integer not null check (version > 0),
  state text not null check (state in ('settled', 'cannot-tell', 'rejected', 'removed')),
  post_id uuid,
  -- The post's clinic: another one to which the case may go sees nothing of the link.
  clinic_id uuid,
  reason_sealed text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  is_current boolean not null,
  -- When the person named was told, and how; from then on the term of the explanation runs.
  told_at timestamptz,
  told_how text check (told_how in ('letter', 'in-person')),
  explain_by timestamptz,
  constraint one_named_link_per_version primary key (region_id, case_id, version),
  constraint named_post_only_when_settled
    check ((state = 'settled') = (post_id is not null) and (post_id is null) = (clinic_id is null)),
  constraint named_told_with_how check ((told_at is null) = (told_how is null)),
  foreign key (region_id, case_id) references cases (region_id, id),
  foreign key (region_id, post_id) references posts (region_id, id)
);
create unique index one_current_named_link_per_case on named_links (region_id, case_id) where is_current;
create index named_links_of_post on named_links (region_id, post_id, case_id)
  where is_current and state = 'settled';
create index named_links_to_tell on named_links (region_id, clinic_id, decided_at)
  where is_current and state = 'settled' and told_at is null;
select protect_region_table('named_links');

-- What the person named says to the clinic; sealed under the case's own key.
create table named_explanations (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  text_sealed text not null,
  person_id uuid not null,
  written_at timestamptz not null,
  -- After its term; it counts as much.
  late boolean not null,
  primary key (region_id, case_id, id),
  foreign key (region_id, case_id) references cases (region_id, id),
  foreign key (region_id, post_id) references posts (region_id, id)
);
select protect_region_table('named_explanations', 'select, insert, delete');

-- Whose account a post's holder signs in with, as the head of the clinic says. Untied, the row goes.
create table named_accounts (
  region_id text not null,
  post_id uuid not null,
  person_id uuid not null,
  tied_by uuid not null,
  tied_at timestamptz not null,
  constraint one_account_per_post primary key (region_id, post_id),
  foreign key (region_id, post_id) references posts (region_id, id),
  foreign key (region_id, person_id) references contacts (region_id, id)
);
create index named_accounts_of_person on named_accounts (region_id, person_id);
select protect_region_table('named_accounts', 'select, insert, delete');

-- Within how many working days an explanation is expected: data of the region. No row: two days.
create table named_terms (
  region_id text not null,
  valid_from date not null,
  valid_to date,
  explanation_working_days integer not null check (explanation_working_days between 1 and 30),
  primary key (region_id, valid_from),
  constraint named_term_ends_after_start check (valid_to >= valid_from)
);
select protect_region_table('named_terms', 'select, insert, update');
