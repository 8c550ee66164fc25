import { defineQuery, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { getProject as input } from '../schema.ts';
import { movesOf, projectByCode } from '../store/projects.ts';
import { publicProject } from '../view.ts';

/** A project and how its dates were moved. @throws AppError not-found */
export const getProject = defineQuery({
  name: 'crowd.get-project',
  input,
  policy: ({ tx, input: { code } }: Context<z.output<typeof input>>) => projectByCode(tx, code),
  async handle({ tx, subject: row }) {
    const moves = await movesOf(tx, row.id);
    return {
      ...publicProject(row, await todayOf(tx)),
      moves: moves.map((move) => ({
        opensOn: move.opens_on,
        closesOn: move.closes_on,
        opensBefore: move.opened_before,
        closesBefore: move.closed_before,
        reason: move.reason,
        movedAt: move.moved_at,
      })),
    };
  },
});
