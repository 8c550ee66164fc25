import { createHash } from 'node:crypto';
import { isAppError, type Actor } from '@otklik/kernel';
import { error } from '@sveltejs/kit';

interface Asked {
  readonly id: string;
  readonly size: string | null;
  /** The token of the form whose photo it is, while the form is not sent. */
  readonly draft?: string | undefined;
}

/** Short: a photo that is covered, or whose case is taken back, must be gone from copies soon too. */
const SHARED_s = 300;

/** As the module of complaints names a form by its token. */
const draftHash = (token: string): string =>
  createHash('sha256').update(`otklik-draft:${token}`).digest('base64url');

/**
 * The bytes of a photo, for who may see it. A published one may be kept for some minutes by everybody, and
 * never changes under its address; any other is for this reader only and is kept by nobody.
 */
export async function answerPhoto(
  locals: App.Locals,
  actor: Actor,
  { id, size, draft }: Asked,
): Promise<Response> {
  try {
    const photo = await locals.services.readPhoto(actor, {
      id,
      size: size === 'small' ? 'small' : 'full',
      ...(draft ? { draftHash: draftHash(draft) } : {}),
    });
    return new Response(new Uint8Array(photo.bytes), {
      headers: {
        'content-type': photo.contentType,
        'content-length': String(photo.bytes.length),
        'content-disposition': `inline; filename="otklik-${id.slice(0, 8)}.jpg"`,
        'x-content-type-options': 'nosniff',
        'cache-control': photo.public ? `public, max-age=${SHARED_s}` : 'no-store',
      },
    });
  } catch (thrown) {
    if (isAppError(thrown))
      error(thrown.code === 'invalid-input' ? 404 : thrown.status, thrown.code);
    throw thrown;
  }
}
