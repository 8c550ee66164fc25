import { createRoute, z } from '@hono/zod-openapi';
import { AppError, validate } from '@otklik/kernel';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, notFound, refusals, refusedWith } from '../wire/common.ts';

const locale = z.enum(['ru', 'en']).optional();
const assertion = z.string().max(8000).openapi({
  description: 'A compact JWS, at most five minutes old, used once: see the reference of cabinets.',
});
const who = z.strictObject({ assertion, locale });
const which = z.strictObject({ assertion, handle: z.string().max(100), locale });

const waiting = z.strictObject({
  invitations: z.array(
    z.strictObject({
      handle: z.string(),
      name_ru: z.string(),
      name_en: z.string().nullable(),
      service: z.string().nullable(),
      visited_on: z.iso.date().nullable(),
      expires_on: z.iso.date(),
    }),
  ),
});
const opened = z.strictObject({ open_url: z.url(), expires_on: z.iso.date() });

const answers = {
  ...refusals,
  401: refusedWith('The key, or the assertion, opens nothing.'),
  403: refusedWith('The key has no such scope.'),
  415: refusedWith('Not JSON, or packed.'),
};

const list: Route = {
  config: createRoute({
    method: 'post',
    path: '/cabinet/invitations',
    summary: 'What waits for one person, for the cabinet they are signed in to',
    description:
      'Needs a key with the scope `cabinet:read`. The body names the person by a signed assertion, so that no address and no log does. Whoever has nothing waiting gets an empty list; whether anything was answered is never said.',
    security: [{ api_key: [] }],
    request: { body: { required: true, content: { 'application/json': { schema: who } } } },
    responses: { 200: json('What waits.', waiting), ...answers },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const sent = validate(who, await readJson(c.req.raw));
    const { invitations } = await options.faces.surveyModes.readCabinet(actor, sent);
    const body: z.output<typeof waiting> = {
      invitations: invitations.map((one) => ({
        handle: one.handle,
        name_ru: one.nameRu,
        name_en: one.nameEn,
        service: one.serviceCode,
        visited_on: one.visitedOn,
        expires_on: one.expiresOn,
      })),
    };
    return c.json(body, 200);
  },
};

const open: Route = {
  config: createRoute({
    method: 'post',
    path: '/cabinet/invitations/open',
    summary: 'A link to one of them',
    description:
      'Needs a key with the scope `cabinet:read` and a fresh assertion. The link opens the form on our pages; answered there, the invitation is gone from the cabinet, the letter and everywhere else.',
    security: [{ api_key: [] }],
    request: { body: { required: true, content: { 'application/json': { schema: which } } } },
    responses: { 200: json('Where to send the person.', opened), ...answers, ...notFound },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const sent = validate(which, await readJson(c.req.raw));
    const { openUrl, expiresOn } = await options.faces.surveyModes.openFromCabinet(actor, sent);
    return c.json({ open_url: openUrl, expires_on: expiresOn }, 200);
  },
};

export const cabinetRoutes: readonly Route[] = [list, open];
