import { AppError } from '@otklik/kernel';
import { normaliseEmail } from '@otklik/notices';
import { normalisePhone } from './model/channels.ts';

/** @throws AppError invalid-input for what is no address or number */
export function checkAddresses({
  email,
  phone,
}: {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}): void {
  if (email !== undefined) normaliseEmail(email);
  if (phone !== undefined && !normalisePhone(phone))
    throw new AppError('invalid-input', { issues: [{ path: 'phone', code: 'invalid_format' }] });
}
