import { defineQuery, newSecret } from '@otklik/kernel';
import { fieldsToResponse, viewForm, type Form } from '@otklik/questionnaire';
import { dayIn } from '@otklik/registry';
import { stepsOf } from '@otklik/survey-forms';
import { placeById } from '@otklik/surveys';
import { openLink } from '../answer-link.ts';
import { onlyVisitor } from '../policy.ts';
import { lookAtLink as input } from '../schema.ts';
import { findDraft, type Draft } from '../store/drafts.ts';
import { workedOut } from '../worked-out.ts';

interface Option {
  readonly valueCoding?: { readonly code?: unknown };
  readonly valueInteger?: unknown;
}
const optionCodes = (options: unknown): string[] =>
  (Array.isArray(options) ? (options as readonly Option[]) : []).map(
    ({ valueCoding, valueInteger }) => String(valueCoding?.code ?? valueInteger ?? ''),
  );

/** What the letter chose, laid over what was typed; a code that the form does not offer is nothing. */
function withChosen(
  form: Form,
  items: Draft['items'],
  chosen: { readonly item: string; readonly code: string } | undefined,
): Draft['items'] {
  const def = chosen && form.byLinkId.get(chosen.item.split('/').at(-1) ?? '');
  if (!chosen || !def) return items;
  let top = def;
  while (top.parent) top = top.parent;
  const isOffered = optionCodes(def.raw['answerOption']).includes(chosen.code);
  const offered = fieldsToResponse(form, [[chosen.item, chosen.code]], {}, { step: [top.linkId!] });
  // Laid over the draft's own answers of that page, which are sent along with it.
  const others = items.filter((item) => item['linkId'] !== top.linkId);
  return isOffered && others.length === items.length ? [...items, ...offered] : items;
}

/**
 * The form behind a link as a page shows it, with what was typed so far. Looking changes nothing, however often.
 * @throws AppError not-found, link-expired
 */
export const lookAtLink = defineQuery({
  name: 'survey-answers.look-at-link',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ app, tx, input: { token, locale, chosen } }) {
    const { invited, form } = await openLink(tx, token);
    const draft = await findDraft(tx, app.ports.keys, token);
    const items = await workedOut(form, withChosen(form, draft?.items ?? [], chosen), app.log);
    const place = (await placeById(tx, invited.placeId))!;
    const response = { item: items };
    return {
      place: { nameRu: place.name_ru, nameEn: place.name_en, code: place.code },
      serviceCode: invited.serviceCode,
      visitedOn: invited.visitedAt && dayIn(place.zone, invited.visitedAt),
      expiresOn: invited.expiresOn,
      isBegun: draft !== null,
      items,
      steps: stepsOf(form, response),
      view: viewForm(form, response, locale),
      /** For the last page: see `receiptOf`. */
      nonce: newSecret(),
    };
  },
});
