import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import { previewOf, publicComplaint } from '#lib/server/preview-card.ts';
import type { RequestHandler } from './$types';

/** Short: the picture of a message that is taken back must be gone from copies soon. */
const SHARED_s = 300;

/** The card of a public message, for those who share its link. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const number = params.number.replace(/\.png$/, '');
  if (number === params.number || !/^[\d-]{5,20}$/.test(number)) error(404, 'not-found');
  try {
    const found = await publicComplaint(locals, number);
    if (!found) error(404, 'not-found');
    const { bytes, tag } = await previewOf(locals, found);
    const headers = {
      'content-type': 'image/png',
      'cache-control': `public, max-age=${SHARED_s}`,
      etag: `"${tag}"`,
    };
    if (request.headers.get('if-none-match')?.includes(tag))
      return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(bytes), {
      headers: { ...headers, 'content-length': String(bytes.length) },
    });
  } catch (thrown) {
    if (isAppError(thrown))
      error(thrown.code === 'invalid-input' ? 404 : thrown.status, thrown.code);
    throw thrown;
  }
};
