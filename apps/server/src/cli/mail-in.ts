import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { messagesIn, readMailReport } from '@otklik/adapters';
import { takeMailReport } from '../mail-in.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

/** Takes in what post offices reported, from a file or standard input, and prints counts; addresses are not told. */
export async function mailIn(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const [path] = args;
  if (!path) {
    out('mail-in FILE|-');
    return 2;
  }
  const bytes = path === '-' ? await buffer(process.stdin) : await readFile(path);
  return withInstallation(settings, async (installation) => {
    const counts = { taken: 0, same: 0, unknown: 0 };
    for (const message of messagesIn(bytes))
      counts[await takeMailReport(installation, readMailReport(message), 'cli')] += 1;
    out(
      `taken ${counts.taken}, known ${counts.same}, not about a letter of ours ${counts.unknown}`,
    );
    return 0;
  });
}
