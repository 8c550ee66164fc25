import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { SILENT_intervals } from '../model.ts';
import { watchesSources } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { triesOf } from '../store/beside-slots.ts';
import { regionId } from '../store/sources.ts';
import '../store/tables.ts';
import { truthOf } from '../truth.ts';

const FAULT_days = 30;

/** Every source with when it last spoke and what was wrong with what it sent in thirty days. */
export const listSources = defineQuery({
  name: 'access.list-sources',
  input,
  policy: watchesSources,
  async handle({ tx }) {
    const region = regionId(tx);
    const rows = await tx.db
      .selectFrom('access_sources as s')
      .select(['s.code', 's.name', 's.interval_min', 's.distance', 's.seq', 's.last_ok'])
      .select(['s.feed_at', 's.silent', 's.shrunk', 's.id', 's.demo'])
      .select(['s.kind', 's.stopped', 's.tried_at', 's.data_at'])
      .select((eb) =>
        eb
          .selectFrom('access_wait_now as w')
          .select(sql<number>`count(distinct w.clinic_id)::int`.as('n'))
          .where('w.region_id', '=', region)
          .whereRef('w.source_id', '=', 's.id')
          .as('clinics'),
      )
      .where('s.region_id', '=', region)
      .orderBy('s.silent', 'desc')
      .orderBy('s.name')
      .execute();
    const faults = await sql<{
      source_id: string;
      fault: string;
      count: number;
      last_at: Date;
      last_slot: string | null;
    }>`
      select distinct on (source_id, fault) source_id, fault, last_at, last_slot,
        sum(count) over (partition by source_id, fault)::int as count
      from access_faults where region_id = ${region} and day > ${tx.now}::date - ${FAULT_days}::integer
      order by source_id, fault, last_at desc`.execute(tx.db);
    const tries = await triesOf(
      tx,
      FAULT_days,
      rows.map(({ id }) => id),
    );
    return {
      sources: rows.map(({ id, interval_min, last_ok, seq, ...row }) => ({
        ...row,
        seq: Number(seq),
        interval_min,
        last_ok,
        silent_since:
          row.silent && last_ok
            ? new Date(last_ok.getTime() + SILENT_intervals * interval_min * 60_000)
            : null,
        truth: tries
          .filter(({ source_id }) => source_id === id)
          .map(({ tried_by, ...counts }) => ({ tried_by, ...truthOf(counts) })),
        faults: faults.rows
          .filter(({ source_id }) => source_id === id)
          .map(({ fault, count, last_at, last_slot }) => ({ fault, count, last_at, last_slot })),
      })),
    };
  },
});
