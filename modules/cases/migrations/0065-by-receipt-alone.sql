-- An author may leave no address: the receipt alone says who it is. Beside such a message no exact moment is
-- kept longer than abuse control needs.
alter table cases
  add column by_receipt boolean not null default false,
  add column fine_since timestamptz;
create index cases_with_fine_times on cases (region_id, fine_since) where fine_since is not null;

-- Makes days (UTC) of the moments at which the author of an anonymous case acted before `upto`, wherever they
-- stand in the case; the order of its entries stays. A clock of hours that still runs keeps its beginning until
-- it has stopped. Entries are append-only for the application, so this is the one narrow way to change them.
create function coarsen_case_times(target_region text, target uuid, upto timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one record;
  day timestamptz;
  lowest timestamptz := '-infinity';
  left_since timestamptz;
  said text;
  day_said text;
  iso constant text := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
begin
  if target_region is distinct from nullif(current_setting('app.region', true), '') then
    raise exception 'another region' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from cases c where c.region_id = target_region and c.id = target and c.by_receipt) then
    return;
  end if;
  for one in select e.seq, e.at, e.role from case_entries e
    where e.region_id = target_region and e.case_id = target order by e.seq
  loop
    day := one.at;
    if one.role = 'author' then
      if one.at >= upto or exists (select 1 from case_clocks k
          where k.region_id = target_region and k.case_id = target and k.started_at = one.at
            and k.stopped_at is null and k.term ->> 'unit' in ('hours', 'minutes')) then
        left_since := coalesce(left_since, one.at);
      else
        day := greatest(date_trunc('day', one.at, 'UTC'), lowest);
      end if;
    end if;
    if day <> one.at then
      said := to_char(one.at at time zone 'UTC', iso);
      day_said := to_char(day at time zone 'UTC', iso);
      update case_entries set at = day
        where region_id = target_region and case_id = target and seq = one.seq;
      update case_clocks set
          due_at = case when term ->> 'unit' in ('hours', 'minutes') then due_at - (one.at - day) else due_at end,
          started_at = day
        where region_id = target_region and case_id = target and started_at = one.at;
      update case_clocks set stopped_at = day
        where region_id = target_region and case_id = target and stopped_at = one.at;
      -- The author's answer ended a pause: its end stands as text in the clock and in how the term was reckoned.
      update case_clocks set
          pauses = replace(pauses::text, said, day_said)::jsonb,
          derivation = replace(derivation::text, said, day_said)::jsonb
        where region_id = target_region and case_id = target
          and (pauses::text like '%' || said || '%' or derivation::text like '%' || said || '%');
      update case_verdicts set given_at = day
        where region_id = target_region and case_id = target and given_at = one.at;
      update case_proposals set replied_at = day
        where region_id = target_region and case_id = target and replied_at = one.at;
      update case_proposals set decided_at = day
        where region_id = target_region and case_id = target and decided_at = one.at;
      update cases set
          opened_at = case when opened_at = one.at then day else opened_at end,
          submitted_at = case when submitted_at = one.at then day else submitted_at end,
          state_since = case when state_since = one.at then day else state_since end,
          closed_at = case when closed_at = one.at then day else closed_at end
        where region_id = target_region and id = target;
    end if;
    lowest := day;
  end loop;
  -- Photos keep their order: a thousandth of a second apart.
  update case_photos p set added_at = date_trunc('day', p.added_at, 'UTC') + ranked.place * interval '1 millisecond'
    from (select id, row_number() over (order by added_at, id) as place from case_photos
          where region_id = target_region and case_id = target and side = 'author') ranked
    where p.region_id = target_region and p.id = ranked.id and p.side = 'author' and p.added_at < upto;
  update cases set fine_since = left_since where region_id = target_region and id = target;
end $$;
revoke execute on function coarsen_case_times(text, uuid, timestamptz) from public;
do $$ begin
  execute format('grant execute on function coarsen_case_times(text, uuid, timestamptz) to %I',
    current_setting('otklik.app_role'));
end $$;
