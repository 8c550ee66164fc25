import { defineCommand } from '@otklik/kernel';
import { bodyFor, letterFacts } from '@otklik/cases';
import { sendLetter } from '@otklik/notices';
import { decidesAppeals, stepOf } from '../appeal-steps.ts';
import { forwardAppeal as input } from '../schema-lanes.ts';

/**
 * Forwards an appeal to the body in charge, never to the one it is about. The body gets a notice with no word
 * of the author's: the text is handed over by the coordinator.
 */
export const forwardAppeal = defineCommand({
  name: 'complaints.forward-appeal',
  input,
  policy: decidesAppeals,
  async handle({ tx, actor, subject, input }) {
    const body = await bodyFor(tx, subject.row, input.body);
    const done = await stepOf(tx, actor, subject, 'forward', {
      columns: { forwarded_to: body.code },
      facts: { body: body.code },
    });
    const { row } = subject;
    if (body.contact_id && !row.demo) {
      // Nobody but its author and the staff learns from the page of the complaint that there is an appeal.
      const data = { ...(await letterFacts(tx, row, null, null)), path: '/' };
      await sendLetter(tx, { contactId: body.contact_id, template: 'appeal-forwarded', data });
    }
    return done;
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    before: subject.appeal.state,
    after: output.state,
  }),
});
