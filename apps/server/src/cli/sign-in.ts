import type { DemoRole } from '@otklik/accounts';
import { STAFF_ROLES } from '@otklik/kernel';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const ROLES: readonly string[] = ['citizen', ...STAFF_ROLES];
const isRole = (name: string | undefined): name is DemoRole =>
  name !== undefined && ROLES.includes(name);

export async function signIn(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const [role] = args;
  if (!isRole(role)) {
    out(`sign-in ROLE, where ROLE is one of: ${ROLES.join(', ')}`);
    return 2;
  }
  if (settings.mode !== 'demo') {
    out('Sign-in links are printed in demo mode only; in production people sign in by e-mail.');
    return 2;
  }
  out(
    await withInstallation(settings, ({ accounts }) =>
      accounts.signInLinkFor(settings.region, role),
    ),
  );
  return 0;
}
