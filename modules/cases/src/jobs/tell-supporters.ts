import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { tellSupporters } from '../commands/tell-supporters.ts';
import { TELL_SUPPORTERS } from '../tell-supporters.ts';

/** Letters to those who joined a case, a page of them; the next page is a job of its own. */
export const tellSupportersJob = defineJob({
  name: TELL_SUPPORTERS,
  async run({ app, payload: { region, case: id, template, after } }) {
    const letters: Actor = { kind: 'system', region: String(region), name: 'letters' };
    await runCommand(app, letters, tellSupporters, {
      case: String(id),
      template,
      ...(after ? { after: String(after) } : {}),
    } as never);
  },
});
