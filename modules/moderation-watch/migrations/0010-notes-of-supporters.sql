-- Notes beside a «me too» are decided about by the same rules, and are watched with the rest. They have no entry: of a
-- case their numbers begin at a million, beyond what its entries reach.
alter table moderation_decisions drop constraint moderation_decisions_kind_check;
alter table moderation_decisions add constraint moderation_decisions_kind_check
  check (kind in ('message', 'answer', 'proposal', 'appeal', 'note'));
alter table moderation_decisions add column support_id uuid;
alter table moderation_decisions add constraint a_note_is_somebodys
  check ((kind = 'note') = (support_id is not null) and (kind <> 'note' or seq >= 1000000));

create function record_note_moderation() returns trigger language plpgsql as $$
begin
  if current_setting('otklik.simulated_past', true) = 'on' then
    return null;
  end if;
  insert into moderation_decisions
    (region_id, case_id, seq, kind, decision, reason_code, flags, decided_by, decided_at, seconds, support_id)
  select new.region_id, new.case_id,
    -- Whoever decides holds the case: two never count at once.
    greatest(999999, coalesce(last.seq, 0)) + 1, 'note',
    case new.note_state when 'published' then 'publish-note' else 'refuse-note' end,
    new.note_reason, '{}', new.note_decided_by, new.note_decided_at,
    -- Several are decided on one page: of each what passed since the one before.
    case when p.since <= new.note_decided_at and p.seen_at >= new.note_decided_at - interval '10 minutes'
      then extract(epoch from new.note_decided_at - greatest(p.since, before.at))::integer end,
    new.id
  from (select 1) one
  left join lateral (select max(d.seq) as seq from moderation_decisions d
    where d.region_id = new.region_id and d.case_id = new.case_id) last on true
  left join lateral (select max(d.decided_at) as at from moderation_decisions d
    where d.region_id = new.region_id and d.case_id = new.case_id and d.kind = 'note'
      and d.decided_by = new.note_decided_by) before on true
  left join desk_presence p on p.region_id = new.region_id and p.case_id = new.case_id
    and new.note_decided_by = 'person:' || p.person_id;
  return null;
end $$;
create trigger record_note_moderation after update of note_state on case_supports
  for each row when (old.note_state = 'waiting' and new.note_state in ('published', 'refused')
    and new.note_decided_by like 'person:%')
  execute function record_note_moderation();
