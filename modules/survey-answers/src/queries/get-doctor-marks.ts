import { AppError, defineQuery, type Context, type OutputOf, type Tx } from '@otklik/kernel';
import { postsOfAccount } from '@otklik/named-staff';
import { viewForm, type ViewItem } from '@otklik/questionnaire';
import { postsByIds, todayOf } from '@otklik/registry';
import { formFor, formVersion } from '@otklik/survey-forms';
import { placesByIds, placesReached } from '@otklik/surveys';
import type { z } from 'zod';
import { tellsOfAll } from '../model/disclose.ts';
import { doctorMarks as input } from '../receipt-schema.ts';
import { shownMarks, type DoctorCount } from '../store/doctor-marks.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const flat = (items: readonly ViewItem[]): ViewItem[] =>
  items.flatMap((item) => [item, ...flat(item.below.flat())]);

/** The words of the form that is asked now; another form's items stand by their ids. */
async function itemsNow(tx: Tx, formId: string, sector: string, locale: 'ru' | 'en') {
  const asked = { kind: 'visit', sector, audience: 'adult' } as const;
  const ref = await formFor(tx, asked, await todayOf(tx));
  if (ref?.formId !== formId) return new Map<string, ViewItem>();
  const form = await formVersion(tx, ref.formId, ref.version);
  return new Map(flat(viewForm(form, {}, locale).items).map((item) => [item.linkId, item]));
}

function questionsOf(counts: readonly DoctorCount[], items: ReadonlyMap<string, ViewItem>) {
  const own = Map.groupBy(
    counts.filter(({ item }) => item !== ''),
    ({ item }) => item,
  );
  return [...own].flatMap(([linkId, cells]) => {
    const options = cells.filter(({ code }) => code !== '');
    // If everybody answered the same, the figure would tell what each of them did.
    if (tellsOfAll(options.map(({ n }) => n))) return [];
    const view = items.get(linkId);
    const labels = new Map(
      (view?.options ?? []).map(({ value, label }) => {
        const raw = value.value as { readonly code?: unknown } | number;
        return [String(typeof raw === 'object' ? raw.code : raw), label.text];
      }),
    );
    return [
      {
        linkId,
        text: view?.text?.text ?? linkId,
        n: cells.find(({ code }) => code === '')?.n ?? 0,
        options: options.map(({ code, n }) => ({ code, n, label: labels.get(code) ?? code })),
      },
    ];
  });
}

/**
 * Marks of single doctors, where the region counts them: a doctor sees the own ones, the head those of the clinic, in
 * sums of ten or more by quarter. Every reading stands in the act log.
 * @throws AppError sign-in-required, forbidden to anybody else
 */
export const getDoctorMarks = defineQuery({
  name: 'survey-answers.get-doctor-marks',
  input,
  async policy({ tx, actor }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor' || actor.kind === 'receipt')
      throw new AppError('sign-in-required');
    if (actor.kind !== 'person') throw new AppError('forbidden');
    const doctors = await postsOfAccount(tx, actor.personId);
    const places = (await placesReached(tx, actor, ['head'])).map(({ id }) => id);
    if (doctors.length + places.length === 0) throw new AppError('forbidden');
    return { doctors, places };
  },
  audit: ({ subject: { doctors, places } }) => [
    ...doctors.map((id) => ({ object: `post:${id}` })),
    ...places.map((id) => ({ object: `place:${id}` })),
  ],
  async handle({ tx, subject, input: { locale } }) {
    const counts = await shownMarks(tx, subject);
    const ids = [...new Set(counts.map(({ doctorId }) => doctorId))].filter((id) => UUID.test(id));
    const posts = await postsByIds(tx, ids);
    const places = await placesByIds(tx, [...new Set(counts.map(({ placeId }) => placeId))]);
    const figures = [];
    for (const own of Map.groupBy(counts, ({ doctorId, placeId, quarter, formId }) =>
      [doctorId, placeId, quarter, formId].join('|'),
    ).values()) {
      const { doctorId, placeId, quarter, formId } = own[0]!;
      const place = places.get(placeId);
      const items = await itemsNow(tx, formId, place?.sector ?? '', locale);
      figures.push({
        doctor: posts.get(doctorId)?.fullName ?? doctorId,
        place: place ? { nameRu: place.name_ru, nameEn: place.name_en } : null,
        quarter,
        n: own.find(({ item, code }) => item === '' && code === '')?.n ?? 0,
        questions: questionsOf(own, items),
      });
    }
    return { figures };
  },
});

export type DoctorMarks = OutputOf<typeof getDoctorMarks>;
