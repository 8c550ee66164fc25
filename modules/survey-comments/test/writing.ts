import { randomUUID } from 'node:crypto';
import { padTo, regionScope, sealTo } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { BOX_bytes, hashesOf, makeKeysOf, receiptOf, weekOf } from '@otklik/survey-answers';
import type { Installation } from '../../../apps/server/src/assemble.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { CLINIC } from '../../desk/test/people.ts';
import { importForm } from '../../survey-forms/src/store/import.ts';
import { commentAad } from '../src/store/originals.ts';

type House = Pick<Installation, 'app' | 'faces'>;

export const COMMENTS_JOB = { kind: 'system', region: REGION, name: 'comments' } as const;
const ITEM = 'words-of-this-test';

const FORM = JSON.stringify({
  resourceType: 'Questionnaire',
  url: 'https://example.org/forms/words-of-this-test',
  version: '1',
  status: 'active',
  item: [{ linkId: ITEM, type: 'text', text: 'Что рассказать?' }],
});

const inRegion = <T>(
  house: House,
  work: Parameters<typeof house.app.store.withScope<T>>[1],
  as?: 'answers',
): Promise<T> =>
  house.app.store.withScope(regionScope(REGION), work, {
    now: house.app.clock.now(),
    ...(as ? { as } : {}),
  });

/** Keys of the months around, and a form with one question for words. */
export async function prepareHouse(house: House): Promise<void> {
  await makeKeysOf(house.app, REGION);
  await inRegion(house, (tx) =>
    importForm(
      tx,
      {
        resource: FORM,
        kind: 'open',
        state: 'published',
        sector: 'health',
        audience: 'adult',
        validFrom: '2026-01-01',
      },
      'test',
    ),
  );
}

export interface Written {
  readonly id: string;
  readonly receipt: string;
}

interface Put extends Written {
  readonly text: string;
  readonly placeId: string;
  /** The Monday of its answer's week. */
  readonly window: string;
}

/** A comment as a release puts it down: sealed to the month, under an id and a receipt of its own. */
export const putComment = (house: House, comment: Put): Promise<void> =>
  inRegion(
    house,
    async (tx) => {
      const { id, receipt, text, placeId, window } = comment;
      const key = await tx.db
        .selectFrom('comment_keys')
        .select(['id', 'public_key'])
        .where('region_id', '=', REGION)
        .where('month', '=', `${window.slice(0, 7)}-01`)
        .executeTakeFirstOrThrow();
      const box = padTo(Buffer.from(JSON.stringify({ linkId: ITEM, text }), 'utf8'), BOX_bytes);
      await tx.db
        .insertInto('survey_comments')
        .values({
          region_id: REGION,
          id,
          place_id: placeId,
          form_id: randomUUID(),
          mode: 'mail',
          grain: 'week',
          window_start: window,
          comment_key_id: key.id,
          sealed: Buffer.from(sealTo(key.public_key, commentAad(REGION, id), box)),
          receipt_hash: hashesOf(house.app.ports.keys, receipt).comment(ITEM),
          state: 'waiting',
          public_text: null,
        })
        .execute();
    },
    'answers',
  );

/** The same about the clinic of these tests, with an id and a receipt of its own. */
export async function written(house: House, text: string, clinicCode = CLINIC): Promise<Written> {
  const receipt = receiptOf(house.app.ports.keys, randomUUID(), randomUUID());
  const clinic = await inRegion(house, (tx) => clinicByCode(tx, clinicCode));
  const made = { id: randomUUID(), receipt };
  const window = weekOf(house.app.clock.now().toISOString().slice(0, 10));
  await putComment(house, { ...made, text, placeId: clinic.id, window });
  return made;
}

/** Prepared, let through as it is (or with marks), and published by the daily batch. */
export async function published(
  house: House,
  moderator: Parameters<typeof house.faces.surveyComments.reviewComment>[0],
  text: string,
  marked = text,
  clinicCode = CLINIC,
): Promise<Written> {
  const made = await written(house, text, clinicCode);
  const { surveyComments } = house.faces;
  await surveyComments.prepare(COMMENTS_JOB, {});
  await surveyComments.reviewComment(moderator, {
    id: made.id,
    decision: 'publish',
    marked,
    acknowledged: true,
  });
  await surveyComments.publishComments(COMMENTS_JOB, {});
  return made;
}
