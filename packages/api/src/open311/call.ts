import type { Actor, Face, Log } from '@otklik/kernel';
import type { manifest as complaints } from '@otklik/complaints';
import type { manifest as registry } from '@otklik/registry';
import type { Locale } from '@otklik/i18n';
import type { ApiOptions } from '../doors.ts';
import type { Answer } from './markup.ts';
import type { Parameters } from './parameters.ts';

export const PREFIX = '/open311/v2';

/** What the server hands over once. */
export interface Open311Options {
  readonly faces: {
    readonly registry: Pick<Face<typeof registry>, 'findClinics' | 'findNearest' | 'getClinic'>;
    readonly complaints: Pick<
      Face<typeof complaints>,
      'fileComplaint' | 'getTopicsChange' | 'listRequests' | 'listTopics'
    >;
  };
  readonly actorFromKey: ApiOptions['actorFromKey'];
  /** Code of the region (ISO 3166-2): the jurisdiction. */
  readonly region: string;
  readonly publicUrl: string;
  /** A demonstration tells that its endpoint is one for tests. */
  readonly demo: boolean;
  readonly now: () => Date;
  readonly log: Log;
}

/** One request as an answerer gets it: format, language and jurisdiction are settled. */
export interface Call {
  readonly options: Open311Options;
  readonly locale: Locale;
  readonly visitor: Actor;
  readonly origin: string;
  /** Of the query; for a filing of the body as well. */
  readonly given: Parameters;
  /** What stands in the path where the pattern has a name. */
  readonly name: string;
}

export type Answerer = (call: Call) => Promise<Answer>;
