import { localizePath, m } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf } from '#lib/server/account-errors.ts';
import { dayEnd, dayStart } from '#lib/server/local-day.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { accounts, now } = locals.services;
  const { actor } = locals;
  const people = await accounts.listStaff(actor, {}).catch(leadOn);
  const { id: personId } = params;
  const history = await accounts.listRoleHistory(actor, { personId }).catch(leadOn);
  const person = people.find((one) => one.personId === personId);
  if (!person && history.length === 0) error(404, 'not-found');
  return {
    person: person ?? null,
    email: person?.email ?? history[0]?.email ?? '',
    history,
    others: people
      .filter((one) => one.personId !== personId && !one.disabled && !one.oneself)
      .map(({ personId: id, email }) => ({ personId: id, email: email ?? id })),
    now: now(),
    done: url.searchParams.has('done'),
  };
};

const wordsOf = (thrown: unknown): string | undefined =>
  refusalOf(thrown)?.code === 'invalid-input' ? m.accounts_roles_check_fields() : undefined;

export const actions: Actions = {
  revoke: async ({ request, locals, params }) => {
    const form = await request.formData();
    const typed = { grantId: textOf(form, 'grant'), reason: textOf(form, 'reason') };
    try {
      await locals.services.accounts.revokeRole(locals.actor, typed);
    } catch (thrown) {
      return refused(thrown, 'reason', typed, wordsOf(thrown));
    }
    redirect(303, `${localizePath(`/desk/people/${params.id}`, locals.locale)}?done=revoked`);
  },
  handOver: async ({ request, locals, params }) => {
    const form = await request.formData();
    const typed = {
      grantId: textOf(form, 'grant'),
      toPersonId: textOf(form, 'to'),
      from: textOf(form, 'from'),
      until: textOf(form, 'until'),
      reason: textOf(form, 'why'),
    };
    const { grantId, toPersonId, reason, from, until } = typed;
    // Days where the region is; the last day of a term is still part of it.
    const zone = await regionZone(locals);
    const validFrom = dayStart(zone, from)?.toISOString();
    const validTo = dayEnd(zone, until)?.toISOString();
    try {
      await locals.services.accounts.handOverRole(locals.actor, {
        grantId,
        toPersonId,
        reason,
        ...(validFrom ? { validFrom } : {}),
        ...(validTo ? { validTo } : {}),
      });
    } catch (thrown) {
      return refused(thrown, 'why', typed, wordsOf(thrown));
    }
    redirect(303, `${localizePath(`/desk/people/${params.id}`, locals.locale)}?done=handed`);
  },
  disable: async ({ locals, params }) => {
    try {
      await locals.services.accounts.disablePerson(locals.actor, { personId: params.id });
    } catch (thrown) {
      return refused(thrown, '', {});
    }
    redirect(303, `${localizePath('/desk/people', locals.locale)}?done=changed`);
  },
};
