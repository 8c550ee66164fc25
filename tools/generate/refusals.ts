import { readFileSync } from 'node:fs';
import type { ErrorCode } from '@otklik/kernel';

/** One refusal that the rules of complaints ask for, and the code it is told by. */
export interface Refusal {
  /** Stable; `tests/refusals.test.ts` provokes it under this name. */
  readonly key: string;
  /** The area of the rules, in the order of the life of a complaint. */
  readonly about: string;
  readonly refused: string;
  readonly code: ErrorCode;
  /** What `data` says beside the code, where one code has several grounds. */
  readonly reason?: string;
}

const LIST = JSON.parse(
  readFileSync(new URL('./refusals.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, Omit<Refusal, 'key' | 'about'>>>>>;

/** The table of `refusals.json`, area by area. */
export const REFUSALS: readonly Refusal[] = Object.entries(LIST).flatMap(([about, rows]) =>
  Object.entries(rows).map(([key, row]) => ({ key, about, ...row })),
);

/** The table of refusals as a part of the page of errors. */
export function refusalsPart(): string {
  const rows = REFUSALS.map(
    ({ about, refused, code, reason, key }) =>
      `| ${about} | ${refused} | \`${code}\`${reason ? ` (\`${reason}\`)` : ''} | \`${key}\` |`,
  );
  return `## What the rules of complaints refuse

Each row is provoked on a living installation by [tests/refusals.test.ts](../../tests/refusals.test.ts), under the name in the last column. A fuzz test asks every verb nonsense and accepts no answer but the codes above ([tests/fuzz.test.ts](../../tests/fuzz.test.ts)).

| About | Refused | Code | Test |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
