import { readCase } from '@otklik/cases';
import { likeness, markCompared, sharingBands, sketchesOf } from '@otklik/complaints';
import { defineCommand, type Tx } from '@otklik/kernel';
import { gather, type Compared } from '../model/gather.ts';
import { clockOnly } from '../policy.ts';
import { rulesToday } from '../rules.ts';
import { onFiling as input } from '../schema.ts';
import { joinCopies, membersAmong } from '../store/campaigns.ts';

/** A campaign larger than this is one all the same; further filings find it by their nearest. */
const GATHERED_MAX = 2000;
const DAY_MS = 86_400_000;

async function comparedOf(tx: Tx, ids: readonly string[]): Promise<Compared[]> {
  const sketches = await sketchesOf(tx, ids);
  const gathered = await membersAmong(tx, ids);
  return [...sketches].map(([id, sketch]) => ({ id, sketch, isGathered: gathered.has(id) }));
}

/**
 * Compares a filing with those of the last days and puts it with its likes. What becomes of the filing itself does
 * not change: its queue, clock, letters and rights are those of any other.
 */
export const joinFiling = defineCommand({
  name: 'campaigns.join-filing',
  input,
  policy: clockOnly,
  async handle({ tx, input: { caseId } }) {
    const row = await readCase(tx, { id: caseId });
    await markCompared(tx, row.id);
    const rules = await rulesToday(tx);
    const [start] = await comparedOf(tx, [row.id]);
    if (!start) return { campaignId: null };
    const since = new Date(tx.now.getTime() - rules.windowDays * DAY_MS).toISOString().slice(0, 10);
    const gathered = await gather(
      start,
      async (of, known) => {
        const ids = of.map(({ id }) => id);
        const near = await sharingBands(tx, ids, since, GATHERED_MAX);
        return comparedOf(
          tx,
          near.filter((id) => !known.has(id)),
        );
      },
      { alike: likeness, least: rules.likenessPercent / 100, members_max: GATHERED_MAX },
    );
    if (gathered.length < rules.copiesMin) return { campaignId: null };
    return { campaignId: await joinCopies(tx, gathered) };
  },
  // Beside an anonymous message the log names no case.
  audit: ({ output }) => ({
    object: output.campaignId ?? 'filings',
    after: output.campaignId ? 'joined' : 'alone',
  }),
});
