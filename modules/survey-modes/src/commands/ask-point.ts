import { randomUUID } from 'node:crypto';
import { defineCommand, recordedAs } from '@otklik/kernel';
import { ASKING, placeReached } from '../policy.ts';
import { askPoint as input } from '../schema.ts';
import { insertPoint } from '../store/points.ts';

/** Asks for a tablet in the hall or a poster; a coordinator opens it. @throws AppError not-found */
export const askPoint = defineCommand({
  name: 'survey-modes.ask-point',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ tx, actor, input: { place } }) =>
    placeReached(tx, actor, ASKING, ({ code }) => code === place),
  async handle({ tx, actor, subject: place, input: { kind } }) {
    const id = randomUUID();
    await insertPoint(tx, {
      id,
      place_id: place.id,
      kind,
      state: 'asked',
      code: null,
      enrol_hash: null,
      enrol_until: null,
      device_hash: null,
      asked_by: recordedAs(actor),
      opened_by: null,
      valid_from: null,
      valid_to: null,
    });
    return { id };
  },
  audit: ({ output }) => ({ object: output.id, after: 'asked' }),
});
