import { defineJob } from '@otklik/jobs';
import { runCommand } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { turnGrants as turn } from '../commands/turn-grants.ts';

/** Every five minutes: rights are judged at each request, this ends the sessions they lived in. */
export const turnGrants = defineJob({
  name: 'accounts.turn-grants',
  schedule: '*/5 * * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app))
      await runCommand(app, { kind: 'system', region, name: 'accounts.turn-grants' }, turn, {});
  },
});
