import { isLocale, localizePath, m } from '@otklik/i18n';
import type { Actor, Reach, StaffRole } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf } from '#lib/server/account-errors.ts';
import type { WebServices } from '#lib/server/services.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_people = 30;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { accounts, now } = locals.services;
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const wanted = q.toLowerCase();
  const found = (await accounts.listStaff(locals.actor, {}).catch(leadOn)).filter(
    ({ email, grants }) =>
      [email, ...grants.flatMap(({ place }) => [place?.nameRu, place?.nameEn])].some((text) =>
        text?.toLowerCase().includes(wanted),
      ),
  );
  const pages = Math.max(1, Math.ceil(found.length / SHOWN_people));
  const page = Math.min(pages, Math.max(1, Number(url.searchParams.get('page')) || 1));
  return {
    q,
    total: found.length,
    page,
    pages,
    people: found.slice((page - 1) * SHOWN_people, page * SHOWN_people),
    invitations: await accounts.listInvitations(locals.actor, {}).catch(leadOn),
    now: now(),
    done: url.searchParams.get('done'),
  };
};

/** The reach that the form names by a clinic. @throws AppError not-found for an unknown clinic */
async function reachFrom(
  services: WebServices,
  actor: Actor,
  kind: string,
  code: string,
): Promise<Reach> {
  if (kind === 'region') return { kind: 'region' };
  const clinic = await services.registry.getClinic(actor, { code });
  if (kind === 'organisation' && clinic.organisationId) return { kind, id: clinic.organisationId };
  if (kind === 'district' && clinic.districtId) return { kind, id: clinic.districtId };
  return { kind: 'clinic', id: clinic.id };
}

export const actions: Actions = {
  invite: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = {
      email: textOf(form, 'email'),
      language: textOf(form, 'language'),
      role: textOf(form, 'role'),
      reach: textOf(form, 'reach'),
      clinic: textOf(form, 'clinic').trim(),
    };
    const { services, actor } = locals;
    let reach: Reach;
    try {
      reach = await reachFrom(services, actor, typed.reach, typed.clinic);
    } catch (thrown) {
      const code = refusalOf(thrown)?.code;
      const unknown = code === 'not-found' || code === 'invalid-input';
      return refused(thrown, 'clinic', typed, unknown ? m.accounts_error_clinic() : undefined);
    }
    try {
      await services.accounts.inviteStaff(actor, {
        email: typed.email,
        locale: isLocale(typed.language) ? typed.language : 'ru',
        role: typed.role as StaffRole,
        reach,
      });
    } catch (thrown) {
      return refused(thrown, 'email', typed);
    }
    redirect(303, `${localizePath('/desk/people', locals.locale)}?done=invited`);
  },
  change: async ({ request, locals }) => {
    const form = await request.formData();
    const { accounts } = locals.services;
    const { actor } = locals;
    const change = textOf(form, 'change');
    const [what = '', id = ''] = change.split(':');
    // What shuts somebody out is asked again: one wrong tap in a long list must not do it.
    if (what !== 'invitation' && textOf(form, 'sure') !== 'yes')
      return { asked: { change, said: textOf(form, 'said') } };
    try {
      if (what === 'invitation') await accounts.revokeInvitation(actor, { invitationId: id });
      if (what === 'person') await accounts.disablePerson(actor, { personId: id });
    } catch (thrown) {
      return refused(thrown, '', { email: '', language: '', role: '', reach: '', clinic: '' });
    }
    redirect(303, `${localizePath('/desk/people', locals.locale)}?done=changed`);
  },
};
