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
      const { before } = await locals.services.waitAlerts.confirmAlert(locals.actor, {
        token: params.token,
      });
      return { problems: [], is_dead: false, before };
    } catch (thrown) {
      if (isAppError(thrown) && DEAD.includes(thrown.code))
        return fail(410, { problems: [], is_dead: true, before: null });
      const full = isAppError(thrown) && thrown.data['reason'] === 'too-many-alerts';
      const problems = full
        ? [{ text: m.waits_alert_many() }]
        : refusedForm(thrown, {}).data.problems;
      return fail(isAppError(thrown) ? thrown.status : 422, {
        problems,
        is_dead: false,
        before: null,
      });
    }
  },
};
