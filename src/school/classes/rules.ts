import { createHash } from 'node:crypto';
import type { Rules } from '../contract/index.ts';
import type { SchoolClass } from './class.ts';

/** The rules of a class now. */
export function rulesOf({ id, settings: { teacherMayRead, retentionDays } }: SchoolClass): Rules {
  const text = JSON.stringify([id, teacherMayRead, retentionDays]);
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return { version, teacherMayRead, retentionDays };
}
