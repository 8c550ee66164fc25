import { generateKeyPairSync, sign } from 'node:crypto';
import { regionScope, type Actor, type Tx } from '@otklik/kernel';
import { formFor } from '@otklik/survey-forms';
import { deviceHash, enrolHash } from '../../modules/survey-modes/src/store/points.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about other ways of asking. */

const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];
type Arrange = NonNullable<Sample['arrange']>;
const pair = generateKeyPairSync('ed25519');
const PEM = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const POINT = '00000000-0000-4000-8000-0000000000f1';
const BATCH = '00000000-0000-4000-8000-0000000000f2';
const POSTER = '00000000-0000-4000-8000-0000000000f4';
const TABLET = '00000000-0000-4000-8000-0000000000f5';
const PRINTED = '00000000-0000-4000-8000-0000000000f6';
const CABINET = '00000000-0000-4000-8000-0000000000f3';
const CODE = 'abcdefgh';
const fields = [['criteria/criterion-kindness', '9']];
const nonce = 'n'.repeat(43);
const device = 'd'.repeat(43);

const point =
  (state: 'asked' | 'open'): Arrange =>
  async (tx, { clinic }) => {
    await tx.db
      .insertInto('open_points')
      .values({
        region_id: REGION,
        id: POINT,
        place_id: clinic.id,
        kind: 'poster',
        state,
        code: state === 'open' ? 'bcdefghj' : null,
        enrol_hash: null,
        enrol_until: null,
        device_hash: null,
        asked_by: 'sample',
        opened_by: null,
        valid_from: state === 'open' ? '2026-06-01' : null,
        valid_to: null,
      })
      .execute();
  };

async function batchAt(tx: Tx, clinic: string, id = BATCH): Promise<void> {
  const asked = { kind: 'open', sector: 'health', audience: 'adult' } as const;
  const form = (await formFor(tx, asked, '2026-06-10'))!;
  await tx.db
    .insertInto('paper_batches')
    .values({
      region_id: REGION,
      id,
      place_id: clinic,
      form_id: form.formId,
      form_version: form.version,
      printed: 20,
      state: 'open',
      data_key_id: await tx.vault.newKey(),
      made_on: '2026-06-10',
      made_by: 'sample',
    })
    .execute();
}
/** The world's own, for questions, which find what stands there: a poster, a tablet, a batch. */
export async function modesOfWorld({ app, clock }: TestInstallation, clinic: string) {
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const row = {
        region_id: REGION,
        place_id: clinic,
        state: 'open' as const,
        code: null,
        enrol_hash: null,
        enrol_until: null,
        device_hash: null,
        asked_by: 'world',
        opened_by: null,
        valid_from: '2026-06-01',
        valid_to: null,
      };
      const points = [
        { ...row, id: POSTER, kind: 'poster' as const, code: CODE },
        {
          ...row,
          id: TABLET,
          kind: 'tablet' as const,
          device_hash: deviceHash(app.ports.keys, device),
        },
      ];
      await tx.db.insertInto('open_points').values(points).execute();
      await batchAt(tx, clinic, PRINTED);
    },
    { now: clock.now() },
  );
}

const batch: Arrange = (tx, { clinic }) => batchAt(tx, clinic.id);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A cabinet swears for whoever was asked in the world: see `surveyOfWorld`. */
function assertion({ house }: World): string {
  const iat = Math.floor(house.clock.now().getTime() / 1000);
  const claims = {
    aud: `${REGION}/survey-cabinet`,
    iat,
    exp: iat + 60,
    jti: 'j'.repeat(20),
    email: 'asked@example.org',
    email_verified: true,
  };
  const said = `${part({ alg: 'EdDSA' })}.${part(claims)}`;
  return `${said}.${sign(null, Buffer.from(said), pair.privateKey).toString('base64url')}`;
}
const ASKED = '00000000-0000-4000-8000-0000000000e2';
const handle = ({ house }: World): string =>
  house.app.ports.keys.hash('cabinet-handle', `${CABINET}|${ASKED}`);

