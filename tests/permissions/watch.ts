import { sql } from 'kysely';
import { regionOf, type Actor, type Tx } from '@otklik/kernel';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs that watch: over moderation, and over filings that come as one. */

const SAMPLE = '00000000-0000-7000-8000-0000000000e1';
const CAMPAIGN = '00000000-0000-7000-8000-0000000000e2';
const SOMEBODY = '00000000-0000-7000-8000-0000000000e3';
/** Beyond the entries that the world's cases have. */
const SEQ = 90;

interface Made {
  /** Whether whoever asks holds it. */
  readonly isHeld?: boolean;
  /** Judged by somebody, otherwise than at first. */
  readonly isApart?: boolean;
}

const caseOf = (world: World) => world.cases['in-work']!.id;

async function decided(tx: Tx, world: World): Promise<void> {
  await sql`
    insert into moderation_decisions (region_id, case_id, seq, kind, decision, flags, decided_by, decided_at)
    values (${regionOf(tx.scope)}, ${caseOf(world)}, ${SEQ}, 'message', 'publish', '{}',
      ${`person:${SOMEBODY}`}, ${tx.now})`.execute(tx.db);
}

const sampled =
  ({ isHeld = false, isApart = false }: Made) =>
  async (tx: Tx, world: World, actor: Actor): Promise<void> => {
    await decided(tx, world);
    const holder = isHeld && actor.kind === 'person' ? actor.personId : null;
    const judge = isApart ? SOMEBODY : null;
    await sql`
      insert into moderation_samples (region_id, id, case_id, seq, drawn_at, first_by, state, held_by, held_at,
        judged_by, judged_at, decision, agrees)
      values (${regionOf(tx.scope)}, ${SAMPLE}, ${caseOf(world)}, ${SEQ}, ${tx.now}, ${`person:${SOMEBODY}`},
        ${isApart ? 'judged' : 'waiting'}, ${holder}, ${holder && tx.now},
        ${judge}, ${judge && tx.now}, ${isApart ? 'reject' : null}, ${isApart ? false : null})`.execute(
      tx.db,
    );
  };

/** Puts a case into a campaign: questions about it change nothing, so the world holds it. */
export const putCampaign = async (tx: Tx, caseId: string): Promise<void> => {
  await sql`
    insert into campaigns (region_id, id, kind, found_at, last_at, state, data_key_id)
    values (${regionOf(tx.scope)}, ${CAMPAIGN}, 'copies', ${tx.now}, ${tx.now}, 'open',
      ${await tx.vault.newKey()})`.execute(tx.db);
  await sql`
    insert into campaign_members (region_id, campaign_id, case_id, likeness, joined_at)
    values (${regionOf(tx.scope)}, ${CAMPAIGN}, ${caseId}, 1, ${tx.now})`.execute(tx.db);
};

const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

export const WATCH: Readonly<Record<string, readonly Sample[]>> = {
  'moderation-watch.draw-sample': [
    {
      // Every decision is drawn while the share is that of refusals, twice half.
      input: (w) => ({ caseId: caseOf(w), seq: SEQ }),
      arrange: async (tx, world) => {
        await sql`
          insert into moderation_decisions (region_id, case_id, seq, kind, decision, reason_code, flags, decided_by,
            decided_at)
          values (${regionOf(tx.scope)}, ${caseOf(world)}, ${SEQ}, 'message', 'reject', 'insult', '{}',
            ${`person:${SOMEBODY}`}, ${tx.now})`.execute(tx.db);
        await sql`
          insert into moderation_watch_rules (region_id, valid_from, share_percent, refusals_twice, shifts,
            sample_days_max, changed_by, changed_at)
          values (${regionOf(tx.scope)}, '2000-01-01', 50, true, '[{"code":"day","from":0,"to":24}]', 14, 'system:x',
            ${tx.now})`.execute(tx.db);
      },
    },
  ],
  'moderation-watch.void-sample': [{ input: () => ({ sampleId: SAMPLE }), arrange: sampled({}) }],
  'moderation-watch.take-sample': [{ input: () => ({}), arrange: sampled({}) }],
  'moderation-watch.judge-sample': [
    {
      title: 'held by whoever asks',
      input: () => ({ sampleId: SAMPLE, decision: 'publish' }),
      arrange: sampled({ isHeld: true }),
    },
  ],
  'moderation-watch.settle-difference': [
    {
      input: () => ({ sampleId: SAMPLE, finding: 'first-right', words: 'По правилам.' }),
      arrange: sampled({ isApart: true }),
    },
  ],
  'moderation-watch.save-rules': ask(() => ({
    sharePercent: 10,
    refusalsTwice: true,
    shifts: [{ code: 'day', from: 0, to: 24 }],
    sampleDaysMax: 14,
  })),
  'moderation-watch.log-forecast': ask(),
  // Questions change nothing.
  'moderation-watch.get-figures': ask(),
  'moderation-watch.get-forecast': ask(),
  'moderation-watch.get-rules': ask(),
  'moderation-watch.get-sample': ask(),
  'moderation-watch.list-differences': ask(),
  'moderation-watch.list-due': ask(),
  'campaigns.join-filing': ask((w) => ({ caseId: caseOf(w) })),
  'campaigns.note-flood': ask((w) => ({ clinicId: w.clinic.id })),
  'campaigns.judge-campaign': [
    {
      input: () => ({ campaignId: CAMPAIGN, finding: 'judged', words: 'Один текст с листовки.' }),
    },
  ],
  'campaigns.save-rules': ask(() => ({
    copiesMin: 5,
    likenessPercent: 70,
    windowDays: 14,
    floodMin: 20,
  })),
  'campaigns.get-campaign': [{ input: () => ({ campaignId: CAMPAIGN }) }],
  'campaigns.list-campaigns': ask(),
  'campaigns.list-new': ask(),
  'complaints.forget-sketches': ask(),
  'cases.mark-photo': [
    {
      about: 'in-work',
      input: (w) => ({
        number: w.cases['in-work']!.number,
        photoId: w.photos.published,
        disturbing: true,
      }),
    },
  ],
};
