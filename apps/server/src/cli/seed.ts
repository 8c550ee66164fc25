import { importFirstData } from '../first-data.ts';
import { seedIfEmpty } from '../seed/seed.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

export async function seedCommand(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const scale = args[args.indexOf('--scale') + 1];
  if (!args.includes('--scale') || scale !== 'demo') {
    out('seed --scale demo [--seed N]');
    return 2;
  }
  if (settings.mode !== 'demo') {
    out('Invented people and cases go into a demo installation only.');
    return 2;
  }
  const given = args.includes('--seed') ? args[args.indexOf('--seed') + 1] : undefined;
  const seed = given === undefined ? undefined : Number(given);
  if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) {
    out('--seed takes a whole number from 0.');
    return 2;
  }
  await withInstallation(settings, async (installation) => {
    await importFirstData(installation);
    const written = await seedIfEmpty(installation, scale, out, { seed });
    if (written === 0) out('This database holds cases; it is left as it is.');
  });
  return 0;
}
