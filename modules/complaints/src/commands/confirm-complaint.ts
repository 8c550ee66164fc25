import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { mayConfirm, moveCase } from '@otklik/cases';
import { confirmContact } from '@otklik/notices';
import type { z } from 'zod';
import { logFiling } from '../log-filing.ts';
import { confirmComplaint as input } from '../schema.ts';
import { complaintByLink } from '../store/complaints.ts';

/** Who holds the link holds the address: the complaint goes to the moderator, the contact is confirmed. */
export const confirmComplaint = defineCommand({
  name: 'complaints.confirm-complaint',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600, actors: ['visitor'] }],
  async policy({ app, tx, input: { token } }: Context<z.output<typeof input>>) {
    const link = await complaintByLink(tx, app.ports.keys.hash('confirm', token));
    if (link.confirm_expires_at && link.confirm_expires_at < tx.now)
      throw new AppError('link-expired');
    return mayConfirm(tx, link.case_id);
  },
  async handle({ tx, actor, subject }) {
    const { row } = subject;
    // A second press of the same button finds it done, and says so kindly.
    const aside = row.state === 'danger' && row.back_state === 'draft';
    if (row.state !== 'draft' && !aside)
      return { number: row.number, id: row.id, state: row.state };
    const move = aside ? 'confirm-address-in-danger' : 'confirm-address';
    const { facts } = await moveCase(tx, actor, subject, move);
    if (row.author_id) await confirmContact(tx, row.author_id);
    await logFiling(tx, row.id);
    return { number: row.number, id: row.id, state: facts.state };
  },
  audit: ({ output }) => ({ object: output.id, after: output.state }),
});
