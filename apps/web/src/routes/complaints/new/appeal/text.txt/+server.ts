import { preparedAppeal } from '#lib/server/appeal-text.ts';
import type { RequestHandler } from './$types';

/** The prepared text as a file. */
export const GET: RequestHandler = async (event) =>
  new Response(`\uFEFF${await preparedAppeal(event)}\n`, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="appeal.txt"',
      'cache-control': 'no-store',
    },
  });
