import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Statement } from './statements.ts';

/** A statement with the role that sent it. */
export interface Sent extends Statement {
  readonly role: string;
}

const running = new AsyncLocalStorage<Sent[]>();
let everything: Sent[] | null = null;

/** Runs one step and keeps every statement it sends, as the driver sees it; others' beside it are not mixed in. */
export async function recorded(step: () => Promise<unknown>): Promise<Sent[]> {
  const statements: Sent[] = [];
  await running.run(statements, step);
  return statements;
}

/** Keeps what the whole process sends meanwhile: a server in it answers in a context of its own. */
export async function recordedAll(step: () => Promise<unknown>): Promise<Sent[]> {
  const statements: Sent[] = [];
  everything = statements;
  try {
    await step();
  } finally {
    everything = null;
  }
  return statements;
}

/** While `work` runs, both of the above hear what is sent to PostgreSQL from this process. */
export async function whileRecording<T>(work: () => Promise<T>): Promise<T> {
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function query(this: { user: string }, ...args: unknown[]) {
    const [config, values] = args as [string | { text: string; values?: unknown[] }, unknown[]?];
    const sent: Sent =
      typeof config === 'string'
        ? { text: config, values: values ?? [], role: this.user }
        : { text: config.text, values: config.values ?? [], role: this.user };
    running.getStore()?.push(sent);
    everything?.push(sent);
    return original.apply(this, args);
  };
  try {
    return await work();
  } finally {
    prototype.query = original;
  }
}
