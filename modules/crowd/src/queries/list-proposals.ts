import { sql } from 'kysely';
import { defineQuery, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { listProposals as input } from '../schema.ts';
import { projectByCode } from '../store/projects.ts';
import { proposalsIn } from '../store/proposals.ts';
import { publicProposals } from '../view.ts';

/**
 * Shown proposals of a project, or of one direction. Their order is made of the day: the same for everybody while
 * they page, another one tomorrow, so that none is always first.
 * @throws AppError not-found
 */
export const listProposals = defineQuery({
  name: 'crowd.list-proposals',
  input,
  policy: ({ tx, input: { project } }: Context<z.output<typeof input>>) =>
    projectByCode(tx, project),
  async handle({ tx, subject: project, input: { direction, page, limit } }) {
    const asked = proposalsIn(tx)
      .where('project_id', '=', project.id)
      .where('text_public', 'is not', null)
      .$if(direction !== undefined, (q) => q.where('direction', '=', direction!));
    const counts = await proposalsIn(tx)
      .clearSelect()
      .select((eb) => ['direction', eb.fn.countAll<number>().as('count')])
      .where('project_id', '=', project.id)
      .where('text_public', 'is not', null)
      .groupBy('direction')
      .execute();
    const total = counts
      .filter((one) => direction === undefined || one.direction === direction)
      .reduce((sum, { count }) => sum + Number(count), 0);
    const day = await todayOf(tx);
    const rows = await asked
      .orderBy(sql`md5(id::text || ${day})`)
      .limit(limit)
      .offset((page - 1) * limit)
      .execute();
    return {
      total,
      page,
      pages: Math.max(1, Math.ceil(total / limit)),
      byDirection: Object.fromEntries(counts.map((one) => [one.direction, Number(one.count)])),
      proposals: await publicProposals(tx, rows),
    };
  },
});
