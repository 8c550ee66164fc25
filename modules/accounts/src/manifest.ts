import { defineModule, sweepBy } from '@otklik/kernel';
import { acceptInvitation } from './commands/accept-invitation.ts';
import { completeSignIn } from './commands/complete-sign-in.ts';
import { confirmTotp } from './commands/confirm-totp.ts';
import { createApiKey } from './commands/create-api-key.ts';
import { disablePerson } from './commands/disable-person.ts';
import { enrolTotp } from './commands/enrol-totp.ts';
import { grantRole } from './commands/grant-role.ts';
import { inviteStaff } from './commands/invite-staff.ts';
import { issueDemoLink } from './commands/issue-demo-link.ts';
import { removeTotp } from './commands/remove-totp.ts';
import { requestSignIn } from './commands/request-sign-in.ts';
import { revokeApiKey } from './commands/revoke-api-key.ts';
import { revokeInvitation } from './commands/revoke-invitation.ts';
import { revokeRole } from './commands/revoke-role.ts';
import { revokeSession } from './commands/revoke-session.ts';
import { signOut } from './commands/sign-out.ts';
import { sweepInvitations } from './commands/sweep-invitations.ts';
import { sweepSessions } from './commands/sweep-sessions.ts';
import { sweepSignIns } from './commands/sweep-sign-ins.ts';
import { touchApiKey } from './commands/touch-api-key.ts';
import { touchSession } from './commands/touch-session.ts';
import { useRecoveryCode } from './commands/use-recovery-code.ts';
import { verifyTotp } from './commands/verify-totp.ts';
import { listInvitations } from './queries/list-invitations.ts';
import { listStaff } from './queries/list-staff.ts';
import { lookAtInvitation } from './queries/look-at-invitation.ts';
import { myProfile } from './queries/my-profile.ts';
import { mySessions } from './queries/my-sessions.ts';
import { resolveApiKey } from './queries/resolve-api-key.ts';
import { resolveSession } from './queries/resolve-session.ts';

export const manifest = defineModule({
  name: 'accounts',
  needs: ['notices', 'registry', 'retention'],
  commands: {
    acceptInvitation,
    completeSignIn,
    confirmTotp,
    createApiKey,
    disablePerson,
    enrolTotp,
    grantRole,
    inviteStaff,
    issueDemoLink,
    removeTotp,
    requestSignIn,
    revokeApiKey,
    revokeInvitation,
    revokeRole,
    revokeSession,
    signOut,
    sweepInvitations,
    sweepSessions,
    sweepSignIns,
    touchApiKey,
    touchSession,
    useRecoveryCode,
    verifyTotp,
  },
  queries: {
    listInvitations,
    listStaff,
    lookAtInvitation,
    myProfile,
    mySessions,
    resolveApiKey,
    resolveSession,
  },
  jobs: [],
  retention: [
    sweepBy('sign-in-links', sweepSignIns),
    sweepBy('ended-sessions', sweepSessions),
    sweepBy('ended-invitations', sweepInvitations),
  ],
  settings: {},
  constraints: {
    one_grant_per_role_and_reach: 'already-exists',
    one_living_api_key_per_name: 'already-exists',
    one_second_factor_per_person: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
