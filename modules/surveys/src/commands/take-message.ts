import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { normalisePhone, type MessageChannel } from '../model/channels.ts';
import { isStopWord, postedEvent } from '../model/posted.ts';
import { takeMessage as input } from '../schema.ts';
import { personOfAddress } from '../store/addresses.ts';
import { applyReport, letterById, markReturned } from '../store/reports.ts';
import { stopFor } from '../store/stops.ts';

interface Posted {
  readonly channel: MessageChannel;
  readonly signature: string;
  readonly body: string;
}

/** The gateway's own word, by its signature. @throws AppError forbidden, credential-invalid */
function signedByGateway({ app, actor, tx, input: { channel, ...posted } }: Context<Posted>): void {
  if (actor.kind !== 'visitor') throw new AppError('forbidden');
  if (!app.ports[channel]?.isSigned(posted, tx.now)) throw new AppError('credential-invalid');
}

function eventIn(body: string) {
  try {
    return postedEvent.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Takes what a gateway posts back. A stop word stops all surveys of whoever it came from; what else somebody writes is
 * not kept. A message that did not arrive closes that number, not the person. Anything twice changes nothing.
 */
export const takeMessage = defineCommand({
  name: 'surveys.take-message',
  input,
  policy: signedByGateway,
  limits: [{ per: 'origin', count_max: 3000, window_s: 600 }],
  async handle({ tx, input: { channel, body } }) {
    const event = eventIn(body);
    if (!event) throw new AppError('invalid-input', { reason: 'event' });
    if (event.event === 'reply') {
      if (!isStopWord(event.text)) return { outcome: 'ignored' as const };
      const address = channel === 'sms' ? normalisePhone(event.from) : event.from;
      const personId = address && (await personOfAddress(tx, channel, address));
      if (!personId) return { outcome: 'unknown' as const };
      const isNew = await stopFor(tx, { personId, sender: '' });
      return { outcome: isNew ? ('stopped' as const) : ('same' as const) };
    }
    if (event.state === 'delivered') return { outcome: 'ignored' as const };
    const letter = await letterById(tx, event.id, channel);
    if (!letter) return { outcome: 'unknown' as const };
    const kind = event.reason === 'recipient' ? 'address' : 'permanent';
    const hash = `posted:${event.id}:${kind}`;
    const isNew = await applyReport(tx, { ...letter, hash, kind, channel });
    if (!isNew) return { outcome: 'same' as const };
    await markReturned(tx, event.id);
    return { outcome: 'returned' as const };
  },
  audit: ({ input: { channel }, output }) => ({
    object: 'survey-message',
    after: `${channel} ${output.outcome}`,
  }),
});
