-- Messages that a clerk took from somebody who has no internet.
create table case_assistance (
  region_id text not null,
  case_id uuid not null,
  channel text not null check (channel in ('present', 'telephone', 'letter')),
  clerk_id uuid not null,
  clerk_side text not null check (clerk_side in ('clinic', 'hotline')),
  -- The day of the letter or call. Beside a message without an address no fine time is kept.
  received_on date not null,
  read_back_on date not null,
  notices text not null check (notices in ('call', 'letter', 'none')),
  -- Whom to call or write to, sealed under the case's own key; empty once it was forgotten.
  contact_sealed text,
  primary key (region_id, case_id),
  constraint assistance_read_back_after_receipt check (read_back_on >= received_on),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_assistance_with_contact on case_assistance (region_id, case_id)
  where contact_sealed is not null;
select protect_region_table('case_assistance', 'select, insert, update');

-- What authors without an address are to be told: a call or a letter for each step that writes to authors.
create table assisted_notices (
  region_id text not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  entry_seq integer not null,
  -- The move told of, or `late-STAGE`: a deadline passed after that entry.
  move text not null,
  is_late boolean not null default false,
  way text not null check (way in ('call', 'letter')),
  state text not null default 'waiting'
    check (state in ('waiting', 'reached', 'not-reached', 'posted', 'given-up')),
  attempts integer not null default 0 check (attempts between 0 and 3),
  next_try_on date not null,
  made_on date not null,
  done_by uuid,
  done_at timestamptz,
  primary key (region_id, id),
  constraint one_notice_per_step unique (region_id, case_id, entry_seq, is_late),
  foreign key (region_id, case_id) references case_assistance (region_id, case_id)
);
create index assisted_notices_open on assisted_notices (region_id, next_try_on, id)
  where state in ('waiting', 'not-reached');
select protect_region_table('assisted_notices', 'select, insert, update');

-- Moves after which an author is written to. What the printed receipt says already is not told again.
create function assisted_moves() returns text[] language sql immutable as $$
  select array['publish', 'reject', 'return-message', 'no-reply', 'grant-appeal', 'refuse-appeal',
    'redirect-unpublished', 'redirect', 'change-subject', 'reroute', 'publish-answer', 'ask-author',
    'accept-interim', 'accept-extension', 'extend-again', 'plan-passed', 'confirm', 'confirm-partly',
    'confirm-plan', 'dispute', 'dispute-unchecked', 'refute-again', 'lift-limit', 'uphold-dispute',
    'refuse-dispute', 'fall-silent', 'reopen', 'withdraw', 'retract', 'withdraw-unpublished']
$$;
-- Stages whose passed deadline an author is told of.
create function assisted_late_stages() returns text[] language sql immutable as $$
  select array['reply', 'moderation', 'appeal', 'reply-moderation', 'control']
$$;

create function assisted_tell_step() returns trigger language plpgsql as $$
begin
  -- One's own word, said to the clerk just now, is not told back.
  if new.role = 'author' then
    return null;
  end if;
  insert into assisted_notices (region_id, case_id, entry_seq, move, way, next_try_on, made_on)
  select new.region_id, new.case_id, new.seq, new.move, a.notices,
    (new.at at time zone 'UTC')::date, (new.at at time zone 'UTC')::date
  from case_assistance a
  where a.region_id = new.region_id and a.case_id = new.case_id
    and a.notices <> 'none' and a.contact_sealed is not null
  on conflict do nothing;
  return null;
end $$;
create trigger assisted_tell_step after insert on case_entries
  for each row when (new.move = any (assisted_moves())) execute function assisted_tell_step();

create function assisted_tell_late() returns trigger language plpgsql as $$
begin
  insert into assisted_notices (region_id, case_id, entry_seq, move, is_late, way, next_try_on, made_on)
  select new.region_id, new.id, new.version, 'late-' || new.due_stage, true, a.notices,
    (new.due_at at time zone 'UTC')::date, (new.due_at at time zone 'UTC')::date
  from case_assistance a
  where a.region_id = new.region_id and a.case_id = new.id
    and a.notices <> 'none' and a.contact_sealed is not null
  on conflict do nothing;
  return null;
end $$;
create trigger assisted_tell_late after update of overdue_noted on cases
  for each row when (new.overdue_noted and not old.overdue_noted
    and new.due_stage = any (assisted_late_stages()))
  execute function assisted_tell_late();

-- An erased message keeps nobody's telephone.
create function assisted_forget_erased() returns trigger language plpgsql as $$
begin
  update case_assistance set contact_sealed = null
    where region_id = new.region_id and case_id = new.id and contact_sealed is not null;
  update assisted_notices set state = 'given-up'
    where region_id = new.region_id and case_id = new.id and state in ('waiting', 'not-reached');
  return null;
end $$;
create trigger assisted_forget_erased after update of erased_at on cases
  for each row when (old.erased_at is null and new.erased_at is not null)
  execute function assisted_forget_erased();

-- Published cases that came through a clerk are counted by channel, under a measure of their own.
create function tally_assisted() returns trigger language plpgsql as $$
declare
  way text;
begin
  select channel into way from case_assistance a
    where a.region_id = new.region_id and a.case_id = new.id;
  if way is null then
    return null;
  end if;
  if old.published_at is not null then
    insert into case_tally_deltas
      (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
    values (old.region_id, old.clinic_id, coalesce(old.district_id, ''), coalesce(old.okrug_id, ''),
      old.subject_code, date_trunc('month', old.published_at at time zone old.zone)::date,
      'assisted', way, 'none', -1);
  end if;
  if new.published_at is not null then
    insert into case_tally_deltas
      (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
    values (new.region_id, new.clinic_id, coalesce(new.district_id, ''), coalesce(new.okrug_id, ''),
      new.subject_code, date_trunc('month', new.published_at at time zone new.zone)::date,
      'assisted', way, 'none', 1);
  end if;
  return null;
end $$;
create trigger tally_assisted after update of published_at, clinic_id, district_id, okrug_id, subject_code, zone
  on cases for each row
  when ((old.published_at, old.clinic_id, old.district_id, old.okrug_id, old.subject_code, old.zone)
    is distinct from
    (new.published_at, new.clinic_id, new.district_id, new.okrug_id, new.subject_code, new.zone))
  execute function tally_assisted();
