import { isAppError } from '@otklik/kernel';
import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { archiveOf } from '#lib/server/own-data.ts';
import { STEP_UP_PATH } from '#lib/server/step-up.ts';
import type { RequestHandler } from './$types';

/** One's own data as an archive, made while they wait; no copy of it stays. */
export const POST: RequestHandler = async ({ locals }) => {
  try {
    const archive = await archiveOf(locals);
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
    // Proved, they come back to a page with one button that asks for the archive again.
    if (isAppError(thrown) && thrown.code === 'step-up-required')
      redirect(303, localizePath(STEP_UP_PATH, locals.locale));
    if (isAppError(thrown)) error(thrown.status, thrown.code);
    throw thrown;
  }
};
