import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions } from './$types';

const DEAD = ['link-expired', 'not-found', 'invalid-input'];

// The page itself begins nothing: scanners of mail open links, people press buttons.
export const actions: Actions = {
  default: async ({ params, locals }) => {
    try {
      const begun = await locals.services.subscriptions.confirmSubscription(locals.actor, {
        token: params.token,
      });
      return {
        problems: [],
        is_dead: false,
        begun: { title: begun.title[locals.locale], frequency: begun.frequency },
      };
    } catch (thrown) {
      const dead = isAppError(thrown) && DEAD.includes(thrown.code);
      if (dead) return fail(410, { problems: [], is_dead: true, begun: null });
      const full = isAppError(thrown) && thrown.data['reason'] === 'too-many-subscriptions';
      const problems = full
        ? [{ text: m.subscriptions_too_many() }]
        : refusedForm(thrown, {}).data.problems;
      return fail(isAppError(thrown) ? thrown.status : 422, {
        problems,
        is_dead: false,
        begun: null,
      });
    }
  },
};
