import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import './store/tables.ts';

/** Decisions of so many last days of an invented past are watched. */
const WATCHED_days = 40;
/** Of those the share that another moderator judged again, and of them how many alike; in percent. */
const DRAWN_percent = 12;
const ALIKE_percent = 86;
/** The youngest are still before somebody. */
const WAITING_days = 2;
const DAY_MS = 86_400_000;

/** A number that a decision always has, from 0; `salt` gives it several. */
const lot = (salt: string) =>
  sql`('x' || substr(md5(${salt}::text || d.case_id || ':' || d.seq), 1, 7))::bit(28)::integer`;

/**
 * Says of an invented past's moderators how long they took, and of some of their decisions what a colleague said
 * without knowing the first; a few differ and wait for a controller. The same past gives the same.
 *
 * @returns how many decisions are watched, and how many of them were drawn
 */
export async function importWatched(tx: Tx): Promise<{ decisions: number; samples: number }> {
  const region = regionId(tx);
  const since = new Date(tx.now.getTime() - WATCHED_days * DAY_MS);
  const young = new Date(tx.now.getTime() - WAITING_days * DAY_MS);
  // Over a whole past at once: of a city it takes longer than a question of a person may.
  await sql`set local statement_timeout = 0`.execute(tx.db);
  const decisions = await sql`
    insert into moderation_decisions
      (region_id, case_id, seq, kind, decision, reason_code, flags, decided_by, decided_at, seconds)
    select d.region_id, d.case_id, d.seq, moderation_kind(d.move), d.move, d.reason_code,
      coalesce(f.kinds, '{}'), d.actor, d.at, 25 + ${lot('seconds')} % 170
    from case_entries d
    join cases c on c.region_id = d.region_id and c.id = d.case_id and c.demo
    left join case_flags f on f.region_id = d.region_id and f.case_id = d.case_id
      and f.place = case moderation_kind(d.move) when 'answer' then 'answer' when 'proposal' then 'proposal'
        else 'story' end
    where d.region_id = ${region} and d.at >= ${since} and d.role = 'moderator'
      and d.actor like 'person:%' and moderation_kind(d.move) is not null
    on conflict do nothing`.execute(tx.db);
  const samples = await sql`
    -- Once, not for each decision: of a city there are hundreds of thousands.
    with people as materialized (
      select distinct decided_by from moderation_decisions where region_id = ${region} and kind = 'message')
    insert into moderation_samples
      (region_id, id, case_id, seq, drawn_at, first_by, state, judged_by, judged_at, decision, reason_code,
        seconds, agrees)
    select d.region_id, md5('sample' || d.case_id || ':' || d.seq)::uuid, d.case_id, d.seq,
      least(d.decided_at + interval '1 hour', ${tx.now}), d.decided_by,
      case when again.is_judged then 'judged' else 'waiting' end,
      case when again.is_judged then again.by end,
      case when again.is_judged then d.decided_at + interval '1 day' end,
      case when again.is_judged then again.decision end,
      case when again.is_judged then again.reason end,
      case when again.is_judged then 30 + ${lot('again')} % 200 end,
      case when again.is_judged then again.agrees end
    from moderation_decisions d
    join cases c on c.region_id = d.region_id and c.id = d.case_id and c.demo and c.erased_at is null
    cross join lateral (
      select ${lot('alike')} % 100 < ${ALIKE_percent} as agrees, d.decided_at < ${young} as is_judged,
        (select substr(p.decided_by, 8)::uuid from people p where p.decided_by <> d.decided_by
          order by md5(p.decided_by || d.case_id) limit 1) as by
    ) colleague
    cross join lateral (
      select colleague.*,
        case when agrees then d.decision when d.kind = 'answer' and d.decision = 'publish-answer' then 'return-answer'
          when d.kind = 'answer' then 'publish-answer' when d.decision = 'publish' then 'return-message'
          else 'publish' end as decision,
        case when agrees then d.reason_code when d.decision = 'publish-answer' then 'boilerplate-only'
          when d.decision = 'publish' then 'unclear' end as reason
    ) again
    where d.region_id = ${region} and d.kind in ('message', 'answer') and again.by is not null
      and (d.kind = 'message' or c.lead_id is null) and ${lot('drawn')} % 100 < ${DRAWN_percent}
    on conflict do nothing`.execute(tx.db);
  return {
    decisions: Number(decisions.numAffectedRows ?? 0n),
    samples: Number(samples.numAffectedRows ?? 0n),
  };
}
