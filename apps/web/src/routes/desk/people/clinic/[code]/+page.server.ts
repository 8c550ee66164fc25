import { error } from '@sveltejs/kit';
import { leadOn, refusalOf } from '#lib/server/account-errors.ts';
import type { PageServerLoad } from './$types';

/** Who ever held a role over one clinic. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { accounts, registry, now } = locals.services;
  const { actor } = locals;
  const clinic = await registry.getClinic(actor, { code: params.code }).catch((thrown: unknown) => {
    if (refusalOf(thrown)) error(404, 'not-found');
    throw thrown;
  });
  const reach = { kind: 'clinic', id: clinic.id } as const;
  return {
    clinic: { nameRu: clinic.nameRu, nameEn: clinic.nameEn },
    history: await accounts.listRoleHistory(actor, { reach }).catch(leadOn),
    now: now(),
  };
};
