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
    out('seed --scale demo');
    return 2;
  }
  if (settings.mode !== 'demo') {
    out('Invented people and cases go into a demo installation only.');
    return 2;
  }
  await withInstallation(settings, async (installation) => {
    await importFirstData(installation);
    await seedIfEmpty(installation, scale, out);
  });
  return 0;
}
