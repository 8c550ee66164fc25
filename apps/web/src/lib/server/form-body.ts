import type { ErrorCode } from '@otklik/kernel';
import { error, isHttpError, type RequestEvent } from '@sveltejs/kit';

// A form of ours has some tens of fields; the reader of forms spends on each part.
const PARTS_MAX = 1000;
const PART_HEAD_MAX_bytes = 8192;

type Fault = 'body-too-large' | 'over-capacity';

const STATUS: Readonly<Record<Fault | 'malformed-body', number>> = {
  'body-too-large': 413,
  'over-capacity': 503,
  'malformed-body': 400,
};

const refuse = (code: keyof typeof STATUS & ErrorCode): never => error(STATUS[code], code);

const boundaryOf = (contentType: string): string | undefined => {
  const found = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(
    contentType,
  );
  return found?.[1] ?? found?.[2];
};

/** Whether there are more parts, or longer heads of parts, than any form of ours sends. */
function isExcessive(bytes: Uint8Array, boundary: string): boolean {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  let parts = 0;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    parts += 1;
    const head_end = body.indexOf('\r\n\r\n', at);
    const next = body.indexOf(mark, at + mark.length);
    const head_bytes = (head_end < 0 ? (next < 0 ? body.length : next) : head_end) - at;
    if (parts > PARTS_MAX || (next >= 0 && head_bytes > PART_HEAD_MAX_bytes)) return true;
  }
  return false;
}

/** The fields of a cut body that came whole and are words: files are left out, and so is what is broken. */
function wordsOf(bytes: Uint8Array, boundary: string | undefined): FormData {
  const form = new FormData();
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (boundary === undefined) {
    const text = body.toString('utf8');
    for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
    return form;
  }
  const mark = Buffer.from(`\r\n--${boundary}`);
  let at = body.indexOf(`--${boundary}\r\n`);
  for (let parts = 0; at >= 0 && parts < PARTS_MAX; parts += 1) {
    const head_end = body.indexOf('\r\n\r\n', at);
    const end = head_end < 0 ? -1 : body.indexOf(mark, head_end + 2);
    if (end < 0) break;
    const head = body.toString('utf8', at, head_end);
    const name = /^content-disposition:\s*form-data;.*?\bname="([^"\r\n]{1,100})"/im.exec(
      head,
    )?.[1];
    if (name && !/\bfilename\*?=/i.test(head))
      form.append(name, body.toString('utf8', head_end + 4, end));
    at = end + 2;
  }
  return form;
}

async function readForm(event: RequestEvent): Promise<FormData> {
  const bytes = new Uint8Array(await event.request.arrayBuffer());
  const fault = faultOf(event);
  const type = event.request.headers.get('content-type') ?? '';
  const boundary = boundaryOf(type);
  if (fault === 'body-too-large') salvaged.set(event.request, wordsOf(bytes, boundary));
  if (fault) refuse(fault);
  if (boundary !== undefined && isExcessive(bytes, boundary)) refuse('malformed-body');
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    if ([...form.keys()].length > PARTS_MAX) refuse('malformed-body');
    whole.set(event.request, form);
    return form;
  } catch {
    return refuse('malformed-body');
  }
}

const salvaged = new WeakMap<Request, FormData>();
const whole = new WeakMap<Request, FormData>();

/** What was read of the form of a request, cut or whole; nothing when nobody has read it. */
export function readFormOf(
  request: Request,
): { readonly form: FormData; readonly is_cut: boolean } | undefined {
  const form = whole.get(request);
  if (form) return { form, is_cut: false };
  const words = salvaged.get(request);
  return words && { form: words, is_cut: true };
}

/** The key that a form carries, for the waist: whoever presses twice does it once. */
export function keyIn(form: FormData): { readonly idempotencyKey?: string } {
  const key = textIn(form, 'key');
  return /^[\w-]{16,80}$/.test(key) ? { idempotencyKey: key } : {};
}

/** One text of a form, as long as it is: the verb behind it says what is too long. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  // Browsers send line ends as two characters and count them as one.
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : '';
}

/**
 * A form that may be too large: then `is_cut`, and the form holds the words that came, for nobody types
 * them twice.
 * @throws what `formData()` throws otherwise
 */
export async function formOrWords(
  request: Request,
): Promise<{ readonly form: FormData; readonly is_cut: boolean }> {
  try {
    return { form: await request.formData(), is_cut: false };
  } catch (thrown) {
    const form = salvaged.get(request);
    if (isHttpError(thrown, 413) && form) return { form, is_cut: true };
    throw thrown;
  }
}

/** What the server says of a body that it cut; see its `body-watch.ts`. */
const faultOf = ({ platform }: RequestEvent): Fault | undefined =>
  (platform as { req?: { otklikBodyFault?: Fault } } | undefined)?.req?.otklikBodyFault;

/**
 * Lets every action read its form by `request.formData()` and get, where the body is cut, broken or made
 * to choke a reader, a refusal with its page instead of a failure of ours.
 */
export function guardForm(event: RequestEvent): void {
  if (event.request.method !== 'POST') return;
  let form: Promise<FormData> | undefined;
  Object.defineProperty(event.request, 'formData', {
    value: () => (form ??= readForm(event)),
  });
}
