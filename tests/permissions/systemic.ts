import { sql } from 'kysely';
import { clinicById } from '@otklik/registry';
import { json } from '@otklik/db';
import { newId, type Actor, type Tx } from '@otklik/kernel';
import { startPlanClock } from '../../modules/systemic/src/store/clocks.ts';
import { insertMember } from '../../modules/systemic/src/store/members.ts';
import { insertPlan, letPlanOut, planIn } from '../../modules/systemic/src/store/plans.ts';
import { insertSystemic, type SystemicRow } from '../../modules/systemic/src/store/systemic.ts';
import type { SystemicState } from '../../modules/systemic/src/model.ts';
import { staff, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about systemic cases, the board's cells, the meeting and machines' keys. */

const NUMBER = '26-900001-5';
const CAUSE = 'wait-at-door-over-1h';
const WORDS = {
  titleRu: 'Ждут у двери дольше часа',
  whyRu: 'Несколько человек за месяц написали об одном и том же кабинете.',
};
const PLAN = {
  outcome: 'change-planned' as const,
  text: 'Открываем второй кабинет и меняем расписание смен.',
  steps: [{ what: 'Открыть второй кабинет', owner: 'Завхоз', until: '2026-07-20' }],
  signerName: 'Иванова А. А.',
  signerPost: 'Главный врач',
};
const DAY_ms = 86_400_000;
type Arrange = NonNullable<Sample['arrange']>;

/** The one of the world, of which everybody reads: opened by a coordinator, about the topic's category. */
export async function systemicOfWorld(
  { faces }: TestInstallation,
  clinic: string,
  cause: string,
  cases: readonly string[],
): Promise<string> {
  const coordinator = staff(newId(), { role: 'coordinator', reach: { kind: 'region' } });
  const asked = { clinic, cause, ...WORDS, cases: [...cases] };
  return (await faces.systemic.openSystemic(coordinator, asked)).number;
}

async function withPlan(tx: Tx, row: SystemicRow, isPublished: boolean): Promise<void> {
  await insertPlan(tx, row, PLAN, newId());
  const plan = (await planIn(tx, row.id, 'handed-in'))!;
  if (isPublished) await letPlanOut(tx, row, plan, PLAN, newId());
}

const arranged =
  (state: SystemicState, plan?: 'waiting' | 'published'): Arrange =>
  async (tx, world) => {
    const row = await insertSystemic(tx, await clinicById(tx, world.clinic.id), CAUSE);
    const caseId = world.cases['in-work']!.id;
    await insertMember(tx, row.id, { kind: 'case', caseId, on: '2026-06-10' }, 'test');
    const opened_at = new Date(tx.now.getTime() - 120 * DAY_ms);
    await tx.db
      .updateTable('systemic_cases')
      .set({
        ...(await startPlanClock(tx, row)),
        number: NUMBER,
        title_ru: WORDS.titleRu,
        why_ru: WORDS.whyRu,
        opened_at,
        state,
        done_at: state === 'done' ? new Date(tx.now.getTime() - 91 * DAY_ms) : null,
        ...(state === 'closed' ? { closed_at: tx.now, closing: json({}) } : {}),
      })
      .where('id', '=', row.id)
      .execute();
    if (plan) await withPlan(tx, row, plan === 'published');
  };
/** A norm that one message calls broken, in a region that says the smallest count. */
const brokenOnce: Arrange = async (tx, world) => {
  await sql`insert into disclosure (region_id, cells_min) values (${world.author.region}, 1)
    on conflict (region_id) do update set cells_min = 1`.execute(tx.db);
  await tx.db
    .updateTable('complaints')
    .set({ breach: json({ broken: true, rule: 'test' }) })
    .where('case_id', '=', world.cases['in-work']!.id)
    .execute();
};
const on = (rest: Record<string, unknown>, arrange: Arrange): Sample[] => [
  { input: () => ({ number: NUMBER, ...rest }), arrange },
];
const numberOf =
  (state: string) =>
  (world: World): string =>
    world.cases[state]!.number;
const withCase = (state: string, arrange: Arrange): Sample[] => [
  { input: (world: World) => ({ number: NUMBER, case: numberOf(state)(world) }), arrange },
];
const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];
const some = (found: readonly unknown[]): string => (found.length > 0 ? 'it' : 'nothing');

export const SYSTEMIC: Readonly<Record<string, readonly Sample[]>> = {
  'systemic.open-systemic': ask((world) => ({
    clinic: world.clinic.code,
    cause: CAUSE,
    ...WORDS,
    cases: [numberOf('in-work')(world), numberOf('answered')(world)],
  })),
  'systemic.join-member': withCase('answered', arranged('open')),
  'systemic.part-member': withCase('in-work', arranged('open')),
  'systemic.dismiss-systemic': on({ agreed: 'dismiss' }, arranged('open')),
  'systemic.reopen-systemic': withCase('answered', arranged('closed')),
  'systemic.hand-in-plan': on(PLAN, arranged('open')),
  'systemic.publish-plan': on({}, arranged('open', 'waiting')),
  'systemic.return-plan': on({ reason: 'boilerplate-only' }, arranged('open', 'waiting')),
  'systemic.report-step': on({ position: 0 }, arranged('planned', 'published')),
  'systemic.judge-close': on(
    { finding: 'closed', whyRu: 'За три месяца об этом больше не писали.', kept: [0] },
    arranged('done', 'published'),
  ),
  'systemic.note-due-plan': on({}, arranged('open')),
  'systemic.recount-plan': on({}, arranged('open')),
  'systemic.list-due-plans': ask(),
  'systemic.list-moved-plans': ask(),
  'systemic.list-broken-norms': ask(),
  'systemic.propose-by-norm': [
    {
      input: ({ clinic }) => ({ ref: `test/${clinic.code}/waiting/2026-Q2`, cause: 'waiting' }),
      arrange: brokenOnce,
    },
  ],
  // Questions change nothing, and find what the world holds.
  'systemic.get-systemic': [
    {
      input: (world) => ({ number: world.systemic }),
      shows: (output: { eye: string }) => `as ${output.eye}`,
    },
  ],
  'systemic.list-systemic': ask(),
  'systemic.export-own': ask(),
  'systemic.list-owed': ask(),
  'systemic.of-case': ask((world) => ({ number: numberOf('confirmed')(world) })),
  'systemic.list-candidates': [{ input: () => ({}), shows: some }],
  'systemic.list-desk': [
    {
      input: () => ({}),
      shows: (output: { systemic: unknown[] }) => some(output.systemic),
    },
  ],
  'desk.list-cell': [
    {
      input: () => ({ what: 'in-work', timing: 'in-time' }),
      shows: (output: { cases: unknown[] }) => some(output.cases),
    },
  ],
  'desk.show-meeting': [
    {
      input: () => ({}),
      shows: (output: { cases: unknown[] }) => some(output.cases),
    },
  ],
  'accounts.list-api-keys': ask(),
  'accounts.set-api-key-quota': ask((world) => ({
    keyId: world.ids.apiKey,
    perHour: 10,
    perDay: 100,
  })),
};
