import { localizePath } from '@otklik/i18n';
import { redirect, type Cookies } from '@sveltejs/kit';
import { keepHallReceipt, tabletOf } from '#lib/server/point-cookies.ts';
import { againAt, pointPage, refusedAt, sentAt } from '#lib/server/point-form.ts';
import { orLinkPage } from '#lib/server/survey.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever walks away leaves what they typed on a screen for others: after so long it is gone. */
const LEFT_s = 180;

function deviceOf(cookies: Cookies): string {
  const device = tabletOf(cookies);
  if (!device) redirect(303, localizePath('/hall'));
  return device;
}

/** The form of a tablet, all of it on one page and kept nowhere. Works without script: the browser goes back by itself. */
export const load: PageServerLoad = async ({ locals, cookies, setHeaders }) => {
  const device = deviceOf(cookies);
  const { services, actor, locale } = locals;
  const shown = await orLinkPage(services.surveyModes.lookAtTablet(actor, { device, locale }));
  setHeaders({ refresh: `${LEFT_s}; url=${localizePath('/hall')}` });
  return { page: pointPage(shown) };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const device = deviceOf(cookies);
    const { services, actor, locale } = locals;
    const { fields, nonce } = sentAt(await request.formData());
    const judged = await orLinkPage(
      services.surveyModes.judgeAtTablet(actor, { device, locale, fields }),
    );
    const page = pointPage(judged);
    if (judged.isEmpty) return againAt(page, 'empty');
    if (judged.faults.length > 0) return againAt(page, 'faults');
    try {
      const { receipt } = await services.surveyModes.answerAtTablet(actor, {
        device,
        fields,
        nonce,
      });
      keepHallReceipt(cookies, receipt);
    } catch (thrown) {
      return againAt(page, refusedAt(thrown));
    }
    redirect(303, localizePath('/hall/done'));
  },
};
