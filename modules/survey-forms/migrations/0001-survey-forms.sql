-- Questionnaires as FHIR R4 has them, with versions. They hold no person and no answer: both stores read versions.
create table survey_forms (
  region_id text not null,
  id uuid not null,
  url text not null,
  kind text not null check (kind in ('visit', 'access', 'open')),
  sector text not null,
  state text not null check (state in ('active', 'retired')),
  primary key (region_id, id),
  constraint one_form_per_url unique (region_id, url)
);
select protect_region_table('survey_forms', 'select, insert, update');

create table survey_form_versions (
  region_id text not null,
  form_id uuid not null,
  version text not null,
  resource jsonb not null,
  state text not null check (state in ('draft', 'published', 'retired')),
  -- SHA-256 of the resource in canonical JSON, in hexadecimal digits.
  digest text not null,
  edited_by text not null,
  published_by text,
  published_at timestamptz,
  primary key (region_id, form_id, version),
  foreign key (region_id, form_id) references survey_forms (region_id, id),
  constraint form_published_whole check ((state = 'draft') = (published_at is null))
);
create unique index one_draft_per_form on survey_form_versions (region_id, form_id) where state = 'draft';
select protect_answers_table('survey_form_versions', 'select', 'select, insert, update');

-- What people were asked stays as it was: answers are counted by it.
create function keep_published_form() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft'
    and (new.state = 'draft' or row (new.resource, new.digest, new.published_at, new.form_id, new.version)
      is distinct from row (old.resource, old.digest, old.published_at, old.form_id, old.version)) then
    raise exception 'a published form does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_published_form before update on survey_form_versions
  for each row execute function keep_published_form();

-- Which version is asked of whom, by day.
create table survey_form_uses (
  region_id text not null,
  kind text not null check (kind in ('visit', 'access', 'open')),
  sector text not null,
  audience text not null check (audience in ('adult', 'child')),
  valid_from date not null,
  valid_to date,
  form_id uuid not null,
  version text not null,
  primary key (region_id, kind, sector, audience, valid_from),
  foreign key (region_id, form_id, version) references survey_form_versions (region_id, form_id, version),
  constraint form_use_ends_after_start check (valid_to >= valid_from)
);
select protect_region_table('survey_form_uses', 'select, insert, update');