/** An open tablet: with a code to be made known by, or known by its device. */
const tablet: Arrange = async (tx, { clinic, house }) => {
  const { keys } = house.app.ports;
  await tx.db
    .insertInto('open_points')
    .values({
      region_id: REGION,
      id: POINT,
      place_id: clinic.id,
      kind: 'tablet',
      state: 'open',
      code: null,
      enrol_hash: enrolHash(keys, CODE),
      enrol_until: '2100-01-01',
      device_hash: null,
      asked_by: 'sample',
      opened_by: null,
      valid_from: '2026-06-01',
      valid_to: null,
    })
    .execute();
};

/** Eight sheets on which two clerks agreed. */
const typedBatch: Arrange = async (tx, { clinic }) => {
  await batchAt(tx, clinic.id);
  const rows = Array.from({ length: 8 }, (_, at) => ({
    region_id: REGION,
    batch_id: BATCH,
    sheet: at + 1,
    state: 'agreed' as const,
  }));
  await tx.db.insertInto('paper_sheets').values(rows).execute();
};

const cabinet: Arrange = async (tx, { ids }) => {
  await tx.db
    .insertInto('cabinet_systems')
    .values({
      region_id: REGION,
      id: CABINET,
      key_id: ids.apiKey,
      name: 'sample',
      algorithm: 'EdDSA',
      public_key: PEM,
      agreed_by: 'sample',
      valid_from: '2026-06-01',
      valid_to: null,
    })
    .execute();
};

const locale = 'ru';

export const SURVEY_MODES: Readonly<Record<string, readonly Sample[]>> = {
  'survey-modes.ask-point': ask(({ clinic }) => ({ place: clinic.code, kind: 'poster' })),
  'survey-modes.open-point': [{ input: () => ({ id: POINT }), arrange: point('asked') }],
  'survey-modes.close-point': [{ input: () => ({ id: POINT }), arrange: point('open') }],
  'survey-modes.get-poster': ask(() => ({ id: POSTER })),
  'survey-modes.list-points': ask(),
  'survey-modes.look-at-poster': ask(() => ({ code: CODE, locale })),
  'survey-modes.judge-at-poster': ask(() => ({ code: CODE, locale, fields })),
  'survey-modes.answer-at-poster': [
    {
      input: () => ({ code: CODE, fields, nonce }),
      options: { proofOfWork: 'no-script' },
    },
  ],
  'survey-modes.enrol-tablet': [{ input: () => ({ code: CODE }), arrange: tablet }],
  'survey-modes.look-at-tablet': ask(() => ({ device, locale })),
  'survey-modes.judge-at-tablet': ask(() => ({ device, locale, fields })),
  'survey-modes.answer-at-tablet': ask(() => ({ device, fields, nonce })),
  'survey-modes.make-paper-batch': ask(({ clinic }) => ({ place: clinic.code, printed: 20 })),
  'survey-modes.list-paper': ask(),
  'survey-modes.get-batch': ask(() => ({ batch: PRINTED, locale })),
  'survey-modes.get-sheet': [{ input: () => ({ batch: BATCH, sheet: 1, locale }), arrange: batch }],
  'survey-modes.enter-sheet': [
    { input: () => ({ batch: BATCH, sheet: 1, fields }), arrange: batch },
  ],
  'survey-modes.take-paper': [{ input: () => ({ batch: BATCH }), arrange: typedBatch }],
  'survey-modes.register-cabinet': ask(() => ({
    name: 'Портал',
    keyId: CABINET,
    algorithm: 'EdDSA',
    publicKey: PEM,
  })),
  'survey-modes.close-cabinet': [{ input: () => ({ id: CABINET }), arrange: cabinet }],
  'survey-modes.list-cabinets': ask(),
  'survey-modes.read-cabinet': [
    { input: (world) => ({ assertion: assertion(world) }), arrange: cabinet },
  ],
  'survey-modes.open-from-cabinet': [
    {
      input: (world) => ({ assertion: assertion(world), handle: handle(world) }),
      arrange: cabinet,
    },
  ],
};
