import type { AccountsService } from '@otklik/accounts';
import type { manifest as access } from '@otklik/access';
import type { manifest as waitAlerts } from '@otklik/wait-alerts';
import type { manifest as guarantees } from '@otklik/guarantees';
import type { manifest as waitNorms } from '@otklik/wait-norms';
import type { manifest as actLog } from '@otklik/act-log';
import type { manifest as assisted } from '@otklik/assisted';
import type { manifest as attachment } from '@otklik/attachment';
import type { manifest as campaigns } from '@otklik/campaigns';
import type { manifest as cases, ReadPhoto } from '@otklik/cases';
import type { manifest as complaints } from '@otklik/complaints';
import type { manifest as crowd } from '@otklik/crowd';
import type { manifest as desk } from '@otklik/desk';
import type { Actor, Challenge, Face } from '@otklik/kernel';
import type { manifest as moderationWatch } from '@otklik/moderation-watch';
import type { manifest as namedStaff } from '@otklik/named-staff';
import type { manifest as notices } from '@otklik/notices';
import type { manifest as registry } from '@otklik/registry';
import type { manifest as retention } from '@otklik/retention';
import type { manifest as safeguards } from '@otklik/safeguards';
import type { manifest as subscriptions } from '@otklik/subscriptions';
import type { manifest as surveyForms } from '@otklik/survey-forms';
import type { AttachedReport, manifest as surveys, VisitsReport } from '@otklik/surveys';
import type { manifest as surveyAnswers } from '@otklik/survey-answers';
import type { manifest as surveyResults } from '@otklik/survey-results';
import type { manifest as surveyComments } from '@otklik/survey-comments';
import type { manifest as surveyModes } from '@otklik/survey-modes';
import type { manifest as pilots } from '@otklik/pilots';
import type { manifest as systemic } from '@otklik/systemic';
import type { manifest as thanks } from '@otklik/thanks';

interface KeptMessage {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly channel: string;
  readonly keptAt: string;
}

interface KeptLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: 'ru' | 'en';
  readonly keptAt: string;
}

/** One line of the watch list; see `apps/server/src/health/rules.ts`. */
export interface AlertOnPage {
  readonly name: string;
  readonly on: boolean;
  readonly value: number;
  readonly threshold: number;
  readonly unit: 'seconds' | 'count' | 'percent';
  readonly since: Date | null;
}

/**
 * What the server hands to the pages: running services by name. The server sets it before the first
 * request; the pages' bundle must never make its own (it would open a second database pool), so every
 * import here is a type.
 */
export interface WebServices {
  readonly accounts: AccountsService;
  readonly access: Face<typeof access>;
  readonly waitAlerts: Face<typeof waitAlerts>;
  readonly waitNorms: Face<typeof waitNorms>;
  readonly guarantees: Face<typeof guarantees>;
  readonly actLog: Face<typeof actLog>;
  readonly assisted: Face<typeof assisted>;
  readonly attachment: Face<typeof attachment>;
  readonly cases: Face<typeof cases>;
  readonly complaints: Face<typeof complaints>;
  readonly crowd: Face<typeof crowd>;
  readonly desk: Face<typeof desk>;
  readonly namedStaff: Face<typeof namedStaff>;
  readonly safeguards: Face<typeof safeguards>;
  readonly notices: Pick<Face<typeof notices>, 'holdContact'>;
  readonly registry: Face<typeof registry>;
  readonly retention: Face<typeof retention>;
  readonly moderationWatch: Face<typeof moderationWatch>;
  readonly campaigns: Face<typeof campaigns>;
  readonly subscriptions: Face<typeof subscriptions>;
  readonly surveyForms: Face<typeof surveyForms>;
  readonly surveys: Face<typeof surveys>;
  readonly surveyAnswers: Face<typeof surveyAnswers>;
  readonly surveyResults: Face<typeof surveyResults>;
  readonly surveyComments: Face<typeof surveyComments>;
  readonly surveyModes: Face<typeof surveyModes>;
  readonly pilots: Face<typeof pilots>;
  readonly systemic: Face<typeof systemic>;
  readonly thanks: Face<typeof thanks>;
  /** A picture of our own from SVG that we wrote, as PNG. */
  drawPicture(svg: string): Promise<Uint8Array>;
  /** True in demo mode: the gallery and the mailbox exist only then. */
  readonly demo: boolean;
  /** For so many seconds a moderator's step can be taken back; 0 where steps are made at once. */
  readonly undo_s: number;
  readonly region: string;
  readonly mailbox: {
    list(): Promise<KeptLetter[]>;
    read(id: string): Promise<KeptLetter | null>;
  } | null;
  /** What would have gone to telephones and messengers, in a demonstration. */
  readonly messageBoxes: readonly {
    list(): Promise<KeptMessage[]>;
    reply(from: string, text: string): { readonly signature: string; readonly body: string };
  }[];
  /** The text of a file, whatever it is encoded in. @throws AppError invalid-input for what is no text */
  textOf(bytes: Uint8Array): string;
  /** A list of attached people. @throws AppError invalid-input for what is no such file */
  importAttached(actor: Actor, bytes: Uint8Array): Promise<AttachedReport>;
  /** The bytes of a photo, for who may see it. @throws AppError not-found */
  readPhoto(
    actor: Actor,
    asked: { id: string; size?: 'full' | 'small'; draftHash?: string },
  ): Promise<ReadPhoto>;
  /** The export of a closed pilot as a tar archive. @throws AppError step-up-required, forbidden, not-found */
  readExport(actor: Actor, asked: { code: string }): Promise<AsyncIterable<Uint8Array>>;
  /** A file of visits that people are asked about. @throws AppError invalid-input for what is no such file */
  importVisits(actor: Actor, bytes: Uint8Array): Promise<VisitsReport>;
  readonly proofOfWork: { challenge(action: string, now: Date): Promise<Challenge> };
  /** The signed ticket that a receipt's holder keeps in a cookie. */
  readonly follow: { sign(caseId: string): string; open(ticket: string): string | null };
  /** What is watched in this installation and whether somebody has to act; for its administrators. */
  alertsFor(actor: Actor): Promise<readonly AlertOnPage[]>;
  now(): Date;
  reportError(error: unknown, fields: Record<string, unknown>): void;
}

const key = Symbol.for('otklik.services');

/** The services of this process. @throws Error while the pages run without the server */
export function services(): WebServices {
  const found = (globalThis as { [key]?: WebServices })[key];
  if (!found) throw new Error('the pages run inside the server: npm start');
  return found;
}

export const follow_cookie = 'otklik_follow';

/** Who is asking: a signed-in person, the holder of a receipt, or a visitor. */
export async function actorOf(event: {
  request: Request;
  cookies: { get(name: string): string | undefined };
}): Promise<Actor> {
  const { accounts, follow, region } = services();
  const origin = event.request.headers.get('x-otklik-origin') ?? 'unknown';
  const cookie = event.request.headers.get('cookie');
  const actor = await accounts.actorFromRequest({ cookie, region, origin });
  const ticket = event.cookies.get(follow_cookie);
  const caseId = actor.kind === 'visitor' && ticket ? follow.open(ticket) : null;
  return caseId ? { kind: 'receipt', region, caseId, origin } : actor;
}
