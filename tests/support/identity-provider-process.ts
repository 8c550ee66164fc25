import { generateKeyPairSync } from 'node:crypto';
import { Provider, type Context } from 'oidc-provider';

/**
 * A real OpenID provider in a process of its own: `node identity-provider-process.ts PORT REDIRECT…`.
 * Whoever signs in as NAME is the account NAME, with these claims; the page takes any password.
 */
const PEOPLE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  anna: { email: 'anna@mail.example', email_verified: true, assurance_level: 'AL20' },
  boris: { email: 'victim@example.org', email_verified: false, assurance_level: 'AL10' },
  clara: { email: 'known@example.org', email_verified: true, assurance_level: 'AL15' },
  face: { assurance_level: 'AL20', amr_seen: ['face'] },
  // As ESIA says it: levels of the account, and the way in.
  esia_simple: { assurance_level: 'AL10' },
  esia_known: { assurance_level: 'AL15' },
  esia_sure: { email: 'esia@mail.example', email_verified: true, assurance_level: 'AL20' },
  esia_bio: { assurance_level: 'AL20', amr: ['bio'] },
  // As mos.ru says it: its own names of claims.
  mos_simple: { mail: 'simple@mail.example', mail_verified: false, trusted: false },
  mos_known: { snils_checked: true, trusted: false },
  mos_sure: { mail: 'mos@mail.example', mail_verified: true, trusted: true, snils_checked: true },
  mos_face: { trusted: true, amr: ['face'] },
};
const [port = '0', ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const scope = 'openid email profile contacts';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'otklik',
      client_secret: 'secret-of-the-tests',
      redirect_uris: redirects,
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: {
    keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }],
  },
  cookies: { keys: ['only-for-tests'] },
  claims: {
    openid: ['sub', 'assurance_level', 'amr_seen', 'amr'],
    profile: ['trusted', 'snils_checked'],
    contacts: ['mail', 'mail_verified'],
    email: ['email', 'email_verified'],
    auth_time: null,
  },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  ttl: {
    AccessToken: 300,
    AuthorizationCode: 60,
    IdToken: 300,
    Interaction: 600,
    Session: 600,
    Grant: 600,
  },
  findAccount: (_: unknown, id: string) => ({
    accountId: id,
    claims: async () => ({ sub: id, ...PEOPLE[id] }),
  }),
  // No question about consent: what is asked for is given.
  async loadExistingGrant({ oidc }: Context) {
    const { clientId } = oidc.client;
    const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope(scope);
    await grant.save();
    return grant;
  },
});

provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('provider ready\n'));
