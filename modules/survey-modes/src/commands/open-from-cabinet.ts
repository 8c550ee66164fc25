import { AppError, defineCommand } from '@otklik/kernel';
import { linkTo } from '@otklik/notices';
import { mintToken } from '@otklik/surveys';
import { askedFor } from '../from-cabinet.ts';
import { readsCabinet } from '../policy.ts';
import { openFromCabinet as input } from '../schema.ts';

/**
 * A fresh link to an invitation that waits, for a person who stands in the cabinet of somebody else. Answered there
 * it is answered everywhere.
 * @throws AppError credential-invalid, not-found
 */
export const openFromCabinet = defineCommand({
  name: 'survey-modes.open-from-cabinet',
  input,
  policy: readsCabinet,
  limits: [{ per: 'principal', count_max: 20_000, window_s: 3600 }],
  async handle({ app, tx, subject: keyId, input: { assertion, handle, locale } }) {
    const { cabinet, waiting } = await askedFor({ app, tx }, keyId, assertion);
    const one = waiting.find((found) => found.handle === handle);
    if (!one) throw new AppError('not-found');
    const token = await mintToken(tx, one.id, 'cabinet');
    const openUrl = linkTo(app.settings.publicUrl, `/survey/${token}`, locale);
    return { cabinetId: cabinet.id, openUrl, expiresOn: one.expiresOn };
  },
  audit: ({ output }) => ({ object: output.cabinetId }),
});
