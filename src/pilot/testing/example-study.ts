import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStudy, type Study } from '../study/study.ts';

const file = join(import.meta.dirname, '..', 'study', 'data', 'example-study.yaml');

/** The study of ten classes in two arms that comes with Soro. */
export function exampleStudy(): Study {
  return readStudy(readFileSync(file, 'utf8'), file);
}
