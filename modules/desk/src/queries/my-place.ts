import { defineQuery } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { namesOf } from '../store/names.ts';
import { recentSteps } from '../store/steps.ts';

/** The name that colleagues see of the reader, and the steps of the last hour that can be taken back. */
export const myPlace = defineQuery({
  name: 'desk.my-place',
  input,
  policy: worker,
  async handle({ tx, subject: personId }) {
    const names = await namesOf(tx, [personId]);
    const steps = await recentSteps(tx, personId);
    return {
      name: names.get(personId) ?? null,
      steps: steps.map(({ id, kind, made_at, number }) => ({
        stepId: id,
        kind,
        at: made_at,
        number: number ?? null,
      })),
    };
  },
});
