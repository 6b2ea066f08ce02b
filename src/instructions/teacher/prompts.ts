import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { at, knownEntry } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { namedRandom } from '../random.ts';

const fileSchema = z.strictObject({
  author: z.string(),
  system: z.string(),
  request: z.string(),
  judge: z.string(),
  kinds: z.record(z.string(), z.string()),
  topics: z.array(z.string()).min(1),
  styles: z.array(z.string()).min(1),
  lengths: z.array(z.string()).min(1),
  refusalMarkers: z.array(z.string()),
});

/** What a teacher and a judge are told: `data/teacher-prompts.yaml`. */
export type TeacherPrompts = z.output<typeof fileSchema>;

let loaded: TeacherPrompts | undefined;

/** The prompts, read at the first call. */
export function teacherPrompts(): TeacherPrompts {
  const file = fileURLToPath(new URL('../data/teacher-prompts.yaml', import.meta.url));
  loaded ??= parseWith(fileSchema, parseYaml(readFileSync(file, 'utf8'), { file }), { file });
  return loaded;
}

/** What one batch asks for; the same for the same seed and number. */
export interface BatchPlan {
  readonly number: number;
  readonly kind: string;
  readonly topic: string;
  readonly text: string;
}

/** Plans a batch: kinds in turn, subject, way of writing and length by chance. */
export function planBatch(number: number, count: number, seed: number): BatchPlan {
  const { kinds, topics, styles, lengths, request } = teacherPrompts();
  const random = namedRandom(`teacher ${seed} ${number}`);
  const names = Object.keys(kinds);
  const kind = at(names, number % names.length);
  const topic = random.pick(topics);
  const text = request
    .replace('{count}', String(count))
    .replace('{kind}', knownEntry(kinds, kind))
    .replace('{topic}', topic)
    .replace('{style}', random.pick(styles))
    .replace('{length}', random.pick(lengths));
  return { number, kind, topic, text };
}
