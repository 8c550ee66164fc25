-- Texts with slots for answers and for what is refused or sent back; of the whole region or of one clinic.
create table desk_templates (
  region_id text not null,
  id uuid not null,
  kind text not null check (kind in ('answer', 'reject', 'return-message', 'return-answer')),
  -- Null: for everybody in the region. Only a reply is a clinic's own.
  clinic_id uuid,
  name text not null,
  text text not null,
  version integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (region_id, id),
  constraint only_replies_are_of_a_clinic check (clinic_id is null or kind = 'answer'),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create unique index one_template_per_name
  on desk_templates (region_id, kind, coalesce(clinic_id, '00000000-0000-0000-0000-000000000000'), lower(name))
  where removed_at is null;
create index desk_templates_of_clinic on desk_templates (region_id, clinic_id) where removed_at is null;
select protect_region_table('desk_templates', 'select, insert, update');
