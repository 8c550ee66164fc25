import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { bodyByCode } from '@otklik/cases';
import { dayIn, instantIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { mayEditLanes } from '../policy.ts';
import { saveLanes as input } from '../schema-lanes.ts';
import { lastLanes, putLanes } from '../store/lanes.ts';

/**
 * What the region does about danger (numbers, duty contact) and about appeals under 59-FZ (open or closed,
 * where they go otherwise, terms, whose they are): a version, at once or from a day to come.
 */
export const saveLanes = defineCommand({
  name: 'complaints.save-lanes',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof input>>) => mayEditLanes({ actor }),
  async handle({ tx, actor, input: { version: seen, validFrom, note, ...lanes } }) {
    const zone = await zoneOfRegion(tx);
    const today = dayIn(zone, tx.now);
    if (validFrom !== undefined && validFrom < today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    if (lanes.appeals.body) await bodyByCode(tx, lanes.appeals.body);
    const last = await lastLanes(tx);
    if (last !== seen) throw new AppError('changed-meanwhile', { version: last });
    const ahead = validFrom !== undefined && validFrom > today;
    await putLanes(tx, lanes, {
      version: seen + 1,
      validFrom: ahead ? instantIn(zone, `${validFrom}T00:00`) : tx.now,
      by: principalOf(actor),
      note: note || null,
    });
    return { version: seen + 1, outcome: ahead ? ('planned' as const) : ('in-force' as const) };
  },
  audit: ({ input: { appeals }, output }) => ({
    object: 'lanes',
    after: `${output.version} ${output.outcome} ${appeals.open ? 'appeals-open' : 'appeals-closed'}`,
  }),
});
