import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import type { z } from 'zod';
import type { Move } from '../model/moves.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { redirectCase as input } from '../schema-lifecycle.ts';
import { letterFacts } from '../tell.ts';
import { bodyFor } from '../store/bodies.ts';
import { readCase } from '../store/cases.ts';
import { auditMove } from '../audit-move.ts';

type In = z.output<typeof input>;

async function moveFor({ tx, actor, input: { number } }: Context<In>): Promise<Move> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const { state } = await readCase(tx, { number });
  return state === 'submitted' ? 'redirect-unpublished' : 'redirect';
}

/** The case belongs to another body: a public stub stays, the body gets a notice, and the author may refuse. */
export const redirectCase = defineCommand({
  name: 'cases.redirect-case',
  input,
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  async handle({ tx, actor, subject, input: { reason, body, note } }) {
    const to = await bodyFor(tx, subject.row, body);
    const { facts } = await moveCase(tx, actor, subject, subject.move, {
      reason,
      note,
      publicFacts: {
        bodyRu: to.name_ru,
        bodyEn: to.name_en,
        ...(to.url ? { bodyUrl: to.url } : {}),
      },
    });
    if (to.contact_id && !subject.row.demo)
      await sendLetter(tx, {
        contactId: to.contact_id,
        template: 'body-notified',
        data: await letterFacts(tx, subject.row, null, null),
      });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
