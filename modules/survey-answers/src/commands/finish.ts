import { AppError, defineCommand, type App, type Tx } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { formVersion } from '@otklik/survey-forms';
import { lookAtToken, rulesOn, spendInvitation, type Invited } from '@otklik/surveys';
import { modeOfWay } from '../model/answer.ts';
import { receiptOf } from '../model/receipt.ts';
import { onlyVisitor } from '../policy.ts';
import { finish as input } from '../schema.ts';
import { putAndDropDraft } from '../store/drafts.ts';
import { batchKeysAround } from '../store/keys.ts';
import { isTaken } from '../store/taken.ts';
import { demandStrict } from '../strictly.ts';
import { boxOf } from '../take-answer.ts';

/** The same form sent again shows the same receipt; any other hears that the answer was counted. */
async function sentAgain(app: App, tx: Tx, receipt: string) {
  if (await isTaken(app, tx, receipt)) return { receipt, again: true };
  throw new AppError('link-expired', { reason: 'spent' });
}

/** The doctor whose figure an answer enters: only where the region's rules said so on the day of the visit. */
async function promisedDoctor(tx: Tx, { doctorId, visitedAt }: Invited): Promise<string | null> {
  if (doctorId === null || visitedAt === null) return null;
  const day = dayIn(await zoneOfRegion(tx), visitedAt);
  return (await rulesOn(tx, day)).doctor_figures ? doctorId : null;
}

/**
 * Sends a form: the invitation is spent and the answer put among those that wait, in one transaction. Taken from
 * visitors alone, without a key that would keep a hash of the body; the act log learns that somebody answered.
 *
 * A machine names the form that it answered, and then nothing that was not asked is dropped in silence.
 *
 * @throws AppError not-found, link-expired, invalid-input, unknown-reference { what: 'form-version' }
 */
export const finish = defineCommand({
  name: 'survey-answers.finish',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 300, window_s: 600 }],
  async handle({ app, tx, input: { token, response, nonce, questionnaire } }) {
    const { keys } = app.ports;
    const receipt = receiptOf(keys, token, nonce);
    const [looked, batchKeys] = await Promise.all([lookAtToken(tx, token), batchKeysAround(tx)]);
    if (looked.state === 'unknown') throw new AppError('not-found');
    if (looked.state === 'over') throw new AppError('link-expired', { reason: 'over' });
    if (looked.state === 'spent') return sentAgain(app, tx, receipt);
    const { invited, today: day } = looked;
    const definition = await formVersion(tx, invited.formId, invited.formVersion);
    if (questionnaire !== undefined)
      await demandStrict(definition, invited.formVersion, { questionnaire, response });
    const doctorId = await promisedDoctor(tx, invited);
    const key = batchKeys.get(day);
    if (!key) throw new AppError('unavailable', { reason: 'no-batch-key' });
    // Judged and sealed while the database spends; a refusal takes both back.
    const [isOurs, box] = await Promise.all([
      // Of many at once one spends it; the others waited for that one to commit.
      spendInvitation(tx, invited.invitationId, day),
      boxOf(
        tx,
        keys,
        {
          form: { id: invited.formId, version: invited.formVersion, definition },
          response,
          placeId: invited.placeId,
          mode: modeOfWay(invited.way),
          weightClass: invited.weightClass,
          day,
          doctorId,
          receipt,
        },
        key,
      ),
    ]);
    if (!isOurs) return sentAgain(app, tx, receipt);
    await putAndDropDraft(tx, keys, token, box);
    return { receipt, again: false };
  },
  audit: () => ({ object: '' }),
});
