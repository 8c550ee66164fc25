import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import { mayFile, refuseWithoutDanger, writeFiling, type Filed } from '@otklik/complaints';
import { dayIn } from '@otklik/registry';
import type { z } from 'zod';
import { aClerk, sideFor } from '../policy.ts';
import { fileFor as input } from '../schema.ts';
import { insertAssistance } from '../store/assistance.ts';

type In = z.output<typeof input>;

/** The message itself, as its author's own form would give it. */
function filedOf({
  channel: _channel,
  receivedOn: _receivedOn,
  readBack: _readBack,
  notices: _notices,
  contactName: _name,
  phone: _phone,
  address: _address,
  ...filed
}: In): Filed {
  return { ...filed, receiptOnly: true };
}

/**
 * A clerk files for somebody present, on the telephone or by letter, once every word was read back. The author
 * gets a printed receipt, which is typed back from the paper; no account, no address, no e-mail.
 */
export const fileFor = defineCommand({
  name: 'assisted.file-for',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  async policy(context: Context<In>) {
    const clerk = aClerk(context.actor);
    const filed = filedOf(context.input);
    const judged = await mayFile({ ...context, input: filed }, true);
    const side = sideFor(clerk, judged.clinic);
    refuseWithoutDanger(judged, context.actor, filed);
    const today = dayIn(judged.clinic.zone, context.tx.now);
    const received_on = context.input.receivedOn ?? today;
    if (received_on > today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'receivedOn', code: 'custom', message: 'in-the-future' }],
      });
    return { clerk, filed, judged, side, today, received_on };
  },
  async handle({ app, tx, actor, subject, input: asked }) {
    const { clerk, filed, judged, side, today, received_on } = subject;
    const written = await writeFiling({ app, tx, actor }, judged, filed, {
      byReceipt: true,
      authorId: null,
    });
    const { contactName, phone, address } = asked;
    await insertAssistance(
      tx,
      await readCase(tx, { id: written.id }),
      {
        channel: asked.channel,
        clerk_id: clerk.person.personId,
        clerk_side: side,
        received_on,
        read_back_on: today,
        notices: asked.notices,
        locale: asked.locale,
      },
      asked.notices === 'none'
        ? null
        : {
            name: contactName ?? '',
            ...(asked.notices === 'call' ? { phone } : {}),
            ...(asked.notices === 'letter' ? { address } : {}),
          },
    );
    const { id, number, receipt, state } = written;
    return { id, number, receipt, state, moderation: judged.topic.terms.moderation };
  },
  // Towards its clerk the message is not anonymous, and its author was told so: the log names both.
  audit: ({ input: { channel }, output }) => ({
    object: output.id,
    after: `${output.state} for-author ${channel}`,
  }),
});
