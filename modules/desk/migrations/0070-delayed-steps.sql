-- A moderator's step waits a moment before it is made: nothing is published and nobody is written to until
-- then, and whoever made it takes it back meanwhile.
create table desk_delayed_steps (
  region_id text not null,
  -- The step in the list of what one did.
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  session_id uuid not null,
  step text not null check (step in ('publish', 'reject', 'return-message', 'publish-answer', 'return-answer')),
  -- The case as it was looked at: moved since, the step is not made.
  version integer not null,
  -- Reason, words and cuts, as JSON under the case's own key; empty once the step is through.
  given_sealed text,
  run_at timestamptz not null,
  state text not null check (state in ('waiting', 'running', 'made', 'undone', 'failed')),
  -- Why it could not be made after all.
  refused_code text,
  primary key (region_id, id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_delayed_step_per_case on desk_delayed_steps (region_id, case_id)
  where state in ('waiting', 'running');
select protect_region_table('desk_delayed_steps');

alter table desk_steps drop constraint desk_steps_kind_check;
alter table desk_steps drop constraint steps_about_a_case_name_it;
alter table desk_steps
  add constraint desk_steps_kind_check check (kind in ('take', 'give-back', 'hand-over', 'settle-mention',
    'delete-view', 'publish', 'reject', 'return-message', 'publish-answer', 'return-answer')),
  add constraint steps_about_a_case_name_it
    check ((kind not in ('settle-mention', 'delete-view')) = (case_id is not null and side is not null));
