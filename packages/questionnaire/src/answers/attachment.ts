import { EXTENSION, numberAt, stringsAt } from '../extensions.ts';
import type { ItemDef } from '../form.ts';
import type { Rule } from '../findings.ts';
import type { Json } from '../json.ts';

/** Size in bytes and type of an attachment; content that is only linked is judged by what it says of itself. */
export function checkAttachment(def: ItemDef, attachment: Json): Rule[] {
  const rules: Rule[] = [];
  const { data, url, size, contentType } = attachment;
  const bytes = typeof data === 'string' ? bytesOf(data) : undefined;
  const held = bytes ?? (url === undefined ? 0 : undefined);
  if (typeof size === 'number' && held !== undefined && held !== size) {
    rules.push('attachmentSizeInconsistent');
  }
  const most = numberAt(def.raw, EXTENSION.maxSize);
  const least = bytes ?? (typeof size === 'number' && url !== undefined ? size : 0);
  if (most !== undefined && least > most) rules.push('maxAttachmentSize');
  const types = stringsAt(def.raw, EXTENSION.mimeType);
  if (types.length > 0 && !(typeof contentType === 'string' && types.includes(contentType))) {
    rules.push('invalidAttachmentType');
  }
  return rules;
}

/** Length of what base64 text holds. */
function bytesOf(base64: string): number {
  const text = base64.replace(/\s/g, '');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor((text.length * 3) / 4) - padding;
}
