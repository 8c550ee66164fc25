import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AuditHead, AuditVerdict } from '@otklik/db';
import { enabledRegions } from '@otklik/registry';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { answerDaysFrom, verifyAnswerDays } from './answer-days.ts';
import { daysFrom, verifyFilings, verifyProof } from './filings.ts';
import { withInstallation } from './with-installation.ts';

/** What `GET /api/v1/act-log/heads` answers, saved as it came. */
const saved = z.object({
  heads: z.array(
    z.object({
      region: z.string(),
      day: z.string(),
      seq: z.number().int(),
      hash: z.string(),
      signature: z.string(),
      key_id: z.string().nullable(),
    }),
  ),
});

/** One line on a chain: whole, or the first bad row and what is wrong with it. */
export function verdictText({ region, rows, heads, firstBad, unsealed }: AuditVerdict): string {
  if (!firstBad)
    return `the act log of ${region} is whole: ${rows} sealed, ${unsealed} waiting, ${heads} signed heads fit`;
  const { problem, seq, rowId, day } = firstBad;
  const row = rowId ? `, row ${rowId}` : '';
  return `the act log of ${region} is broken at number ${seq}${row}: ${problem}${day ? ` (head of ${day})` : ''}`;
}

async function headsFrom(file: string | undefined): Promise<AuditHead[]> {
  if (!file) return [];
  const { heads } = saved.parse(JSON.parse(await readFile(file, 'utf8')));
  return heads.map(({ key_id, ...head }) => ({ ...head, keyId: key_id }));
}

const USAGE = [
  'act-log verify [--heads FILE] [--days FILE] [--answer-days FILE]: files saved from /api/v1/act-log/heads, …/filing-days and a day of /survey/receipts',
  'act-log verify-proof FILE [--keys FILE] [--days FILE]: keys from /api/v1/act-log/keys, else our own',
];

/** Walks the act log, the log of filings and the receipts of counted answers of every region. Exit code 1 when one is broken. */
export async function actLog(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      heads: { type: 'string' },
      days: { type: 'string' },
      'answer-days': { type: 'string' },
      keys: { type: 'string' },
    },
  });
  const [deed, file] = positionals;
  if (deed === 'verify-proof' && file) return verifyProof(file, values, settings, out);
  if (deed !== 'verify') {
    for (const line of USAGE) out(line);
    return 2;
  }
  const published = await headsFrom(values.heads);
  const days = await daysFrom(values.days);
  const answerDays = await answerDaysFrom(values['answer-days']);
  return withInstallation(settings, async ({ app, database }) => {
    let broken = 0;
    for (const region of await enabledRegions(app)) {
      const verdict = await database.verifyAudit(region, published);
      if (verdict.firstBad) broken += 1;
      out(verdictText(verdict));
      const filings = await verifyFilings(app, region, days);
      if (filings.problem) broken += 1;
      out(filings.text);
      const receipts = await verifyAnswerDays(app, region, answerDays);
      if (receipts.problem) broken += 1;
      out(receipts.text);
    }
    return broken > 0 ? 1 : 0;
  });
}
