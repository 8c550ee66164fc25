import { z } from 'zod';

export const nothing = z.strictObject({});
