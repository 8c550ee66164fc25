import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'support/print-golden.ts');

function answersIn(zone: string): string {
  return execFileSync(process.execPath, [SCRIPT], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
}

test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns', 'Europe/Moscow'])(
  'a process in %s answers as one in UTC',
  (zone) => {
    const there = answersIn(zone);
    expect(JSON.parse(there)).toMatchObject({ failed: 0 });
    expect(there).toBe(answersIn('UTC'));
  },
);
