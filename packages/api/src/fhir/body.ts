import { AppError } from '@otklik/kernel';
import { readBytes, refusePacked } from '../read.ts';
import { refuse } from './outcome.ts';
import { isObject, type Json } from './json.ts';

const KIB = 1024;
const RESOURCE_MAX_bytes = 256 * KIB;
export const BUNDLE_MAX_bytes = 2 * KIB * KIB;
const TYPE = /^application\/(?:fhir\+)?json(?:\s*;.*)?$/i;

/**
 * A resource of one type from the body.
 * @throws FhirRefusal 415 for another format, 400 for another type; AppError body-too-large, malformed-body
 */
export async function readResource(
  request: Request,
  type: string,
  maximum_bytes = RESOURCE_MAX_bytes,
): Promise<{ readonly resource: Json; readonly text: string }> {
  if (!TYPE.test(request.headers.get('content-type')?.trim() ?? ''))
    throw refuse(415, 'not-supported', 'unsupported-media-type');
  refusePacked(request);
  let text: string;
  let resource: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(
      await readBytes(request, maximum_bytes),
    );
    resource = JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('malformed-body');
  }
  if (!isObject(resource) || resource['resourceType'] !== type)
    throw refuse(400, 'structure', 'resource-type');
  return { resource, text };
}

const JSON_FORMATS = new Set(['json', 'application/json', 'application/fhir+json', 'text/json']);

/** @throws FhirRefusal 406 when neither the query nor the header takes JSON */
export function demandJson(request: Request, query: URLSearchParams): void {
  const asked = query.get('_format')?.replace(' ', '+');
  if (asked !== undefined && asked !== null) {
    if (!JSON_FORMATS.has(asked.split(';')[0]!.trim().toLowerCase()))
      throw refuse(406, 'not-supported', 'format');
    return;
  }
  const accepted = (request.headers.get('accept') ?? '*/*').toLowerCase();
  const takes = accepted
    .split(',')
    .map((one) => one.split(';')[0]!.trim())
    .some((one) => JSON_FORMATS.has(one) || one === '*/*' || one === 'application/*' || one === '');
  if (!takes) throw refuse(406, 'not-supported', 'format');
}
