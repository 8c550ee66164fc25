import type { ApiScope } from '@otklik/accounts';
import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The machines' keys of the region. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  const keys = await services.accounts.listApiKeys(actor, {}).catch(leadFrom(url));
  return { keys, done: url.searchParams.get('done'), now: services.now() };
};

const CONTROLS = () =>
  ({
    name: { label: m.keys_name() },
    scopes: { label: m.keys_scopes(), kind: 'choice' },
    perHour: { label: m.keys_per_hour(), kind: 'number' },
    perDay: { label: m.keys_per_day(), kind: 'number' },
    until: { label: m.keys_until() },
    contactNote: { label: m.keys_contact() },
  }) as const;

type Typed = Record<
  'keyId' | 'name' | 'scopes' | 'perHour' | 'perDay' | 'until' | 'contactNote',
  string
>;

async function typedIn({ request }: { readonly request: Request }): Promise<{ typed: Typed }> {
  const form = await request.formData();
  const text = (name: string): string => textIn(form, name).trim();
  const typed = {
    keyId: text('keyId'),
    name: text('name'),
    // Several in one line, as the form reads them again.
    scopes: form.getAll('scopes').map(String).join(' '),
    perHour: text('perHour'),
    perDay: text('perDay'),
    until: text('until'),
    contactNote: text('contactNote'),
  };
  return { typed };
}

const quotaOf = ({ perHour, perDay, until }: Typed) => ({
  perHour,
  perDay,
  ...(until ? { until } : {}),
});

/** Gives a refusal back to the form; a session that ended leads to the door. */
function refusedHere(thrown: unknown, typed: Typed, url: URL) {
  if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
  return refusedForm(thrown, typed, CONTROLS());
}

export const actions: Actions = {
  // The answer itself shows the key: it stands in no address, no cookie and no row.
  make: async (event) => {
    const { typed } = await typedIn(event);
    const { services, actor } = event.locals;
    try {
      const { key } = await services.accounts.createApiKey(actor, {
        name: typed.name,
        scopes: typed.scopes.split(' ').filter(Boolean) as ApiScope[],
        ...quotaOf(typed),
        ...(typed.contactNote ? { contactNote: typed.contactNote } : {}),
      });
      return { key, key_name: typed.name };
    } catch (thrown) {
      return refusedHere(thrown, typed, event.url);
    }
  },
  quota: async (event) => {
    const { typed } = await typedIn(event);
    const { services, actor, locale } = event.locals;
    try {
      await services.accounts.setApiKeyQuota(actor, { keyId: typed.keyId, ...quotaOf(typed) });
    } catch (thrown) {
      return refusedHere(thrown, typed, event.url);
    }
    redirect(303, localizePath('/desk/keys?done=quota', locale));
  },
  revoke: async (event) => {
    const { typed } = await typedIn(event);
    const { services, actor, locale } = event.locals;
    try {
      await services.accounts.revokeApiKey(actor, { keyId: typed.keyId });
    } catch (thrown) {
      return refusedHere(thrown, typed, event.url);
    }
    redirect(303, localizePath('/desk/keys?done=revoked', locale));
  },
};
