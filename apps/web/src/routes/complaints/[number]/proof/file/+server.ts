import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The proof of filing as a file, for the author alone. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  const asked = url.searchParams.get('sending');
  if (asked !== null && !/^\d{1,3}$/.test(asked)) error(404, 'not-found');
  const proof = await locals.services.complaints
    .getFilingProof(locals.actor, {
      number: params.number,
      ...(asked ? { sending: Number(asked) } : {}),
    })
    .catch((thrown: unknown) => {
      if (isAppError(thrown)) error(thrown.status, thrown.code);
      throw thrown;
    });
  return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="otklik-proof-${params.number}${asked ? `-${asked}` : ''}.json"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
};
