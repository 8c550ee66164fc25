import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { PHOTO_BODY_MAX_BYTES, readIdempotencyKey, readPhoto, readQuery } from '../read.ts';
import type { Call, Route } from '../route.ts';
import { json, notFound, refusals, refusedWith } from '../wire/common.ts';
import { draft, draftPhoto, toDraft, toDraftPhoto } from '../wire/drafts.ts';

const idempotency = z.object({
  'Idempotency-Key': z.string().min(16).max(200).openapi({
    description: 'A new random one for each form and each photo, for example a UUID.',
  }),
});
const photo = z.string().openapi({ type: 'string', format: 'binary' });

/** Forms by machines: only with a key that may write. @throws AppError credential-invalid, forbidden */
function machine({ actor }: Call) {
  if (actor.kind !== 'key') throw new AppError('credential-invalid');
  if (!actor.scopes.includes('complaints:write')) throw new AppError('forbidden');
  return actor;
}

const begin: Route = {
  config: createRoute({
    method: 'post',
    path: '/drafts',
    summary: 'Begin a form that photos can be sent to',
    description: 'Forgotten, with its photos, when it is not sent within seven days. No body.',
    security: [{ api_key: [] }],
    request: { headers: idempotency },
    responses: {
      201: json('The form.', draft),
      ...refusals,
      403: refusedWith('The key has no such scope.'),
      409: refusedWith('The same key is at work right now; see Retry-After.'),
    },
  }),
  freshness: 'none',
  async handle(call) {
    const { c, options } = call;
    const actor = machine(call);
    readQuery(c, z.strictObject({}));
    const idempotencyKey = readIdempotencyKey(c);
    const begun = await options.faces.complaints.saveDraft(
      actor,
      { content: {} },
      { idempotencyKey },
    );
    return c.json(toDraft(begun), 201);
  },
};

const add: Route = {
  config: createRoute({
    method: 'post',
    path: '/drafts/{draft}/photos',
    summary: 'Add a photo to a form',
    description:
      'JPEG, PNG or WebP, at most 15 MB and 50 megapixels, five to a form. Decoded, turned upright and made anew: place, time and device are not kept.',
    security: [{ api_key: [] }],
    request: {
      params: z.object({ draft: z.string() }),
      headers: idempotency,
      body: {
        required: true,
        content: {
          'image/jpeg': { schema: photo },
          'image/png': { schema: photo },
          'image/webp': { schema: photo },
        },
      },
    },
    responses: {
      201: json('Kept.', draftPhoto),
      ...notFound,
      ...refusals,
      403: refusedWith('The key has no such scope.'),
      409: refusedWith('The same key is at work right now; see Retry-After.'),
      413: refusedWith(`More than ${PHOTO_BODY_MAX_BYTES / 1024 / 1024} MiB.`),
      415: refusedWith('No photo by its Content-Type, or packed.'),
    },
  }),
  freshness: 'none',
  async handle(call) {
    const { c, options } = call;
    const actor = machine(call);
    readQuery(c, z.strictObject({}));
    const idempotencyKey = readIdempotencyKey(c);
    const token = c.req.param('draft') ?? '';
    const kept = await options.faces.complaints.addDraftPhoto(
      actor,
      { token, photo: await readPhoto(c.req.raw) },
      { idempotencyKey },
    );
    return c.json(toDraftPhoto(kept), 201);
  },
};

export const draftRoutes: readonly Route[] = [begin, add];
