const KIB = 1024;
const MIB = 1024 * KIB;

export interface BodyRule {
  readonly size_max_bytes: number;
  /** Photos may take long on a bad line: they end when nothing comes, not when a time is over. */
  readonly upload: boolean;
}

const ORDINARY: BodyRule = { size_max_bytes: 256 * KIB, upload: false };

/** The forms that carry photos, by path without the language; every other body is words only. */
const UPLOADS: readonly (readonly [RegExp, BodyRule])[] = [
  // A file of the registry, 20 MB, and the form around it.
  [/^\/desk\/(?:registry\/imports|attachment)\/?$/, { size_max_bytes: 20 * MIB, upload: true }],
  // A file of visits, or of attached people.
  [/^\/desk\/surveys\/(?:visits|attached)\/?$/, { size_max_bytes: 20 * MIB, upload: true }],
  // One photo a request, 15 MB at most.
  [
    /^\/(?:complaints\/(?:new\/photos|[\d-]{5,20}\/mend)|desk\/intake\/new)\/?$/,
    { size_max_bytes: 16 * MIB, upload: true },
  ],
  // A dispute with three photos: on the page of the case, and by the link in a letter.
  [/^\/(?:complaints\/[\d-]{5,20}|say\/[\w-]{43})\/?$/, { size_max_bytes: 48 * MIB, upload: true }],
  // An answer with five photos, and some room for the words.
  [/^\/desk\/cases\/[^/]+\/?$/, { size_max_bytes: 80 * MIB, upload: true }],
];

// A photo by a machine. The API counts its own 256 KiB for words; this is the wall behind it.
const MACHINE_PHOTO: BodyRule = { size_max_bytes: 16 * MIB, upload: true };
// A Bundle of a thousand visits with their patients.
const MACHINE_BUNDLE: BodyRule = { size_max_bytes: 2.25 * MIB, upload: false };
// A file of visits; the door counts its own.
const MACHINE_FILE: BodyRule = { size_max_bytes: 20 * MIB, upload: true };
const MACHINE: BodyRule = { size_max_bytes: 512 * KIB, upload: false };

/** How much a machine's body at this path may weigh and how it is timed. */
export function machineBodyRuleOf(path: string): BodyRule {
  if (/^\/api\/v1\/drafts\/[^/]+\/photos$/.test(path)) return MACHINE_PHOTO;
  if (/^\/api\/v1\/visits\/files$/.test(path)) return MACHINE_FILE;
  return /^\/fhir\/R4\/?$/.test(path) ? MACHINE_BUNDLE : MACHINE;
}

/** How much a body at this path may weigh and how it is timed. */
export function bodyRuleOf(path: string): BodyRule {
  const bare = path.replace(/^\/en(?=\/)/, '');
  return UPLOADS.find(([pattern]) => pattern.test(bare))?.[1] ?? ORDINARY;
}

export interface HttpLimits {
  readonly headers_ms: number;
  /** From the first byte of a request to the last of an ordinary body. */
  readonly request_ms: number;
  /** Between two pieces of an upload. */
  readonly upload_idle_ms: number;
  /** A whole upload, however steadily it trickles. */
  readonly upload_ms: number;
  /** How long and how much of a body that is refused is still read, so that a browser sees the answer. */
  readonly linger_ms: number;
  readonly linger_max_bytes: number;
  /** How much of a body that said it is too large is handed on all the same: its words. */
  readonly words_max_bytes: number;
  /** Requests at once, health aside. */
  readonly requests_max: number;
  /** Bytes of bodies at once, of all requests together. */
  readonly bodies_max_bytes: number;
}

/** What they stand against: docs/reference/threat-model.md, a malicious request or file. */
export const HTTP_LIMITS: HttpLimits = {
  headers_ms: 10_000,
  request_ms: 30_000,
  upload_idle_ms: 30_000,
  upload_ms: 600_000,
  linger_ms: 1_000,
  linger_max_bytes: 100 * MIB,
  words_max_bytes: 256 * KIB,
  requests_max: 256,
  bodies_max_bytes: 256 * MIB,
};
