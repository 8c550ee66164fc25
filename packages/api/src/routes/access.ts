import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';
import { slotFeed, slotFeedShape, slotOutcome } from '../wire/access.ts';

const push: Route = {
  config: createRoute({
    method: 'post',
    path: '/slots',
    summary: 'Tell which places doctors have, whole or as differences',
    description:
      'Needs a key with the scope `slots:write`; the first key that speaks for a source holds it. Numbers of feeds grow by one: a number that was taken before answers `same` and changes nothing, a gap in `DIFF` answers `send-full`. A bad row never stops a good one; each is counted by its fault. At most 256 KiB.',
    security: [{ api_key: [] }],
    request: { body: { required: true, content: { 'application/json': { schema: slotFeed } } } },
    responses: {
      200: json('What became of the feed.', slotOutcome),
      ...refusals,
      403: refusedWith('The key has no such scope, or another key holds the source.'),
      413: refusedWith('More than 256 KiB.'),
      415: refusedWith('Not JSON, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const sent = slotFeedShape.safeParse(await readJson(c.req.raw));
    if (!sent.success) throw new AppError('invalid-input', { issues: [{ path: 'slots' }] });
    const { slots, csv, ...feed } = sent.data;
    if ((slots === undefined) === (csv === undefined))
      throw new AppError('invalid-input', { issues: [{ path: 'slots' }] });
    const rows =
      csv === undefined
        ? { format: 'json' as const, slots: JSON.stringify(slots) }
        : { format: 'csv' as const, slots: csv };
    return c.json(await options.faces.access.pushSlots(actor, { ...feed, ...rows }), 200);
  },
};

export const accessRoutes: readonly Route[] = [push];
