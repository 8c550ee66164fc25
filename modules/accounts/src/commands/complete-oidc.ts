import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import {
  confirmContact,
  contactFor,
  contactWithoutAddress,
  emailAddress,
  findContact,
} from '@otklik/notices';
import type { z } from 'zod';
import { nextStep, type NextStep } from '../next-step.ts';
import { onlySystem } from '../policy.ts';
import { flowResult } from '../schema.ts';
import {
  addIdentity,
  completeFlow,
  endSession,
  ensurePerson,
  findIdentity,
  findProvider,
  findSession,
  hasFactor,
  openSession,
  renewSession,
  subjectIndex,
  useIdentity,
} from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

type Facts = z.output<typeof flowResult>;
type Flow = Awaited<ReturnType<typeof completeFlow>>;
interface Done {
  readonly purpose: Flow['purpose'];
  readonly locale: Flow['locale'];
  readonly personId: string;
  /** Absent where the session stays as it is. */
  readonly sessionId?: string;
  readonly next: NextStep;
}

/**
 * Ends a way to a provider with what it said, verified by the server before. Nobody is ever found by an
 * e-mail address: an address that is known here belongs to whoever reads its mail, so its owner signs in
 * by mail and links the provider then. Two persons are never merged.
 *
 * @throws AppError link-expired, identity-taken (`what`: identity or address), identity-refused
 *   (`reason`: not-linked, another-person), forbidden (disabled)
 */
export const completeOidc = defineCommand({
  name: 'accounts.complete-oidc',
  input: flowResult,
  policy: onlySystem('accounts.oidc'),
  async handle({ tx, input }): Promise<Done> {
    const flow = await completeFlow(tx, input.flowId);
    const { purpose, locale } = flow;
    const index = subjectIndex(tx, input.issuer, input.subject);
    const known = await findIdentity(tx, flow.provider, index);
    if (known) await useIdentity(tx, known.id, input.assurance);
    if (purpose === 'sign-in') {
      const personId = known?.person_id ?? (await newcomer(tx, flow, input));
      await ensurePerson(tx, personId);
      if (!known) await link(tx, personId, flow, input, index);
      const { session, device, assurance } = input;
      if (session) await endSession(tx, session.personId, session.sessionId);
      const enrolled = await hasFactor(tx, personId);
      const proven = !enrolled;
      const sessionId = await openSession(tx, {
        personId,
        device,
        proven,
        method: 'oidc',
        assurance,
      });
      const next = await nextStep(tx, personId, { enrolled, given: false });
      return { purpose, locale, personId, sessionId, next };
    }
    const person = await startedBy(tx, flow, input);
    const { personId } = person;
    if (known && known.person_id !== personId)
      throw purpose === 'link'
        ? new AppError('identity-taken', { what: 'identity' })
        : new AppError('identity-refused', { reason: 'another-person' });
    if (purpose === 'link') {
      if (!known) {
        await link(tx, personId, flow, input, index);
        await tellOfChange(tx, personId, 'identity-linked');
      }
      return { purpose, locale, personId, next: 'home' };
    }
    if (!known) throw new AppError('identity-refused', { reason: 'not-linked' });
    const sessionId = await renewSession(tx, person, 'other', input.assurance);
    return { purpose, locale, personId, sessionId, next: 'home' };
  },
  audit: ({ output }) => ({ object: `person:${output.personId}`, after: output.purpose }),
});

/** The person of somebody who is new here: a contact of theirs, and never somebody else's. */
async function newcomer(tx: Tx, flow: Flow, { email }: Facts): Promise<string> {
  const { locale } = flow;
  const provider = await findProvider(tx, flow.provider);
  // Staff are invited; a provider only recognises them.
  if (!provider || provider.audience === 'staff')
    throw new AppError('identity-refused', { reason: 'not-linked' });
  const address = emailAddress.nullable().safeParse(email).data ?? null;
  if (address === null) return contactWithoutAddress(tx, locale);
  if (await findContact(tx, address)) throw new AppError('identity-taken', { what: 'address' });
  const id = await contactFor(tx, { email: address, locale });
  await confirmContact(tx, id);
  return id;
}

const link = (tx: Tx, personId: string, flow: Flow, { assurance }: Facts, index: string) =>
  addIdentity(tx, { personId, provider: flow.provider, index, assurance });

/** Who set out, still signed in and in the very session. @throws AppError link-expired */
async function startedBy(tx: Tx, flow: Flow, { session }: Facts) {
  const { person_id: personId, session_id: sessionId } = flow;
  const same = session?.sessionId === sessionId && session?.personId === personId;
  if (!personId || !sessionId || !same || !(await findSession(tx, sessionId)))
    throw new AppError('link-expired');
  return { personId, sessionId };
}
