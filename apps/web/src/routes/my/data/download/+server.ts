import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import { archiveOf, askAgain } from '#lib/server/own-data.ts';
import type { RequestHandler } from './$types';

/** One's own data as an archive, made while they wait; no copy of it stays. */
export const POST: RequestHandler = async ({ locals }) => {
  try {
    const archive = await askAgain(locals.actor, () => archiveOf(locals));
    return new Response(new Uint8Array(archive), {
      headers: {
        'content-type': 'application/zip',
        'content-length': String(archive.length),
        'content-disposition': 'attachment; filename="otklik-my-data.zip"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (thrown) {
    if (isAppError(thrown)) error(thrown.status, thrown.code);
    throw thrown;
  }
};
