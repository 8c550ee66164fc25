import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { buttonFile, clinicOfButton, pictureOf } from '#lib/server/clinic-button.ts';
import type { RequestHandler } from './$types';

/** A day: the words change seldom, and a clinic that closes is gone from copies the next day. */
const SHARED_s = 86_400;
const kept = new Map<string, Promise<Uint8Array>>();

/**
 * The picture of a clinic's button, shown on pages of others: the one answer that says `cross-origin` (see
 * `security-headers.ts`). The same for everybody, without a cookie and without a count.
 */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const file = buttonFile(params.file);
  const found = file && (await clinicOfButton(locals, file.code));
  if (!file || !found || found.is_closed) error(404, 'not-found');
  const svg = pictureOf(file);
  const tag = createHash('sha256').update(`${file.kind} ${svg}`).digest('base64url').slice(0, 27);
  const headers = {
    'content-type': file.kind === 'svg' ? 'image/svg+xml' : 'image/png',
    'cache-control': `public, max-age=${SHARED_s}`,
    etag: `"${tag}"`,
  };
  if (request.headers.get('if-none-match')?.includes(tag))
    return new Response(null, { status: 304, headers });
  if (file.kind === 'svg') return new Response(svg, { headers });
  // Two looks in two languages: no more pictures than that are ever kept.
  const drawn = kept.get(tag) ?? locals.services.drawPicture(svg);
  kept.set(tag, drawn);
  const bytes = await drawn.catch((thrown: unknown) => {
    kept.delete(tag);
    throw thrown;
  });
  return new Response(new Uint8Array(bytes), { headers });
};
