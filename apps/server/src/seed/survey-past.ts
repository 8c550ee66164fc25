import { randomUUID } from 'node:crypto';
import { systemScope, type Tx } from '@otklik/kernel';
import { clinicsOf, todayOf } from '@otklik/registry';
import { importAnswers, type PastAnswer } from '@otklik/survey-answers';
import { formFor } from '@otklik/survey-forms';
import { importDayCounts, placeByCode, putPlace, type DayCounts } from '@otklik/surveys';
import type { Installation } from '../assemble.ts';
import { randomOf } from './random.ts';
import { pastAccess, pastAnswers, type SurveyScene } from './survey-answers-past.ts';

const BATCH_ANSWERS = 10_000;
const DAY_ms = 86_400_000;
/** Clinics and services beside them of a demonstration: enough to compare, few enough to be quick. */
const DEMO_CLINICS = 24;
/** Of every answer so many were asked, were in the sample, could be asked, were reported. */
const FUNNEL = { sent: 4, sampled: 4, eligible: 6, reported: 7 };

/** Services that are no clinics: invented, of the state and not. */
const SERVICES = [
  [
    'demo-kindergarten-1',
    'kindergarten',
    true,
    'Детский сад «Ромашка» (пример)',
    'Kindergarten “Daisy” (example)',
  ],
  ['demo-school-1', 'school', true, 'Школа «На холме» (пример)', 'School on the Hill (example)'],
  [
    'demo-rehabilitation-1',
    'rehabilitation',
    false,
    'Центр реабилитации «Шаг» (пример)',
    'Rehabilitation centre “Step” (example)',
  ],
  [
    'demo-sport-1',
    'sport',
    false,
    'Спортивная секция «Волна» (пример)',
    'Sports club “Wave” (example)',
  ],
] as const;

async function putServices(tx: Tx, zone: string): Promise<void> {
  for (const [code, sector, isState, nameRu, nameEn] of SERVICES)
    if (!(await placeByCode(tx, code)))
      await putPlace(tx, {
        id: randomUUID(),
        code,
        organisation_id: null,
        clinic_id: null,
        sector,
        is_state: isState,
        name_ru: nameRu,
        name_en: nameEn,
        zone,
        district_id: null,
        okrug_id: null,
        valid_from: null,
        valid_to: null,
      });
}

/** Places that are asked about, each with its form of today; the demonstration's own clinic first. */
async function scenesOf(tx: Tx, seed: number, clinics_max: number): Promise<SurveyScene[]> {
  const today = await todayOf(tx);
  const clinics = (await clinicsOf(tx)).filter(({ demo }) => demo).slice(0, clinics_max);
  const codes = [...clinics.map(({ code }) => code), ...SERVICES.map(([code]) => code)];
  const scenes: SurveyScene[] = [];
  for (const code of codes) {
    const place = await placeByCode(tx, code);
    if (!place) continue;
    const form = await formFor(
      tx,
      { kind: 'visit', sector: place.sector, audience: 'adult' },
      today,
    );
    if (!form) continue;
    const random = randomOf(seed, 'survey-load', code);
    scenes.push({
      id: place.id,
      code,
      organisationId: place.organisation_id,
      sector: place.sector,
      formId: form.formId,
      formVersion: form.version,
      load: scenes.length === 0 ? 3 : 0.2 + random.next() ** 2 * 2.5,
    });
  }
  return scenes;
}

/** The places of an invented past, as the seed makes them. */
export const demoScenes = (
  { app, settings }: Installation,
  seed: number,
  clinics_max: number,
): Promise<SurveyScene[]> =>
  app.store.withScope(systemScope(settings.region, 'simulation'), (tx) =>
    scenesOf(tx, seed, clinics_max),
  );

/** How asking went, so that shares of those who answered can be told. */
function dayCounts(
  scenes: readonly SurveyScene[],
  answered: ReadonlyMap<string, number>,
  until: Date,
  days: number,
): DayCounts[] {
  return scenes.flatMap(({ id }) => {
    const a_day = (answered.get(id) ?? 0) / days;
    return Array.from({ length: days }, (_, ago) => {
      const day = new Date(until.getTime() - (ago + 1) * DAY_ms).toISOString().slice(0, 10);
      const of = (times: number): number => Math.ceil(a_day * times);
      const { reported, eligible, sampled, sent } = FUNNEL;
      return {
        place_id: id,
        day,
        reported: of(reported),
        eligible: of(eligible),
        sampled: of(sampled),
        sent: of(sent),
      };
    });
  });
}

/** What attached people without a visit answered, at the demonstration's own clinic. */
async function accessOf(
  { app, settings }: Pick<Installation, 'app' | 'settings'>,
  { seed, until }: { readonly seed: number; readonly until: Date },
  [scene]: readonly SurveyScene[],
): Promise<PastAnswer[]> {
  if (!scene) return [];
  const asked = { kind: 'access', sector: scene.sector, audience: 'adult' } as const;
  const form = await app.store.withScope(systemScope(settings.region, 'simulation'), async (tx) =>
    formFor(tx, asked, await todayOf(tx)),
  );
  return form
    ? [...pastAccess(seed, { ...scene, formId: form.formId, formVersion: form.version }, until)]
    : [];
}

/**
 * An invented past of surveys: places of several sectors, answers with effects of places, a trend, several modes,
 * and one clinic that got worse and better again. By the same counting as a release.
 */
export async function seedSurveyPast(
  { app, settings }: Installation,
  past: {
    readonly seed: number;
    readonly until: Date;
    readonly days_count: number;
    readonly answers_count: number;
    readonly clinics_max?: number;
  },
): Promise<void> {
  const scope = systemScope(settings.region, 'simulation');
  const { scenes, today } = await app.store.withScope(scope, async (tx) => {
    const { time_zone: zone } = await tx.db
      .selectFrom('regions')
      .select('time_zone')
      .where('code', '=', settings.region)
      .executeTakeFirstOrThrow();
    await putServices(tx, zone);
    const scenes = await scenesOf(tx, past.seed, past.clinics_max ?? DEMO_CLINICS);
    return { scenes, today: await todayOf(tx) };
  });
  let batch: PastAnswer[] = [];
  const answered = new Map<string, number>();
  const write = async (): Promise<void> => {
    const rows = batch;
    batch = [];
    await app.store.withScope(scope, (tx) => importAnswers(app, tx, rows, today), {
      as: 'answers',
    });
  };
  for (const answer of pastAnswers(past.seed, scenes, past)) {
    batch.push(answer);
    const at = answer.place_id ?? '';
    answered.set(at, (answered.get(at) ?? 0) + 1);
    if (batch.length === BATCH_ANSWERS) await write();
  }
  batch.push(...(await accessOf({ app, settings }, past, scenes)));
  if (batch.length > 0) await write();
  const counts = dayCounts(scenes, answered, past.until, past.days_count);
  await app.store.withScope(scope, (tx) => importDayCounts(tx, counts));
}
