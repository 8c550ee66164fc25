import type { ErrorCode } from '@otklik/kernel';
import { error, type RequestEvent } from '@sveltejs/kit';

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

async function readForm(event: RequestEvent): Promise<FormData> {
  const bytes = new Uint8Array(await event.request.arrayBuffer());
  const fault = faultOf(event);
  if (fault) refuse(fault);
  const type = event.request.headers.get('content-type') ?? '';
  const boundary = boundaryOf(type);
  if (boundary !== undefined && isExcessive(bytes, boundary)) refuse('malformed-body');
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    if ([...form.keys()].length > PARTS_MAX) refuse('malformed-body');
    return form;
  } catch {
    return refuse('malformed-body');
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
