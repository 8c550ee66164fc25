import { Readable } from 'node:stream';
import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, redirect } from '@sveltejs/kit';
import { STEP_UP_PATH } from '#lib/server/step-up.ts';
import type { RequestHandler } from './$types';

/** The export of a closed pilot, read file by file while it is sent. */
export const POST: RequestHandler = async ({ locals, params }) => {
  try {
    const archive = await locals.services.readExport(locals.actor, { code: params.code });
    return new Response(Readable.toWeb(Readable.from(archive)) as ReadableStream, {
      headers: {
        'content-type': 'application/x-tar',
        'content-disposition': `attachment; filename="otklik-${params.code}.tar"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'step-up-required')
      redirect(303, localizePath(STEP_UP_PATH, locals.locale));
    if (isAppError(thrown)) error(thrown.status, thrown.code);
    throw thrown;
  }
};
