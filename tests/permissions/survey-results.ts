import { NOK_WEIGHTS_2018 } from '@otklik/scoring';
import { regionScope, systemScope, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { formFor } from '@otklik/survey-forms';
import { insertPromise } from '../../modules/survey-results/src/store/promises.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

const daysOn = (world: World, days: number): string =>
  new Date(world.house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** The samples of the verbs about results of surveys. */

const of = (rest: object = {}): Sample[] => [
  { input: (world: World) => ({ place: world.clinic.code, locale: 'en', ...rest }) },
];

const PROMISE = '00000000-0000-4000-8000-0000000000f1';
const promised =
  (state: 'handed-in' | 'promised') =>
  async (tx: Tx, world: World): Promise<void> =>
    insertPromise(tx, {
      id: PROMISE,
      place_id: world.clinic.id,
      item: 'building',
      words: 'New benches will stand in the hall.',
      owner: 'deputy head',
      due_on: '2100-01-01',
      state,
      outcome: null,
      settled_on: null,
      made_on: '2026-01-01',
      written_by: 'person:somebody-else',
      decided_by: null,
      version: 1,
    });

/** The clinic's mark of its building fell this spring; written by the role of the answers alone, so it is the world's. */
export async function fallOfWorld(
  { app, clock }: TestInstallation,
  clinicId: string,
): Promise<void> {
  const now = clock.now();
  const asked = { kind: 'visit', sector: 'health', audience: 'adult' } as const;
  const form = await app.store.withScope(
    regionScope(REGION),
    async (tx) => formFor(tx, asked, await todayOf(tx)),
    { readonly: true, now },
  );
  /** So many answers of this month, half of them half a point above the mean and half below. */
  const marks = (scope: string, month: string, n: number, mean: number) => ({
    region_id: REGION,
    scope,
    form_id: form!.formId,
    form_version: '',
    mode: 'mail' as const,
    month,
    item: 'building',
    method: 'points' as const,
    method_version: '1',
    n,
    weight: n,
    weight_sq: n,
    sum: n * mean,
    sum_sq: n * (mean ** 2 + 0.25),
  });
  const place = `place:${clinicId}`;
  await app.store.withScope(
    systemScope(REGION, 'test'),
    (tx) =>
      tx.db
        .insertInto('shown_scores')
        .values([
          marks(place, '2026-01-01', 40, 4.5),
          marks(place, '2026-04-01', 24, 1.5),
          marks('sector:health', '2026-01-01', 400, 4.5),
          marks('sector:health', '2026-04-01', 400, 4.4),
        ])
        .execute(),
    { as: 'answers', now },
  );
}

export const SURVEY_RESULTS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-results.get-place': of(),
  'survey-results.list-ways': [{ input: () => ({}) }],
  'survey-results.list-signals': [{ input: () => ({}) }],
  'survey-results.check-signal': [
    {
      input: (world: World) => ({
        key: `taken-back|${world.clinic.id}||${daysOn(world, 0).slice(0, 7)}-01`,
        found: 'explained',
        words: 'A mistake of the export',
      }),
      arrange: async (tx: Tx, world: World): Promise<void> => {
        await tx.db
          .insertInto('survey_corrections')
          .values({
            region_id: REGION,
            place_id: world.clinic.id,
            day: daysOn(world, 0),
            kind: 'cancelled',
            stage: 'after-letter',
            n: 20,
          })
          .execute();
      },
    },
  ],
  'survey-results.get-funnel': of(),
  'survey-results.get-desk-place': of(),
  'survey-results.latest-release': of(),
  'survey-results.compare-places': [{ input: () => ({ locale: 'en' }) }],
  'survey-results.export-part': [{ input: () => ({}) }],
  'survey-results.export-results': [{ input: () => ({}) }],
  'survey-results.get-nok': [{ input: (world: World) => ({ place: world.clinic.code }) }],
  'survey-results.may-check': [{ input: (world: World) => ({ place: world.clinic.code }) }],
  'survey-results.list-nok': [{ input: () => ({}) }],
  'survey-results.export-nok': [{ input: () => ({}) }],
  'survey-results.put-nok-facts': [
    {
      input: (world: World) => ({
        place: world.clinic.code,
        checkedOn: '2026-01-10',
        source: 'report of the check',
        facts: { conditions: 4 },
      }),
    },
  ],
  'survey-results.put-weights': [
    {
      input: () => ({
        sector: 'health',
        validFrom: '2027-01-01',
        source: 'order of the region',
        weights: NOK_WEIGHTS_2018['health'],
      }),
    },
  ],
  'survey-results.list-drops': [{ input: () => ({}) }],
  'survey-results.propose-by-drop': [
    {
      input: (world: World) => ({
        ref: `building/${world.clinic.code}/2026-Q2`,
        clinicId: world.clinic.id,
      }),
    },
  ],
  'survey-results.list-promises': of(),
  'survey-results.list-desk-promises': of(),
  'survey-results.make-promise': [
    {
      input: (world: World) => ({
        place: world.clinic.code,
        item: 'building',
        words: 'New benches will stand in the hall.',
        owner: 'deputy head',
        dueOn: daysOn(world, 30),
      }),
    },
  ],
  'survey-results.judge-promise': [
    {
      input: () => ({ id: PROMISE, version: 1, decision: 'pass' }),
      arrange: promised('handed-in'),
    },
  ],
  'survey-results.report-promise': [
    {
      input: () => ({
        id: PROMISE,
        version: 1,
        report: 'done',
        words: 'The benches stand there now.',
      }),
      arrange: promised('promised'),
    },
  ],
  'survey-results.list-methods': [{ input: () => ({}) }],
};
