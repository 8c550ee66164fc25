import { refusalOf } from '#lib/server/account-errors.ts';
import type { RequestHandler } from './$types';

/** A question for a passkey, alike for everybody; by POST, since each one is kept until it is answered. */
export const POST: RequestHandler = async ({ locals }) => {
  const headers = { 'content-type': 'application/json' };
  try {
    const { options } = await locals.services.accounts.beginPasskeyProof(locals.actor, {});
    return new Response(options, { headers });
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (!refusal) throw thrown;
    return new Response(JSON.stringify({ code: refusal.code }), {
      status: refusal.status,
      headers,
    });
  }
};
