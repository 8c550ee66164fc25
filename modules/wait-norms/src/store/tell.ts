import { sql } from 'kysely';
import { holdersOf } from '@otklik/accounts';
import type { Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { regionIn } from './breaches.ts';

/** A breach is told of when it has lasted so long: one that is over by the evening is on the page alone. */
const TOLD_after = sql`interval '24 hours'`;
/** Of what was offered the day before, a loss of so much in a day is sudden. */
const LOST_share = 0.6;
const LOST_least = 20;

interface Fact {
  readonly fact: string;
  readonly kind: 'broken' | 'lost' | 'silent';
  readonly clinic_id: string | null;
  readonly organisation_id: string | null;
}

/** What nobody was told of yet, marked as told. */
async function freshFacts(tx: Tx): Promise<Fact[]> {
  const region = regionIn(tx);
  const { rows } = await sql<Fact>`
    with facts as (
      select 'broken:' || b.clinic_id || ':' || b.specialty || ':' || extract(epoch from b.began_at)::bigint as fact,
        'broken' as kind, b.clinic_id from wait_norm_breaches b
      where b.region_id = ${region} and b.ended_at is null and b.began_at <= ${tx.now}::timestamptz - ${TOLD_after}
      union all
      select 'lost:' || a.clinic_id || ':' || a.specialty || ':' || a.day, 'lost', a.clinic_id
      from access_wait_days a
      join access_wait_days b on b.region_id = ${region} and b.clinic_id = a.clinic_id
        and b.specialty = a.specialty and b.kind = a.kind and b.mode = a.mode and b.day = a.day - 1
      where a.region_id = ${region} and a.kind = 'routine' and a.mode = 'in-person'
        and a.day >= ${tx.now}::date - 1 and a.known and b.known and b.offered_30d >= ${LOST_least}::integer
        and a.offered_30d < b.offered_30d * (1 - ${LOST_share}::float8)
      union all
      select 'silent:' || s.id || ':' || extract(epoch from s.last_ok)::bigint, 'silent', null from access_sources s
      where s.region_id = ${region} and s.silent and s.last_ok is not null
    ),
    told as (
      insert into wait_norm_told (region_id, fact, told_at) select ${region}, f.fact, ${tx.now} from facts f
      on conflict do nothing returning fact
    )
    select f.fact, f.kind, f.clinic_id, c.organisation_id from facts f join told t on t.fact = f.fact
    left join clinics c on c.region_id = ${region} and c.id = f.clinic_id order by f.fact`.execute(
    tx.db,
  );
  return rows;
}

/** One letter to each who is responsible: heads for their clinics, coordinators for sources. */
export async function tellResponsible(tx: Tx): Promise<number> {
  const facts = await freshFacts(tx);
  const forWhom = new Map<string, { broken: number; lost: number; silent: number }>();
  for (const { kind, clinic_id, organisation_id } of facts) {
    const holders =
      kind === 'silent'
        ? await holdersOf(tx, 'coordinator', [{ kind: 'region' }])
        : await holdersOf(tx, 'head', [
            { kind: 'clinic', id: clinic_id! },
            ...(organisation_id ? [{ kind: 'organisation' as const, id: organisation_id }] : []),
          ]);
    for (const id of holders) {
      const sums = forWhom.get(id) ?? { broken: 0, lost: 0, silent: 0 };
      sums[kind] += 1;
      forWhom.set(id, sums);
    }
  }
  for (const [contactId, sums] of forWhom)
    await sendLetter(tx, {
      contactId,
      template: 'wait-norms-told',
      data: { ...sums, path: '/desk/waits' },
    });
  return forWhom.size;
}
