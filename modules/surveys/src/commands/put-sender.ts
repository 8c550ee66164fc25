import { defineCommand } from '@otklik/kernel';
import { signsAt } from '../policy.ts';
import { putSender as input } from '../schema.ts';
import { putSigner } from '../store/senders.ts';

/** From a day on letters about a place are signed by somebody with name and post. @throws AppError not-found, forbidden */
export const putSender = defineCommand({
  name: 'surveys.put-sender',
  input,
  policy: signsAt,
  async handle({ tx, subject: place, input: { from, name, postRu, postEn } }) {
    await putSigner(tx, place.id, from, { name, postRu, postEn: postEn ?? null });
    return { place: place.code };
  },
  audit: ({ subject }) => ({ object: `survey-place:${subject.id}`, after: 'signed' }),
});
