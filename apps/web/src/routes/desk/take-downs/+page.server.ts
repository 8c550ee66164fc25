import { localizePath, m } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

type Services = App.Locals['services']['complaints'];

/** A controller takes a text down and puts it back; both stay in the public ledger. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const rows = await services.complaints.listStanding(actor, {}).catch(leadFrom(url));
  return {
    standing: rows,
    number: url.searchParams.get('number') ?? '',
    done: url.searchParams.get('done'),
    now: services.now(),
  };
};

const NAMES = [
  'number',
  'kind',
  'ground',
  'demandedBy',
  'decidedBy',
  'decider',
  'decisionNumber',
  'decisionDate',
] as const;

export const actions: Actions = {
  take: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 500);
    const typed = {
      deed: 'take',
      ...(Object.fromEntries(NAMES.map((name) => [name, text(name).trim()])) as Record<
        (typeof NAMES)[number],
        string
      >),
    };
    if (text('agreed') !== 'take-down')
      return fail(422, { problems: [{ field: 'agreed', text: m.takedowns_desk_agree() }], typed });
    const { decisionNumber, decisionDate, deed: _deed, ...rest } = typed;
    try {
      await locals.services.complaints.takeDown(locals.actor, {
        ...rest,
        ...(decisionNumber ? { decisionNumber } : {}),
        ...(decisionDate ? { decisionDate } : {}),
        agreed: 'take-down',
      } as Parameters<Services['takeDown']>[1]);
    } catch (thrown) {
      return refusedForm(thrown, typed, {
        number: { label: m.takedowns_desk_number() },
        kind: { label: m.takedowns_desk_what(), kind: 'choice' },
        ground: { label: m.takedowns_desk_ground(), kind: 'choice' },
        demandedBy: { label: m.takedowns_desk_demanded(), kind: 'choice' },
        decidedBy: { label: m.takedowns_desk_decided(), kind: 'choice' },
        decider: { label: m.takedowns_desk_decider() },
        decisionNumber: { label: m.takedowns_desk_decision_number() },
        decisionDate: { label: m.takedowns_desk_decision_date() },
      });
    }
    redirect(303, localizePath('/desk/take-downs?done=taken', locals.locale));
  },
  back: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = {
      deed: 'back',
      id: String(form.get('id') ?? ''),
      ground: String(form.get('ground') ?? ''),
    };
    const field = `ground-${typed.id}`;
    try {
      await locals.services.complaints.putBack(locals.actor, {
        id: typed.id,
        ground: typed.ground,
        agreed: 'put-back',
      } as Parameters<Services['putBack']>[1]);
    } catch (thrown) {
      return refusedForm(thrown, typed, {
        ground: { label: m.takedowns_desk_back_ground(), kind: 'choice', field },
      });
    }
    redirect(303, localizePath('/desk/take-downs?done=restored', locals.locale));
  },
};
