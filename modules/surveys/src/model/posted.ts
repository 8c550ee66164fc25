import { z } from 'zod';

/** What a gateway posts back: somebody answered, or it is known what became of a message. */
export const postedEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('reply'),
    from: z.string().min(1).max(64),
    text: z.string().max(2000),
  }),
  z.object({
    event: z.literal('status'),
    /** The message's id, as it was sent. */
    id: z.uuid(),
    state: z.enum(['delivered', 'failed']),
    /** `recipient`: there is no such number or talk. */
    reason: z.enum(['recipient', 'other']).default('other'),
  }),
]);

const STOPS: ReadonlySet<string> = new Set([
  'стоп',
  'стой',
  'отписка',
  'отписаться',
  'отмена',
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
]);

/**
 * Whether somebody wants no more messages: one such word, whatever stands around it. A sentence is no such word; a
 * second word may be «всё» or «all».
 */
export function isStopWord(text: string): boolean {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const [first = '', second, ...more] = words;
  return (
    STOPS.has(first) &&
    more.length === 0 &&
    (second === undefined || ['все', 'all', 'смс', 'sms'].includes(second) || STOPS.has(second))
  );
}
