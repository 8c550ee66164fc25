import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { hasSaid, keepSaid } from '#lib/server/point-cookies.ts';
import { againAt, pointPage, refusedAt, sentAt } from '#lib/server/point-form.ts';
import { orLinkPage } from '#lib/server/survey.ts';
import type { Actions, PageServerLoad } from './$types';

const ACTION = 'survey-modes.answer-at-poster';

/** The form of a poster. Opening it changes nothing. */
export const load: PageServerLoad = async ({ locals, params, cookies }) => {
  const { services, actor, locale } = locals;
  const { code } = params;
  const shown = await orLinkPage(services.surveyModes.lookAtPoster(actor, { code, locale }));
  return {
    page: pointPage(shown),
    hasSaid: hasSaid(cookies, code),
    puzzle: await services.proofOfWork.challenge(ACTION, services.now()),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, cookies }) => {
    const { services, actor, locale } = locals;
    const { code } = params;
    const done = localizePath(`/s/${code}/done`);
    if (hasSaid(cookies, code)) redirect(303, done);
    const { fields, nonce, proof, trap } = sentAt(await request.formData());
    const judged = await orLinkPage(
      services.surveyModes.judgeAtPoster(actor, { code, locale, fields }),
    );
    const page = pointPage(judged);
    // Bots fill what people do not see.
    if (trap !== '') return againAt(page, 'refused');
    if (judged.isEmpty) return againAt(page, 'empty');
    if (judged.faults.length > 0) return againAt(page, 'faults');
    try {
      const answer = { code, fields, nonce };
      const { receipt } = await services.surveyModes.answerAtPoster(actor, answer, {
        proofOfWork: proof,
      });
      keepSaid(cookies, code, receipt);
    } catch (thrown) {
      return againAt(page, refusedAt(thrown));
    }
    redirect(303, done);
  },
};
