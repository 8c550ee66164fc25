import { nextNumber } from '@otklik/cases';
import { AppError, defineCommand, newId, type Context } from '@otklik/kernel';
import { clinicByCode, todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { phaseOn } from '../model.ts';
import { alarmOf } from '../danger.ts';
import { signedIn } from '../policy.ts';
import { sendProposal as input } from '../schema.ts';
import { forgetDraft, readDraft } from '../store/drafts.ts';
import { projectByCode } from '../store/projects.ts';
import { insertProposal, sealIn, tie } from '../store/proposals.ts';

/**
 * Takes a proposal to a project that is open, for a moderator to read. Begun from a comment in a survey, it is
 * tied to it only now, by whoever sends it. Where the words sound like danger the duty is told at once.
 *
 * @throws AppError window-over where the project is not open, unknown-reference for a foreign direction,
 * already-exists where the comment was proposed before, not-found where the form that was begun is gone
 */
export const sendProposal = defineCommand({
  name: 'crowd.send-proposal',
  input,
  limits: [{ per: 'principal', count_max: 20, window_s: 3600 }],
  async policy({
    tx,
    actor,
    input: { project: code, direction },
  }: Context<z.output<typeof input>>) {
    const { personId } = signedIn({ actor });
    const project = await projectByCode(tx, code);
    const dates = { opensOn: project.opens_on, closesOn: project.closes_on };
    if (phaseOn(dates, await todayOf(tx)) !== 'open') throw new AppError('window-over');
    if (!project.directions.some((one) => one.code === direction))
      throw new AppError('unknown-reference', { field: 'direction' });
    return { personId, project };
  },
  async handle({ tx, subject: { personId, project }, input: { direction, text, clinic, token } }) {
    const draft = token === undefined ? null : await readDraft(tx, token, true);
    const id = newId(tx.now.getTime());
    const row = { id, data_key_id: await tx.vault.newKey() };
    const number = await nextNumber(tx);
    await insertProposal(tx, {
      ...row,
      number,
      project_id: project.id,
      direction,
      clinic_id: clinic === undefined ? null : (await clinicByCode(tx, clinic)).id,
      text_sealed: await sealIn(tx, row, 'text_sealed', text),
      author_id: personId,
      danger: await alarmOf(tx, text),
      filed_at: tx.now,
      demo: false,
    });
    if (draft) {
      await tie(tx, id, draft.commentHash);
      await forgetDraft(tx, token!);
    }
    return { id, number };
  },
  audit: ({ output }) => ({ object: output.id, after: 'waiting' }),
});
