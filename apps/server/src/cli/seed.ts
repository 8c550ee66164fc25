import { importFirstData } from '../first-data.ts';
import { seedWaits } from '../seed/waits.ts';
import { SCALES, seedIfEmpty, type Scale } from '../seed/seed.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

export async function seedCommand(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const given = (name: string): string | undefined =>
    args.includes(name) ? (args[args.indexOf(name) + 1] ?? '') : undefined;
  const scale = given('--scale') ?? '';
  if (!Object.hasOwn(SCALES, scale)) {
    out(
      `seed --scale ${Object.keys(SCALES).join('|')} [--seed N] [--cases N] [--waits lived|sampled] [--only waits [--clinics N] [--series N] [--hour-days N]]`,
    );
    return 2;
  }
  const only = given('--only');
  if (only !== undefined && (only !== 'waits' || scale !== 'city')) {
    out('--only waits goes with --scale city: a demonstration has its waits already.');
    return 2;
  }
  const waits = given('--waits') ?? 'lived';
  if (waits !== 'lived' && waits !== 'sampled') {
    out('--waits takes lived (every change of 120 days, a minute or two) or sampled.');
    return 2;
  }
  if (settings.mode !== 'demo') {
    out('Invented people and cases go into a demo installation only.');
    return 2;
  }
  const numbers: {
    seed?: number;
    cases_count?: number;
    clinics?: number;
    series?: number;
    hour_days?: number;
  } = {};
  for (const [name, field, least] of [
    ['--seed', 'seed', 0],
    ['--cases', 'cases_count', 1],
    ['--clinics', 'clinics', 1],
    ['--series', 'series', 1],
    ['--hour-days', 'hour_days', 0],
  ] as const) {
    const text = given(name);
    if (text === undefined) continue;
    if (!/^\d{1,8}$/.test(text) || Number(text) < least) {
      out(`${name} takes a whole number from ${least}.`);
      return 2;
    }
    numbers[field] = Number(text);
  }
  await withInstallation(settings, async (installation) => {
    await importFirstData(installation);
    if (only) return seedWaits(installation, out, numbers);
    const written = await seedIfEmpty(installation, scale as Scale, out, {
      ...numbers,
      areWaitsLived: waits === 'lived',
    });
    if (written === 0) out('This database holds cases; it is left as it is.');
  });
  return 0;
}
