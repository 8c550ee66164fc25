import type { Actor, Face, Log } from '@otklik/kernel';
import type { manifest as access } from '@otklik/access';
import type { manifest as actLog } from '@otklik/act-log';
import type { manifest as complaints } from '@otklik/complaints';
import type { manifest as registry } from '@otklik/registry';
import type { manifest as surveyResults } from '@otklik/survey-results';
import type { manifest as guarantees } from '@otklik/guarantees';
import type { manifest as surveys } from '@otklik/surveys';
import type { manifest as surveyModes } from '@otklik/survey-modes';
import type { manifest as systemic } from '@otklik/systemic';
import type { manifest as thanks } from '@otklik/thanks';

/** The verbs this API translates, bound to a running installation. */
export interface ApiFaces {
  readonly access: Pick<
    Face<typeof access>,
    'pushSlots' | 'takeAppointments' | 'takeTries' | 'takeWaitingLists'
  >;
  readonly actLog: Face<typeof actLog>;
  readonly registry: Pick<Face<typeof registry>, 'findClinics' | 'getCalendar' | 'getClinic'>;
  readonly surveyResults: Pick<
    Face<typeof surveyResults>,
    'exportNok' | 'exportPart' | 'exportResults' | 'listMethods'
  >;
  readonly guarantees: Pick<Face<typeof guarantees>, 'takeReferrals'>;
  readonly surveys: Pick<Face<typeof surveys>, 'recordAttached' | 'recordVisits' | 'takeMessage'>;
  readonly surveyModes: Pick<Face<typeof surveyModes>, 'openFromCabinet' | 'readCabinet'>;
  readonly systemic: Pick<Face<typeof systemic>, 'getSystemic' | 'listSystemic'>;
  readonly thanks: Pick<Face<typeof thanks>, 'listThanks'>;
  readonly complaints: Pick<
    Face<typeof complaints>,
    | 'addDraftPhoto'
    | 'fileComplaint'
    | 'getComplaint'
    | 'getStatistics'
    | 'listComplaints'
    | 'listTakeDowns'
    | 'listTopics'
    | 'saveDraft'
  >;
}

/** What the server hands over once. */
export interface ApiOptions {
  readonly faces: ApiFaces;
  /** Null for an unknown or revoked key. */
  readonly actorFromKey: (request: {
    readonly region: string;
    readonly origin: string;
    readonly key: string;
  }) => Promise<Actor | null>;
  /** Counts a question of a key against its quota; what a key writes counts by itself. @throws AppError too-many-requests */
  readonly countRead: (actor: Actor) => Promise<void>;
  readonly region: string;
  /** Origin of the pages that answers link to. */
  readonly publicUrl: string;
  readonly log: Log;
}

/** What the server knows of one request and a `Request` does not hold. */
export interface ApiRequestFacts {
  /** Keyed hash of the address prefix. */
  readonly origin: string;
  /** The server's own: what a client says of it is not believed. */
  readonly requestId: string;
  /** Told the pattern of the route that answered, for the log: never the address itself. */
  readonly matched?: (pattern: string) => void;
  /** Told who asks, for the log's region and role. */
  readonly asked?: (actor: Actor) => void;
}
