import { localizePath, m } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { settleMention } from '#lib/server/desk-inside.ts';
import { textIn as typedIn } from '#lib/server/form-body.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { owedBy } from '#lib/server/systemic-owed.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 8;

/** What waits for this person: each queue of their own with its most urgent cases. */
export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { actor, services } = locals;
  const { queues, only_takes } = await parent();
  if (only_takes) redirect(303, localizePath('/desk/intake', locals.locale));
  // Those who only look on (coordinators, administrators) see what is late.
  const own = queues.filter(({ queue }) => queue !== 'overdue' && queue !== 'all');
  const shown = own.length > 0 ? own : queues.filter(({ queue }) => queue === 'overdue');
  const work = await Promise.all(
    shown.map(async (count) => {
      const input = { queue: count.queue, limit: SHOWN };
      return { ...count, ...(await services.desk.findInQueue(actor, input).catch(leadFrom(url))) };
    }),
  );
  const mentions = await services.desk.listMentions(actor, {}).catch(leadFrom(url));
  const { name, steps } = await services.desk.myPlace(actor, {}).catch(leadFrom(url));
  const moderates =
    actor.kind === 'person' && actor.grants.some(({ role }) => role === 'moderator');
  const notes = moderates
    ? await services.cases.listSupportNotes(actor, {}).catch(leadFrom(url))
    : [];
  const owed = await owedBy(locals).catch(leadFrom(url));
  const alarms = moderates ? await services.cases.listAlarms(actor, {}).catch(leadFrom(url)) : [];
  return {
    work,
    alarms,
    notes,
    owed,
    mentions,
    name,
    steps,
    others: queues.filter((count) => !shown.includes(count)),
    done: url.searchParams.get('done'),
    undo: url.searchParams.get('undo'),
  };
};

export const actions: Actions = {
  settle: settleMention,
  name: async ({ request, locals, url }) => {
    const name = typedIn(await request.formData(), 'name').trim();
    try {
      await locals.services.desk.nameOneself(locals.actor, { name });
    } catch (thrown) {
      if (refusalOf(thrown)?.code !== 'invalid-input') return leadFrom(url)(thrown);
      return fail(422, { problem: m.workbench_name_error(), name: name.slice(0, 200) });
    }
    redirect(303, `${localizePath('/desk', locals.locale)}?done=name`);
  },
};
