import type { ViewItem } from '@otklik/survey-forms';
import { nameOf } from '#lib/clinics/names.ts';
import { orLinkPage } from '#lib/server/survey.ts';

const flat = (items: readonly ViewItem[]): ViewItem[] =>
  items.flatMap((item) => [item, ...flat(item.below.flat())]);

/** The form behind a link, as its pages need it. @throws the page that says why the link opens nothing */
export async function lookAt(
  { services, actor, locale }: App.Locals,
  token: string,
  chosen?: { readonly item: string; readonly code: string },
) {
  const asked = { token, locale, ...(chosen ? { chosen } : {}) };
  return orLinkPage(services.surveyAnswers.lookAtLink(actor, asked));
}
type Looked = Awaited<ReturnType<typeof lookAt>>;

/** One page of a form. @param index the page's place in the whole form; the first when absent or left out */
export function stepOf(looked: Looked, index?: number) {
  const { steps, view, nonce } = looked;
  const at = Math.max(
    0,
    steps.findIndex((step) => step.index === index),
  );
  const step = steps[at] ?? { index: 0, linkIds: [] };
  const items = view.items.filter(({ linkId }) => step.linkIds.includes(linkId));
  const all = flat(items);
  return {
    index: step.index,
    linkIds: step.linkIds,
    number: at + 1,
    count: steps.length,
    isFirst: at === 0,
    isLast: at >= steps.length - 1,
    nonce,
    items,
    keys: Object.fromEntries(all.map(({ linkId, key }) => [linkId, key])),
    labels: Object.fromEntries(all.map(({ linkId, text }) => [linkId, text?.text ?? ''])),
  };
}
export type SurveyStep = ReturnType<typeof stepOf>;

/** What is said above a form: what for, where and when. */
export const aboutOf = (looked: Looked) => ({
  title: looked.view.title,
  place: nameOf(looked.place),
  serviceCode: looked.serviceCode,
  visitedOn: looked.visitedOn,
  expiresOn: looked.expiresOn,
});
export type SurveyAbout = ReturnType<typeof aboutOf>;
