import { parseArgs } from 'node:util';
import { isAppError, STAFF_ROLES, type StaffRole } from '@otklik/kernel';
import { runDueJobs } from '@otklik/jobs';
import { allJobs } from '../modules.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const isRole = (name: unknown): name is StaffRole =>
  typeof name === 'string' && (STAFF_ROLES as readonly string[]).includes(name);

/** Invites an address to a role over the whole region: the way to the first administrator. */
export async function invite(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: { role: { type: 'string', default: 'administrator' } },
  });
  const [email] = positionals;
  if (!email || !isRole(values.role)) {
    out(`invite EMAIL [--role ROLE], where ROLE is one of: ${STAFF_ROLES.join(', ')}`);
    return 2;
  }
  const role = values.role;
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  try {
    await withInstallation(settings, async ({ accounts, app, database }) => {
      await accounts.inviteStaff(actor, { email, role, reach: { kind: 'region' }, locale: 'ru' });
      await runDueJobs({ jobsUrl: database.jobsUrl, app, jobs: allJobs });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
  out(`Invited. The letter with the link has gone; it is good for seven days.`);
  return 0;
}
