import { Logger } from 'graphile-worker';
import type { Log } from '@otklik/kernel';

/** The runner's own messages, without payloads: warnings and errors reach our log, the rest is dropped. */
export const quietLogger = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'error') log.error('jobs.runner', { said: message.slice(0, 200) });
    else if (level === 'warning') log.warn('jobs.runner', { said: message.slice(0, 200) });
  });
