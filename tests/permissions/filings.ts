import type { Sample } from './samples.ts';

const TAKEN = '00000000-0000-7000-8000-0000000000d1';
const HASH = 'a'.repeat(64);
const SIGNATURE = 'A'.repeat(86);
/** Sealed when the world begins. */
const DAY = '2026-06-09';

/** Well formed and signed by nobody: everybody may have it judged. */
const PROOF = {
  format: 'otklik-filing-proof/1',
  site: 'https://otklik.example.org',
  filing: {
    region: 'RU-MOW',
    number: '26-000001-0',
    filed: DAY,
    content_sha256: HASH,
    salt: 'a'.repeat(32),
  },
  leaf: HASH,
  day: DAY,
  promise: { signature: SIGNATURE, key_id: 'a'.repeat(16) },
  inclusion: null,
};

const taken: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.region !== 'RU-MOW') return;
  await tx.db
    .insertInto('take_downs')
    .values({
      region_id: actor.region,
      id: TAKEN,
      case_id: world.cases['in-work']!.id,
      answer_id: null,
      kind: 'photos',
      ground: 'personal-data',
      demanded_by: 'clinic',
      decided_by: 'platform',
      decider: 'controller',
      decision_number: null,
      decision_date: null,
      kept_sealed: null,
      photo_ids: [],
      taken_at: tx.now,
      taken_by: 'system:world',
    })
    .execute();
};

/** Receipts typed back, proofs of filing, the log of filings and the ledger of take-downs. */
export const FILINGS: Record<string, readonly Sample[]> = {
  'act-log.check-proof': [{ input: () => ({ proof: PROOF }) }],
  'act-log.list-filing-days': [{ input: () => ({}) }],
  'act-log.list-filings': [{ input: () => ({ day: DAY }) }],
  'act-log.seal-filing-days': [{ input: () => ({}) }],
  'cases.coarsen-times': [{ input: () => ({}) }],
  'complaints.confirm-receipt': [
    { input: (world) => ({ receipt: world.cases['answered']!.receipt }) },
  ],
  'complaints.get-filing-proof': [
    {
      title: 'not published',
      about: 'submitted',
      input: (world) => ({ number: world.cases['submitted']!.number }),
    },
    {
      title: 'published',
      about: 'in-work',
      input: (world) => ({ number: world.cases['in-work']!.number }),
    },
  ],
  'complaints.list-filing-proofs': [
    {
      title: 'not published',
      about: 'submitted',
      input: (world) => ({ number: world.cases['submitted']!.number }),
    },
    {
      title: 'published',
      about: 'in-work',
      input: (world) => ({ number: world.cases['in-work']!.number }),
    },
  ],
  'complaints.list-standing': [{ input: () => ({}) }],
  'complaints.list-take-downs': [{ input: () => ({}) }],
  'complaints.put-back': [
    {
      about: 'in-work',
      input: () => ({ id: TAKEN, ground: 'by-mistake', agreed: 'put-back' }),
      arrange: taken!,
    },
  ],
  'complaints.take-down': [
    {
      about: 'in-work',
      input: (world) => ({
        number: world.cases['in-work']!.number,
        kind: 'story',
        ground: 'personal-data',
        demandedBy: 'clinic',
        decidedBy: 'platform',
        decider: 'controller of the department',
        agreed: 'take-down',
      }),
    },
  ],
};
