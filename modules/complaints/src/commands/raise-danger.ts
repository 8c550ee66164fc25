import { defineCommand } from '@otklik/kernel';
import { mayMove, moveCase } from '@otklik/cases';
import { tellDuty } from '../danger-letter.ts';
import { raiseDanger as input } from '../schema-lanes.ts';

/** Somebody is in danger: the case goes to whoever is on duty at once, and nothing that runs stops. */
export const raiseDanger = defineCommand({
  name: 'complaints.raise-danger',
  input,
  policy: mayMove('raise-danger'),
  limits: [
    { per: 'principal', count_max: 10, window_s: 3600, actors: ['receipt'] },
    { per: 'principal', count_max: 60, window_s: 3600, actors: ['person'] },
  ],
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts, due } = await moveCase(tx, actor, subject, 'raise-danger', { note });
    await tellDuty(tx, subject.row, due.at);
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
