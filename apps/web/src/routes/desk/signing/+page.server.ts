import { localizePath } from '@otklik/i18n';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedSigning, typedSigning } from '#lib/server/signing-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What waits for a signature in one's clinics, and who signs in the one that was chosen. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const grants = actor.kind === 'person' ? actor.grants : [];
  const has = (role: string): boolean => grants.some((grant) => grant.role === role);
  const answers = has('executor') || has('head');
  const waiting = answers
    ? await services.cases.listDrafts(actor, {}).catch(leadFrom(url))
    : { clinics: [], drafts: [] };
  const code = url.searchParams.get('clinic') ?? waiting.clinics[0]?.code ?? null;
  const rights = code
    ? await services.cases.listSigning(actor, { clinic: code }).catch((thrown: unknown) => {
        // A clinic that nobody knows, or of another: the page says nothing of it.
        if (refusalOf(thrown)) return null;
        throw thrown;
      })
    : null;
  return {
    waiting,
    rights,
    names_deputy: has('head'),
    names_signer: has('administrator'),
    done: url.searchParams.get('done'),
    now: services.now(),
  };
};

const nameBy = (kind: 'deputy' | 'signer') => async (event: RequestEvent) => {
  const form = await event.request.formData();
  const typed = typedSigning(form);
  const { cases } = event.locals.services;
  const { forName, forPost, fromDate, toDate, ...signer } = typed;
  try {
    if (kind === 'deputy')
      await cases.nameDeputy(event.locals.actor, { ...signer, forName, forPost, fromDate, toDate });
    else await cases.nameSigner(event.locals.actor, signer);
  } catch (thrown) {
    return refusedSigning(thrown, typed, event.url);
  }
  const query = new URLSearchParams({ clinic: typed.clinic, done: 'named' });
  redirect(303, localizePath(`/desk/signing?${query}`, event.locals.locale));
};

export const actions: Actions = {
  deputy: nameBy('deputy'),
  signer: nameBy('signer'),
  end: async (event) => {
    const form = await event.request.formData();
    const clinic = String(form.get('clinic') ?? '');
    await event.locals.services.cases
      .endSigningRight(event.locals.actor, { id: String(form.get('id') ?? '') })
      .catch((thrown: unknown) => {
        // Ended in another window before: what was wanted is so.
        if (refusalOf(thrown)?.code !== 'not-found') leadFrom(event.url)(thrown);
      });
    const query = new URLSearchParams({ clinic, done: 'ended' });
    redirect(303, localizePath(`/desk/signing?${query}`, event.locals.locale));
  },
};
