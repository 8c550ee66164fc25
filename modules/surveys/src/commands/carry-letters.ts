import { defineCommand, type App, type Letter, type ShortMessage, type Tx } from '@otklik/kernel';
import { instantIn, todayOf } from '@otklik/registry';
import { formVersion } from '@otklik/survey-forms';
import { invitationLetter } from '../letter.ts';
import { invitationMessage } from '../message.ts';
import type { MessageChannel } from '../model/channels.ts';
import { keptBecause } from '../model/may-leave.ts';
import { partsOf } from '../model/parts.ts';
import { daysAfter, outsideAll, quietsOf } from '../model/send-time.ts';
import { bounceHash, newBounceTicket } from '../model/ticket.ts';
import { TOKEN_CHARACTERS } from '../model/token.ts';
import { onlySender } from '../policy.ts';
import { carryLetters as input } from '../schema.ts';
import { settleLetters } from '../settle-letters.ts';
import { messageAddressOf } from '../store/addresses.ts';
import { charge } from '../store/charges.ts';
import { doubtTheLost, handOver, holdDue, putOff, voidLetters, type Due } from '../store/outbox.ts';
import { emailOf } from '../store/people.ts';
import { rulesOn } from '../store/rules.ts';
import { signersOf } from '../store/senders.ts';
import { mintForLetters } from '../store/tokens.ts';

type Carried = { readonly letterId: string; readonly attempt: number } & (
  | { readonly channel: 'mail'; readonly letter: Letter }
  | { readonly channel: MessageChannel; readonly letter: ShortMessage }
);

type Addressed = Due & { readonly to: string };

/** Those that leave now. The others are put off to the morning, or will never leave. */
async function sortOut(tx: Tx, due: readonly Due[], today: string): Promise<Due[]> {
  const { quiet } = await rulesOn(tx, today);
  const kept: { id: string; because: string }[] = [];
  const night: { id: string; until: Date }[] = [];
  const leaving: Due[] = [];
  for (const one of due) {
    const because = keptBecause(one, today);
    const until = outsideAll(one.person_zone ?? one.zone, tx.now, quietsOf(quiet, one.hours));
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
  const found: Addressed[] = [];
  const erased: { id: string; because: string }[] = [];
  for (const one of due) {
    const to = await (one.channel === 'mail'
      ? emailOf(tx, { ...one, id: one.person_id, email_sealed: one.address_sealed })
      : messageAddressOf(tx, one));
    if (to) found.push({ ...one, to });
    else erased.push({ id: one.id, because: 'erased' });
  }
  await voidLetters(tx, erased);
  return found;
}

interface Priced {
  readonly parts: number | null;
  readonly chargedOn: string | null;
}
const FREE: Priced = { parts: null, chargedOn: null };
/** As long as any link of ours: what a message costs is known before it has one. */
const LINK_LIKE = 'x'.repeat(TOKEN_CHARACTERS);

/** Those for which the day's limit has room, with what they cost. The others wait for the next day. */
async function withinLimits(
  app: App,
  tx: Tx,
  due: readonly Addressed[],
  today: string,
): Promise<(Addressed & Priced)[]> {
  const rules = await rulesOn(tx, today);
  const limits = { sms: rules.sms_day_max, messenger: rules.messenger_day_max };
  const leaving: (Addressed & Priced)[] = [];
  const full: { id: string; until: Date }[] = [];
  for (const one of due) {
    if (one.channel === 'mail') {
      leaving.push({ ...one, ...FREE });
      continue;
    }
    const { text } = invitationMessage(app, one, LINK_LIKE);
    const parts = one.channel === 'sms' ? partsOf(text) : 1;
    const hasRoom = await charge(
      tx,
      { channel: one.channel, day: today, parts },
      limits[one.channel],
    );
    if (hasRoom) leaving.push({ ...one, parts, chargedOn: today });
    else {
      const tomorrow = instantIn(one.zone, `${daysAfter(today, 1)}T${rules.send_at}`);
      full.push({ id: one.id, until: tomorrow });
    }
  }
  await putOff(tx, full);
  return leaving;
}

async function take(app: App, tx: Tx, due: readonly Due[]): Promise<Carried[]> {
  const today = await todayOf(tx);
  const addressed = await withAddresses(tx, await sortOut(tx, due, today));
  const leaving = await withinLimits(app, tx, addressed, today);
  const returns = leaving.map(({ channel }) => (channel === 'mail' ? newBounceTicket() : null));
  await handOver(
    tx,
    leaving.map(({ id, parts, chargedOn }, at) => {
      const way = returns[at];
      return { id, parts, chargedOn, bounceHash: way ? bounceHash(way) : null };
    }),
  );
  const tokens = await mintForLetters(
    tx,
    leaving.map((one) => ({
      invitationId: one.invitation_id,
      kind: one.kind,
      channel: one.channel,
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
    const sent = { letterId: one.id, attempt: one.attempts + 1 };
    const token = tokens[at]!;
    if (one.channel !== 'mail') {
      letters.push({ ...sent, channel: one.channel, letter: invitationMessage(app, one, token) });
      continue;
    }
    const letter = invitationLetter(app, one, {
      form: await formVersion(tx, one.form_id, one.form_version),
      token,
      returnTicket: returns[at]!,
      signer: signers.get(one.place_id) ?? null,
    });
    letters.push({ ...sent, channel: 'mail', letter });
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
