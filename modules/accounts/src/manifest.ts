import { defineModule, sweepBy } from '@otklik/kernel';
import { acceptInvitation } from './commands/accept-invitation.ts';
import { addPasskey } from './commands/add-passkey.ts';
import { beginOidcLink } from './commands/begin-oidc-link.ts';
import { beginOidcSignIn } from './commands/begin-oidc-sign-in.ts';
import { beginOidcStepUp } from './commands/begin-oidc-step-up.ts';
import { beginPasskeyProof } from './commands/begin-passkey-proof.ts';
import { beginPasskey } from './commands/begin-passkey.ts';
import { completeOidc } from './commands/complete-oidc.ts';
import { completeSignIn } from './commands/complete-sign-in.ts';
import { confirmAddress } from './commands/confirm-address.ts';
import { confirmStepUp } from './commands/confirm-step-up.ts';
import { confirmTotp } from './commands/confirm-totp.ts';
import { createApiKey } from './commands/create-api-key.ts';
import { disablePerson } from './commands/disable-person.ts';
import { enrolTotp } from './commands/enrol-totp.ts';
import { erasePerson } from './commands/erase-person.ts';
import { grantRole } from './commands/grant-role.ts';
import { handOverRole } from './commands/hand-over-role.ts';
import { inviteStaff } from './commands/invite-staff.ts';
import { issueDemoLink } from './commands/issue-demo-link.ts';
import { mailStepUp } from './commands/mail-step-up.ts';
import { parkDeed } from './commands/park-deed.ts';
import { putIdentityProvider } from './commands/put-identity-provider.ts';
import { removeIdentityProvider } from './commands/remove-identity-provider.ts';
import { removePasskey } from './commands/remove-passkey.ts';
import { removeTotp } from './commands/remove-totp.ts';
import { renamePasskey } from './commands/rename-passkey.ts';
import { requestAddress } from './commands/request-address.ts';
import { requestSignIn } from './commands/request-sign-in.ts';
import { setApiKeyQuota } from './commands/set-api-key-quota.ts';
import { listApiKeys } from './queries/list-api-keys.ts';
import { revokeApiKey } from './commands/revoke-api-key.ts';
import { revokeInvitation } from './commands/revoke-invitation.ts';
import { revokeRole } from './commands/revoke-role.ts';
import { revokeSession } from './commands/revoke-session.ts';
import { signOut } from './commands/sign-out.ts';
import { sweepInvitations } from './commands/sweep-invitations.ts';
import { sweepSessions } from './commands/sweep-sessions.ts';
import { spendOidcFlow } from './commands/spend-oidc-flow.ts';
import { sweepSignIns } from './commands/sweep-sign-ins.ts';
import { touchApiKey } from './commands/touch-api-key.ts';
import { touchSession } from './commands/touch-session.ts';
import { turnGrants } from './commands/turn-grants.ts';
import { unlinkIdentity } from './commands/unlink-identity.ts';
import { usePasskey } from './commands/use-passkey.ts';
import { useRecoveryCode } from './commands/use-recovery-code.ts';
import { verifyTotp } from './commands/verify-totp.ts';
import { turnGrants as turnJob } from './jobs/turn-grants.ts';
import { listIdentityProviders } from './queries/list-identity-providers.ts';
import { listInvitations } from './queries/list-invitations.ts';
import { listRoleHistory } from './queries/list-role-history.ts';
import { listStaff } from './queries/list-staff.ts';
import { lookAtInvitation } from './queries/look-at-invitation.ts';
import { myProfile } from './queries/my-profile.ts';
import { mySessions } from './queries/my-sessions.ts';
import { myWaysIn } from './queries/my-ways-in.ts';
import { parkedDeed } from './queries/parked-deed.ts';
import { resolveApiKey } from './queries/resolve-api-key.ts';
import { resolveSession } from './queries/resolve-session.ts';

export const manifest = defineModule({
  name: 'accounts',
  needs: ['notices', 'registry', 'retention'],
  commands: {
    acceptInvitation,
    addPasskey,
    beginOidcLink,
    beginOidcSignIn,
    beginOidcStepUp,
    beginPasskey,
    beginPasskeyProof,
    completeOidc,
    completeSignIn,
    confirmAddress,
    confirmStepUp,
    confirmTotp,
    createApiKey,
    disablePerson,
    enrolTotp,
    erasePerson,
    grantRole,
    handOverRole,
    inviteStaff,
    issueDemoLink,
    mailStepUp,
    parkDeed,
    putIdentityProvider,
    removeIdentityProvider,
    removePasskey,
    removeTotp,
    renamePasskey,
    requestAddress,
    requestSignIn,
    revokeApiKey,
    setApiKeyQuota,
    revokeInvitation,
    revokeRole,
    revokeSession,
    signOut,
    sweepInvitations,
    sweepSessions,
    spendOidcFlow,
    sweepSignIns,
    touchApiKey,
    touchSession,
    turnGrants,
    unlinkIdentity,
    usePasskey,
    useRecoveryCode,
    verifyTotp,
  },
  queries: {
    listApiKeys,
    listIdentityProviders,
    listInvitations,
    listRoleHistory,
    listStaff,
    lookAtInvitation,
    myProfile,
    mySessions,
    myWaysIn,
    parkedDeed,
    resolveApiKey,
    resolveSession,
  },
  retention: [
    sweepBy('sign-in-links', sweepSignIns),
    sweepBy('ended-sessions', sweepSessions),
    sweepBy('ended-invitations', sweepInvitations),
  ],
  jobs: [turnJob],
  erasers: { person: erasePerson },
  settings: {},
  constraints: {
    one_grant_per_role_and_reach: 'already-exists',
    one_living_api_key_per_name: 'already-exists',
    one_passkey_per_credential: 'already-exists',
    one_person_per_identity: 'identity-taken',
    one_second_factor_per_person: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
