import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf } from '#lib/server/account-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { retention, now } = locals.services;
  return {
    ...(await retention.overview(locals.actor, {}).catch(leadOn)),
    now: now(),
    done: url.searchParams.get('done'),
  };
};

interface Problem {
  readonly field: string;
  readonly words: string;
}

/** Beside which field the words of a refused hold belong. */
function problemOf(thrown: unknown): Problem | null {
  const refusal = refusalOf(thrown);
  if (refusal?.code === 'not-found')
    return { field: 'subject', words: m.desk_retention_error_subject() };
  if (refusal?.code !== 'invalid-input') return null;
  const issues = (refusal.data['issues'] ?? []) as readonly { path: string }[];
  const path = issues[0]?.path;
  if (path === 'ground') return { field: 'ground', words: m.desk_retention_error_ground() };
  if (path === 'until') return { field: 'until', words: m.desk_retention_error_until() };
  return { field: 'subject', words: m.desk_retention_error_subject() };
}

export const actions: Actions = {
  hold: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = {
      subject: textOf(form, 'subject').trim(),
      ground: textOf(form, 'ground').trim(),
      until: textOf(form, 'until').trim(),
    };
    const { cases, notices } = locals.services;
    const hold = { ground: typed.ground, until: typed.until || null };
    try {
      if (typed.subject.includes('@'))
        await notices.holdContact(locals.actor, { email: typed.subject, ...hold });
      else await cases.holdCase(locals.actor, { number: typed.subject, ...hold });
    } catch (thrown) {
      const problem = problemOf(thrown);
      return refused(thrown, problem?.field ?? '', typed, problem?.words);
    }
    redirect(303, `${localizePath('/desk/retention', locals.locale)}?done=held`);
  },
  lift: async ({ request, locals }) => {
    const form = await request.formData();
    try {
      await locals.services.retention.liftHold(locals.actor, { holdId: textOf(form, 'hold') });
    } catch (thrown) {
      return refused(thrown, '', { subject: '', ground: '', until: '' });
    }
    redirect(303, `${localizePath('/desk/retention', locals.locale)}?done=lifted`);
  },
};
