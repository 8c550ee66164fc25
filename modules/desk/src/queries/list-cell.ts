import { queueWorker } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { worker } from '../policy.ts';
import { listCell as input } from '../schema.ts';
import { boardSpan, casesOfCell, countCell, type Narrow } from '../store/cells.ts';

/** The cases behind a count of the board, as far as the reader's roles reach. */
export const listCell = defineQuery({
  name: 'desk.list-cell',
  input,
  policy: (context) => {
    worker(context);
    return queueWorker({ actor: context.actor, input: { queue: 'all' } });
  },
  async handle({ tx, subject: grants, input: { what, timing, district, clinic, page, limit } }) {
    const narrow: Narrow = {
      ...(district === undefined ? {} : { district: district === 'none' ? null : district }),
      ...(clinic ? { clinicId: (await clinicByCode(tx, clinic)).id } : {}),
    };
    const cell = { what, timing };
    const span = boardSpan(tx.now);
    const total = await countCell(tx, grants, cell, narrow, span);
    const offset = (page - 1) * limit;
    const cases = await casesOfCell(tx, grants, cell, narrow, span, { limit, offset });
    return { total, page, pages: Math.max(1, Math.ceil(total / limit)), cases };
  },
  audit: ({ input: { what, timing } }) => ({ object: `board:${what}:${timing}` }),
});
