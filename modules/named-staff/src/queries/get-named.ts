import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { PEOPLE_MAX } from '../model.ts';
import { peopleFor } from '../people-view.ts';
import { headsClinicOf, linksForClinic, mayLook } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { currentLinks } from '../store/links.ts';
import { isProposed } from '../store/proposals.ts';

/**
 * Who a message is about, as far as this reader may know it. The author: the own proposals. The clinic's
 * answerer and head: the settled links. A moderator and a controller: everything, with the reasons.
 */
export const getNamed = defineQuery({
  name: 'named-staff.get-named',
  input,
  async policy({ tx, ...context }: Context<z.output<typeof input>>) {
    const { row, eye } = await mayLook({ tx, ...context });
    const isNamed =
      eye === 'clinic'
        ? (await linksForClinic(tx, row)).length > 0
        : (await isProposed(tx, row.id)) ||
          (await currentLinks(tx, row.id)).some(({ post_id }) => post_id !== null);
    return { row, eye, isNamed };
  },
  async handle({ tx, actor, subject: { row, eye } }) {
    const heads = eye === 'clinic' && headsClinicOf(actor, row);
    const people = await peopleFor(tx, row, eye, heads);
    const next = people.length + 1;
    return {
      eye,
      heads,
      people,
      /** Under which number a moderator may add somebody of whom only the text tells; null when there are enough. */
      next: eye === 'region' && next <= PEOPLE_MAX ? next : null,
    };
  },
  // Every page of a case asks; where nobody is named, nothing was looked at.
  audit: ({ subject: { row, eye, isNamed } }) =>
    eye === 'author' || !isNamed ? null : { object: row.id },
});
