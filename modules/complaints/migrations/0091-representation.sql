-- For whom a message is filed when it is not for oneself: by which rule of the region, never with the birth date.
create table case_representation (
  region_id text not null,
  case_id uuid not null,
  relation text not null check (relation in ('parent', 'guardian', 'relative')),
  subject text not null check (subject in ('child', 'ward', 'adult')),
  -- Whole years on the day of filing.
  age_years smallint not null check (age_years between 0 and 120),
  rule_code text not null,
  rule_from date not null,
  papers_seen boolean not null,
  primary key (region_id, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('case_representation', 'select, insert');

-- Who may file for whom, at which age and with what: data of the region, with validity dates.
create table representation_rules (
  region_id text not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  relation text not null check (relation in ('parent', 'guardian', 'relative')),
  subject text not null check (subject in ('child', 'ward', 'adult')),
  age_from_years smallint not null check (age_from_years between 0 and 120),
  -- The first age that it does not hold for; without an end when null.
  age_below_years smallint,
  needs_paper boolean not null,
  needs_consent boolean not null,
  note_ru text not null,
  note_en text not null,
  source text,
  verified boolean not null,
  changed_by text,
  changed_at timestamptz,
  constraint one_representation_rule_per_day primary key (region_id, code, valid_from),
  constraint representation_rule_ends_after_start check (valid_to >= valid_from),
  constraint representation_rule_ages check (age_below_years > age_from_years)
);
select protect_region_table('representation_rules', 'select, insert, update');
