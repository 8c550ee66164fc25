import { createRoute, z } from '@hono/zod-openapi';
import { readQuery, readText } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';

const posted = z
  .union([
    z.object({ event: z.literal('reply'), from: z.string(), text: z.string() }),
    z.object({
      event: z.literal('status'),
      id: z.uuid(),
      state: z.enum(['delivered', 'failed']),
      reason: z.enum(['recipient', 'other']).optional(),
    }),
  ])
  .openapi({
    description:
      'An answer of somebody, of which only a stop word is looked at, or what became of a message.',
  });
const outcome = z.strictObject({
  outcome: z.enum(['stopped', 'same', 'ignored', 'unknown', 'returned']),
});

const gateway = (channel: 'sms' | 'messenger'): Route => ({
  config: createRoute({
    method: 'post',
    path: `/messages/${channel}`,
    summary: `What the gateway of ${channel === 'sms' ? 'text messages' : 'a messenger'} posts back`,
    description:
      'Signed: `X-Otklik-Signature: t=SECONDS,v1=HEX`, HMAC-SHA-256 of `SECONDS.BODY` with the shared secret, five minutes old at most. The same again changes nothing.',
    request: { body: { required: true, content: { 'application/json': { schema: posted } } } },
    responses: {
      200: json('What was done.', outcome),
      ...refusals,
      413: refusedWith('More than 10,000 characters.'),
      415: refusedWith('Not JSON, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, visitor }) {
    readQuery(c, z.strictObject({}));
    const body = await readText(c.req.raw);
    const signature = c.req.header('x-otklik-signature') ?? '';
    const done = await options.faces.surveys.takeMessage(visitor, { channel, signature, body });
    return c.json({ outcome: done.outcome }, 200);
  },
});

export const messageRoutes: readonly Route[] = [gateway('sms'), gateway('messenger')];
