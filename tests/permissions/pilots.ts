import { admit } from '../../modules/pilots/src/admit.ts';
import { joinPilot } from '../../modules/pilots/src/schema.ts';
import { changePilot, insertPilot } from '../../modules/pilots/src/store/pilots.ts';
import { countStep } from '../../modules/pilots/src/store/closings.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';

/** The samples of pilots and of what the modules of surveys give at the end of one. */

const ask = (input: () => unknown = () => ({})): Sample[] => [{ input }];
type Arrange = NonNullable<Sample['arrange']>;

const school = (code: string) => ({
  code,
  sector: 'school',
  nameRu: 'Школа',
  isState: true,
  isDemo: true,
});
const PILOT = {
  code: 'sampled',
  nameRu: 'Пилот',
  from: '2100-01-01',
  to: '2100-12-31',
  sectors: ['school'],
  places: [school('sampled-1'), school('sampled-2')],
};

const there =
  (state: 'open' | 'closing-asked' | 'closing' | 'closed' = 'open'): Arrange =>
  async (tx) => {
    const asked = joinPilot.parse(PILOT);
    const pilot = await insertPilot(tx, asked, 'digest');
    for (const place of asked.places) await admit(tx, pilot, place);
    if (state === 'open') return;
    await changePilot(tx, pilot.id, {
      state,
      links_until: '2100-01-01',
      closing_asked_by: 'person:somebody-else',
      ...(state === 'closed' ? { closed_on: '2100-01-01', signed_list: '{}' } : {}),
    });
    if (state !== 'closing') return;
    for (const step of ['stop', 'run-out', 'last-batch'] as const)
      await countStep(tx, pilot.id, { step, counts: {}, isDone: true });
  };
const on = (input: unknown, state?: Parameters<typeof there>[0]): Sample[] => [
  { input: () => input, arrange: there(state) },
];

const ON = { code: PILOT.code };
const WORLDS = { code: 'of-the-world' };

/** The pilot of the world: a school of its own, asked about in days to come. */
export const pilotOfWorld = ({ faces }: TestInstallation) =>
  faces.pilots.joinPilot(
    { kind: 'system', region: REGION, name: 'test' },
    { ...PILOT, ...WORLDS, places: [school('of-the-world')] },
  );

const NOWHERE = '00000000-0000-4000-8000-0000000000e9';

export const PILOTS: Readonly<Record<string, readonly Sample[]>> = {
  'pilots.join-pilot': ask(() => PILOT),
  'pilots.add-place': on({ pilot: PILOT.code, place: school('sampled-3') }),
  'pilots.drop-place': on({ pilot: PILOT.code, place: 'sampled-2' }),
  'pilots.move-end': on({ ...ON, to: '2100-06-30' }),
  'pilots.ask-closing': on({ ...ON, linksUntil: '2100-01-31' }),
  'pilots.keep-open': on(ON, 'closing-asked'),
  'pilots.confirm-closing': on(ON, 'closing-asked'),
  'pilots.step-closing': on({ ...ON, waiting: 0 }, 'closing'),
  'pilots.record-export': on({ ...ON, files: [] }, 'closing'),
  'pilots.close-again': ask(() => ({ subjectId: NOWHERE, ground: 'pilot-closed' })),
  'pilots.list-public': ask(),
  'pilots.list-pilots': ask(),
  'pilots.get-pilot': ask(() => WORLDS),
  'pilots.list-places': ask(() => WORLDS),
  'pilots.open-export': on(ON, 'closed'),
  'pilots.list-closing': ask(),
  'pilots.count-waiting': ask(() => ({ places: [NOWHERE] })),
  'surveys.list-for-export': ask(() => ({ places: [NOWHERE] })),
  'survey-answers.list-for-export': ask(() => ({ place: NOWHERE })),
  'survey-forms.list-for-export': ask(),
};
