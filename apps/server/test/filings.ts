import { randomUUID } from 'node:crypto';

/** A complaint as a machine would send it; fields may be overwritten or, with undefined, left out. */
export const filing = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  clinic: 'msk-a-001-v',
  topic: 'wait-at-door-over-1h',
  story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
  facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  email: 'patient@example.org',
  ...over,
});

export const post = (
  key: string,
  body: unknown,
  over: Record<string, string> = {},
): RequestInit => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    authorization: `Bearer ${key}`,
    'idempotency-key': randomUUID(),
    ...over,
  },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
