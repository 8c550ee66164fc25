import { newId, regionScope, type Actor, type Tx } from '@otklik/kernel';
import { writeDraft } from '../../modules/crowd/src/store/drafts.ts';
import { insertProject, projectByCode } from '../../modules/crowd/src/store/projects.ts';
import {
  changeProposal,
  findProposal,
  insertProposal,
  sealIn,
} from '../../modules/crowd/src/store/proposals.ts';
import { REGION, staff, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';

/** The samples of the verbs about crowd projects. */

const ID = '00000000-0000-7000-8000-0000000000e1';
const NUMBER = '26-900001-5';
const PROJECT = 'project-of-samples';
const OF_WORLD = 'project-of-the-world';
const TOKEN = 'p'.repeat(43);
const TEXT = 'Поставить на каждом этаже пеленальный столик.';
const DIRECTIONS = ['comfort', 'feedback', 'access'].map((code) => ({
  code,
  ru: `По-русски ${code}`,
  en: `In English ${code}`,
}));
type Arrange = NonNullable<Sample['arrange']>;
type State = 'waiting' | 'returned';

async function makeProject(tx: Tx, code: string): Promise<void> {
  await insertProject(tx, {
    code,
    titleRu: 'Проект',
    titleEn: 'A project',
    goalRu: 'Что изменить в поликлинике',
    goalEn: 'What to change in a clinic',
    hostRu: 'Город',
    hostEn: 'The city',
    directions: DIRECTIONS,
    opensOn: '2026-01-01',
    closesOn: '2099-12-31',
    createdBy: null,
    demo: false,
  });
}
const open: Arrange = (tx) => makeProject(tx, PROJECT);

async function proposed(tx: Tx, actor: Actor, state: State, isOwn: boolean): Promise<void> {
  const row = { id: ID, data_key_id: await tx.vault.newKey() };
  await insertProposal(tx, {
    ...row,
    number: NUMBER,
    project_id: (await projectByCode(tx, PROJECT)).id,
    direction: 'comfort',
    clinic_id: null,
    text_sealed: await sealIn(tx, row, 'text_sealed', TEXT),
    author_id: isOwn && actor.kind === 'person' ? actor.personId : null,
    danger: false,
    filed_at: tx.now,
    demo: false,
  });
  if (state === 'waiting') return;
  await changeProposal(tx, (await findProposal(tx, NUMBER, true))!, {
    state,
    reason_code: 'composite',
  });
}

const arranged =
  (state: State = 'waiting', isOwn = false): Arrange =>
  async (tx, world, actor) => {
    await open(tx, world, actor);
    await proposed(tx, actor, state, isOwn);
  };
const on = (rest: object = {}, arrange: Arrange = arranged(), title?: string): Sample => ({
  ...(title ? { title } : {}),
  input: () => ({ number: NUMBER, ...rest }),
  arrange,
});
const asEye = ({ eye }: { eye: string }): string => `as ${eye}`;

export const CROWD: Readonly<Record<string, readonly Sample[]>> = {
  'crowd.open-project': [
    {
      input: () => ({
        code: 'another-project',
        titleRu: 'Проект',
        titleEn: 'A project',
        goalRu: 'Что изменить в поликлинике',
        goalEn: 'What to change in a clinic',
        hostRu: 'Город',
        hostEn: 'The city',
        directions: DIRECTIONS,
        opensOn: '2027-01-01',
        closesOn: '2027-02-01',
      }),
    },
  ],
  'crowd.move-dates': [
    {
      input: () => ({
        project: PROJECT,
        opensOn: '2026-01-01',
        closesOn: '2099-12-30',
        reason: 'Праздники.',
      }),
      arrange: open,
    },
  ],
  'crowd.send-proposal': [
    { input: () => ({ project: PROJECT, direction: 'comfort', text: TEXT }), arrange: open },
  ],
  'crowd.mend-proposal': [on({ text: TEXT }, arranged('returned', true), 'of one’s own')],
  'crowd.withdraw-proposal': [on({}, arranged('waiting', true), 'of one’s own')],
  'crowd.judge-proposal': [on({ decision: 'show' })],
  'crowd.erase-proposal': [
    { input: () => ({ subjectId: ID, ground: 'Просьба автора' }), arrange: arranged() },
  ],
  'crowd.forget-settled': [{ input: () => ({}) }],
  'crowd.forget-drafts': [{ input: () => ({}) }],
  // Questions change nothing, and find what the world holds.
  'crowd.get-draft': [{ input: () => ({ token: TOKEN }) }],
  'crowd.get-project': [{ input: () => ({ code: OF_WORLD }) }],
  'crowd.get-proposal': [
    { title: 'not shown', input: (w) => ({ number: w.crowd.waiting }), shows: asEye },
    { title: 'shown', input: (w) => ({ number: w.crowd.shown }), shows: asEye },
  ],
  'crowd.list-projects': [{ input: () => ({}) }],
  'crowd.list-proposals': [{ input: () => ({ project: OF_WORLD }) }],
  'crowd.list-waiting': [
    {
      input: () => ({}),
      shows: (output: { waiting: unknown[] }) => (output.waiting.length > 0 ? 'it' : 'nothing'),
    },
  ],
  'crowd.list-own': [
    { input: () => ({}), shows: (output: unknown[]) => `${output.length} written` },
  ],
};

/** Of the author of the world: a proposal that waits, one that is shown, and the token of one begun. */
export async function crowdOfWorld({ app, faces }: TestInstallation, author: Actor) {
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      await makeProject(tx, OF_WORLD);
      await writeDraft(tx, TOKEN, { text: TEXT, clinic: null, commentHash: 'x' });
    },
    { now: app.clock.now() },
  );
  const send = async (): Promise<string> =>
    (
      await faces.crowd.sendProposal(author, {
        project: OF_WORLD,
        direction: 'comfort',
        text: TEXT,
      })
    ).number;
  const [waiting, shown] = [await send(), await send()];
  const reader = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
  await faces.crowd.judgeProposal(reader, { number: shown, decision: 'show' });
  return { waiting, shown };
}
