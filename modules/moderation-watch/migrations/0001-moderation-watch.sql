-- What moderators decided: one row a decision, written with the entry itself and never changed.
create table moderation_decisions (
  region_id text not null,
  case_id uuid not null,
  -- The entry of the case.
  seq integer not null,
  kind text not null check (kind in ('message', 'answer', 'proposal', 'appeal')),
  -- The move.
  decision text not null,
  reason_code text,
  -- What the detectors had said of the words.
  flags text[] not null,
  decided_by text not null,
  -- Of a step that waited a minute: when it was pressed.
  decided_at timestamptz not null,
  -- From opening the page to deciding; null where nobody knows.
  seconds integer check (seconds >= 0),
  primary key (region_id, case_id, seq),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index moderation_decisions_by_time on moderation_decisions (region_id, decided_at);
create index moderation_decisions_of_person on moderation_decisions (region_id, decided_by, decided_at);
create index moderation_appeals_by_time on moderation_decisions (region_id, decided_at) where kind = 'appeal';
select protect_region_table('moderation_decisions', 'select, insert');

-- Which moves of a moderator are decisions about words, and about whose.
create function moderation_kind(move text) returns text language sql immutable parallel safe
return case
  when move in ('publish', 'reject', 'return-message', 'redirect-unpublished') then 'message'
  when move in ('publish-answer', 'return-answer') then 'answer'
  when move in ('ask-author', 'accept-interim', 'accept-extension', 'refuse-proposal', 'refuse-extension')
    then 'proposal'
  when move in ('grant-appeal', 'refuse-appeal') then 'appeal'
end;

-- Moves are made by several modules; whichever made one, the decision is kept. Simulated pasts say so and are left out.
create function record_moderation() returns trigger language plpgsql as $$
begin
  if current_setting('otklik.simulated_past', true) = 'on' then
    return null;
  end if;
  insert into moderation_decisions
    (region_id, case_id, seq, kind, decision, reason_code, flags, decided_by, decided_at, seconds)
  select e.region_id, e.case_id, e.seq, k.kind, e.move, e.reason_code, coalesce(f.kinds, '{}'), e.actor, d.at,
    -- A view of another state of the case, or one too old for the page to count as open, tells nothing.
    case when p.version = e.seq - 1 and p.since <= d.at and p.seen_at >= d.at - interval '10 minutes'
      then extract(epoch from d.at - p.since)::integer end
  from fresh e
  cross join lateral (select moderation_kind(e.move) as kind) k
  left join desk_delayed_steps s on s.region_id = e.region_id and s.case_id = e.case_id
    and s.state = 'running' and s.step = e.move and e.actor = 'person:' || s.person_id
  cross join lateral (select coalesce(s.asked_at, e.at) as at) d
  left join case_flags f on f.region_id = e.region_id and f.case_id = e.case_id
    and f.place = case k.kind when 'answer' then 'answer' when 'proposal' then 'proposal' else 'story' end
  left join desk_presence p on p.region_id = e.region_id and p.case_id = e.case_id
    and e.actor = 'person:' || p.person_id
  where e.role = 'moderator' and e.actor like 'person:%' and k.kind is not null;
  return null;
end $$;
create trigger record_moderation after insert on case_entries
  referencing new table as fresh for each statement execute function record_moderation();

-- How the region watches: data with a day from which it holds. No row: the house's own figures.
create table moderation_watch_rules (
  region_id text not null,
  valid_from date not null,
  share_percent integer not null check (share_percent between 0 and 50),
  -- Refusals are drawn twice as often.
  refusals_twice boolean not null,
  -- [{ code, from, to }]: hours of the day; one that ends before it begins runs over midnight.
  shifts jsonb not null,
  -- A sample that nobody judged for so long is void.
  sample_days_max integer not null check (sample_days_max between 1 and 90),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (region_id, valid_from)
);
select protect_region_table('moderation_watch_rules', 'select, insert, update');

-- Decisions that another moderator judges again without knowing the first.
create table moderation_samples (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  drawn_at timestamptz not null,
  first_by text not null,
  state text not null check (state in ('waiting', 'judged', 'void')),
  held_by uuid,
  held_at timestamptz,
  judged_by uuid,
  judged_at timestamptz,
  decision text,
  reason_code text,
  seconds integer check (seconds >= 0),
  agrees boolean,
  -- Of what either of the two cut the share that both cut; null where neither did.
  cuts_shared real check (cuts_shared between 0 and 1),
  -- Of two that differ: what a controller found.
  finding text check (finding in ('first-right', 'second-right', 'both-fit')),
  finding_sealed text,
  settled_by uuid,
  settled_at timestamptz,
  primary key (region_id, id),
  constraint one_sample_per_decision unique (region_id, case_id, seq),
  constraint judged_sample_is_whole check (
    (state = 'judged') = (judged_by is not null) and (judged_by is null) = (judged_at is null)
    and (judged_by is null) = (decision is null) and (judged_by is null) = (agrees is null)),
  constraint only_differences_are_settled check (
    (settled_at is null) = (finding is null) and (settled_at is null) = (settled_by is null)
    and (settled_at is null or agrees is false)),
  foreign key (region_id, case_id, seq) references moderation_decisions (region_id, case_id, seq)
);
create unique index one_held_sample_per_person on moderation_samples (region_id, held_by)
  where state = 'waiting' and held_by is not null;
create index moderation_samples_waiting on moderation_samples (region_id, drawn_at, id) where state = 'waiting';
create index moderation_samples_judged on moderation_samples (region_id, judged_at) where state = 'judged';
create index moderation_samples_apart on moderation_samples (region_id, judged_at, id)
  where agrees is false and settled_at is null;
select protect_region_table('moderation_samples', 'select, insert, update');
