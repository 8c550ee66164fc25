import { z } from 'zod';
import { fileComplaint } from './schema.ts';

/** A form half written: the clinic and the topic are chosen, the story may still be anything. */
export const findSimilar = z.strictObject({
  clinic: fileComplaint.shape.clinic,
  topic: fileComplaint.shape.topic,
  story: z.string().max(16_000),
  facts: fileComplaint.shape.facts,
});
