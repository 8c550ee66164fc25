import { checkCommand } from '#lib/act-log/check-command.ts';
import type { PageServerLoad } from './$types';

const HEADS_SHOWN = 14;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actLog } = locals.services;
  return {
    heads: await actLog.listHeads(locals.actor, { limit: HEADS_SHOWN }),
    filingDays: await actLog.listFilingDays(locals.actor, { limit: HEADS_SHOWN }),
    keys: await actLog.listKeys(locals.actor, {}),
    command: checkCommand(`${url.origin}/api/v1/act-log`),
  };
};
