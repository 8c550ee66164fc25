import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor, type App } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { makeBatchKeys } from '../commands/make-batch-keys.ts';
import { makeCommentKeys } from '../commands/make-comment-keys.ts';
import { sealAnswerDays } from '../commands/seal-answer-days.ts';
import { KEY_MAKER } from '../policy.ts';

/** Makes the keys that one region lacks; the first data asks for it before anybody can answer. */
export async function makeKeysOf(app: App, region: string): Promise<void> {
  const actor: Actor = { kind: 'system', region, name: KEY_MAKER };
  await runCommand(app, actor, makeBatchKeys, {});
  await runCommand(app, actor, makeCommentKeys, {});
}

/** Every hour: the day that is over gets its root and its signature. */
export const sealDays = defineJob({
  name: 'survey-answers.seal-days',
  schedule: '25 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const actor: Actor = { kind: 'system', region, name: KEY_MAKER };
      await runCommand(app, actor, sealAnswerDays, {});
    }
  },
});

/** Twice a day, so that a night's failure is made good before the next. */
export const makeKeys = defineJob({
  name: KEY_MAKER,
  schedule: '15 */12 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      await makeKeysOf(app, region);
    }
  },
});
