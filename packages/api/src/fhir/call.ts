import type { Actor, Face, Log } from '@otklik/kernel';
import type { manifest as scheduling } from '@otklik/scheduling';
import type { manifest as access } from '@otklik/access';
import type { manifest as surveyAnswers } from '@otklik/survey-answers';
import type { manifest as surveyForms } from '@otklik/survey-forms';
import type { manifest as surveys } from '@otklik/surveys';
import type { ApiOptions } from '../doors.ts';
import type { Json } from './json.ts';

export const PREFIX = '/fhir/R4';

/** What the server hands over once. */
export interface FhirOptions {
  readonly faces: {
    readonly scheduling: Pick<
      Face<typeof scheduling>,
      'searchLocations' | 'searchSchedules' | 'searchSlots'
    >;
    readonly access: Pick<Face<typeof access>, 'takeBundle'>;
    readonly surveyForms: Pick<Face<typeof surveyForms>, 'findForms' | 'importForm'>;
    readonly surveyAnswers: Pick<Face<typeof surveyAnswers>, 'finish'>;
    readonly surveys: Pick<Face<typeof surveys>, 'recordVisits'>;
  };
  readonly actorFromKey: ApiOptions['actorFromKey'];
  readonly region: string;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** One request as an answerer gets it. */
export interface Call {
  readonly options: FhirOptions;
  /** Origin and prefix: what resources of this door are named under. */
  readonly base: string;
  readonly request: Request;
  readonly query: URLSearchParams;
  /** What stands in the path after the type. */
  readonly id: string;
  readonly visitor: Actor;
  /** Whoever a key belongs to. @throws AppError credential-invalid, sign-in-required without one */
  readonly machine: () => Promise<Actor>;
}

/** What is sent back; without a body nothing but its status. */
export interface Answer {
  readonly status: number;
  readonly body: Json | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answerer = (call: Call) => Promise<Answer>;
