import { defineQuery } from '@otklik/kernel';
import { writtenBy } from '../own-proposals.ts';
import { signedIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { authorView, publicProposals } from '../view.ts';

const OWN_MAX = 100;

/** What whoever asks has proposed, the newest first; at most 100. */
export const listOwn = defineQuery({
  name: 'crowd.list-own',
  input,
  policy: signedIn,
  async handle({ tx, subject: { personId } }) {
    const rows = await writtenBy(tx, personId, OWN_MAX);
    const shown = await publicProposals(tx, rows);
    return Promise.all(
      rows.map(async (row, at) => ({ ...shown[at]!, ...(await authorView(tx, row)) })),
    );
  },
});
