import type { DemoRole } from '@otklik/accounts';
import type { Installation } from '../assemble.ts';

const ROLES: readonly DemoRole[] = [
  'citizen',
  'moderator',
  'executor',
  'controller',
  'administrator',
];

/** One sign-in link a role, each good for one use; `npm run otklik -- sign-in ROLE` makes another. */
export async function demoLinks({ accounts, settings }: Installation): Promise<string[]> {
  const lines = await Promise.all(
    ROLES.map(async (role) => {
      const link = await accounts.signInLinkFor(settings.region, role);
      return `  sign in as ${role.padEnd(13)} ${link}`;
    }),
  );
  return [...lines, `  letters: ${settings.publicUrl}/demo/mailbox`];
}
