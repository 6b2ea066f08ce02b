import { z } from 'zod';

/** What a pupil is told before the first question of a conversation. */
export const rulesSchema = z.strictObject({
  /** Changes with the rules. A conversation's first question says which ones the pupil was told. */
  version: z.string(),
  teacherMayRead: z.boolean(),
  retentionDays: z.int(),
});
