import { defineCommand, type App, type Letter, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { formVersion } from '@otklik/survey-forms';
import { invitationLetter } from '../letter.ts';
import { keptBecause } from '../model/may-leave.ts';
import { outsideQuiet } from '../model/send-time.ts';
import { bounceHash, newBounceTicket } from '../model/ticket.ts';
import { onlySender } from '../policy.ts';
import { carryLetters as input } from '../schema.ts';
import { settleLetters } from '../settle-letters.ts';
import { doubtTheLost, handOver, holdDue, putOff, voidLetters, type Due } from '../store/outbox.ts';
import { emailOf } from '../store/people.ts';
import { rulesOn } from '../store/rules.ts';
import { signersOf } from '../store/senders.ts';
import { mintForLetters } from '../store/tokens.ts';

interface Carried {
  readonly letterId: string;
  readonly attempt: number;
  readonly letter: Letter;
}

/** Those that leave now. The others are put off to the morning, or will never leave. */
async function sortOut(tx: Tx, due: readonly Due[], today: string): Promise<Due[]> {
  const { quiet } = await rulesOn(tx, today);
  const kept: { id: string; because: string }[] = [];
  const night: { id: string; until: Date }[] = [];
  const leaving: Due[] = [];
  for (const one of due) {
    const because = keptBecause(one, today);
    const until = outsideQuiet(one.person_zone ?? one.zone, tx.now, quiet);
    if (because) kept.push({ id: one.id, because });
    else if (until > tx.now) night.push({ id: one.id, until });
    else leaving.push(one);
  }
  await voidLetters(tx, kept);
  await putOff(tx, night);
  return leaving;
}

async function withAddresses(tx: Tx, due: readonly Due[]) {
  await tx.vault.preload(due.map((one) => one.data_key_id));
  const found: (Due & { readonly to: string })[] = [];
  const erased: { id: string; because: string }[] = [];
  for (const one of due) {
    const to = await emailOf(tx, { ...one, id: one.person_id });
    if (to) found.push({ ...one, to });
    else erased.push({ id: one.id, because: 'erased' });
  }
  await voidLetters(tx, erased);
  return found;
}

async function take(app: App, tx: Tx, due: readonly Due[]): Promise<Carried[]> {
  const today = await todayOf(tx);
  const leaving = await withAddresses(tx, await sortOut(tx, due, today));
  const returns = leaving.map(() => newBounceTicket());
  await handOver(
    tx,
    leaving.map(({ id }, at) => ({ id, bounceHash: bounceHash(returns[at]!) })),
  );
  const tokens = await mintForLetters(
    tx,
    leaving.map((one) => ({
      invitationId: one.invitation_id,
      kind: one.kind,
      expiresOn: one.expires_on,
    })),
  );
  const signers = await signersOf(
    tx,
    leaving.map(({ place_id }) => place_id),
    today,
  );
  const letters: Carried[] = [];
  for (const [at, one] of leaving.entries()) {
    const letter = invitationLetter(app, one, {
      form: await formVersion(tx, one.form_id, one.form_version),
      token: tokens[at]!,
      returnTicket: returns[at]!,
      signer: signers.get(one.place_id) ?? null,
    });
    letters.push({ letterId: one.id, attempt: one.attempts + 1, letter });
  }
  return letters;
}

/**
 * Writes what became of the letters taken before, and takes more, in one transaction. Here a letter's link and its
 * way back are made: their hashes stay, their texts leave with the letter.
 */
export const carryLetters = defineCommand({
  name: 'surveys.carry-letters',
  input,
  policy: onlySender,
  async handle({ app, tx, input: { outcomes, take: wanted } }) {
    await settleLetters(tx, outcomes);
    await doubtTheLost(tx);
    const due = wanted > 0 ? await holdDue(tx, wanted) : [];
    const letters = due.length > 0 ? await take(app, tx, due) : [];
    return { looked: due.length, letters };
  },
  audit: ({ input: { outcomes }, output }) => ({
    object: 'survey-letters',
    after: `settled ${outcomes.length}, taken ${output.letters.length}`,
  }),
});
