import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { readTask } from '../../evaluation/index.ts';

const taskSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  /** `task.yaml`, and `items.jsonl` cut to a sample. */
  description: z.string().min(1),
  items: z.string().min(1),
});

/** What a model is asked before a school uses it. */
const examSchema = z.strictObject({
  format: z.literal('soro-exam-1'),
  title: z.string().min(1),
  tasks: z.array(taskSchema).min(1),
  /** Sentences that a model must be able to repeat letter by letter, as it must when it quotes. */
  quotes: z.array(z.string().min(10)),
});

export type Exam = z.output<typeof examSchema>;

const sealedSchema = z.strictObject({
  format: z.literal('soro-sealed-exam-1'),
  nonce: z.string(),
  tag: z.string(),
  data: z.string(),
});

/** The name of the file inside a pack of the kind `exam`. */
export const examFile = 'exam.json';

/**
 * Draws an exam from tasks of `benchmarks/`: so many items of each, and as many sentences to repeat from the contexts of
 * the ones that have any.
 */
export async function drawExam(
  title: string,
  folders: readonly string[],
  {
    itemsPerTask,
    quotes,
    seed,
  }: { readonly itemsPerTask: number; readonly quotes: number; readonly seed: number },
): Promise<Exam> {
  const random = seededRandom(seed);
  const draw = <Item>(items: readonly Item[], count: number): Item[] =>
    items
      .map((item) => ({ item, place: random() }))
      .sort((one, other) => one.place - other.place)
      .slice(0, count)
      .map(({ item }) => item);
  const tasks: Exam['tasks'] = [];
  const sentences: string[] = [];
  for (const folder of folders) {
    const { description, items } = await readTask(folder);
    const lines = (await readText(join(folder, 'items.jsonl'))).split('\n').filter((line) => line !== '');
    const yaml = await readText(join(folder, 'task.yaml'));
    tasks.push({ id: description.id, description: yaml, items: `${draw(lines, itemsPerTask).join('\n')}\n` });
    for (const { context } of items) sentences.push(...(context ?? '').split('\n'));
  }
  const fitting = [...new Set(sentences)].filter(({ length }) => length >= 30 && length <= 120);
  return examSchema.parse({ format: 'soro-exam-1', title, tasks, quotes: draw(fitting, quotes) });
}

/** Seals an exam. The key is announced with the release of the model that must pass it. */
export function sealExam(exam: Exam): { readonly text: string; readonly key: string } {
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const data = Buffer.concat([cipher.update(JSON.stringify(exam)), cipher.final()]).toString('base64');
  const sealed = {
    format: 'soro-sealed-exam-1',
    nonce: nonce.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
    data,
  };
  return { text: `${JSON.stringify(sealedSchema.parse(sealed))}\n`, key: key.toString('hex') };
}

/** @throws CorruptArtefactError when the key does not open it. */
export async function openExam(file: string, key: string): Promise<Exam> {
  const source = { file, family: 'corrupt', remedy: 'Publish the exam and the model again.' } as const;
  const { nonce, tag, data } = parseWith(sealedSchema, parseJson(await readText(file), source), source);
  try {
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), Buffer.from(nonce, 'hex'));
    opener.setAuthTag(Buffer.from(tag, 'hex'));
    const text = Buffer.concat([opener.update(Buffer.from(data, 'base64')), opener.final()]).toString('utf8');
    return examSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CorruptArtefactError({
      message: 'The key that came with the model does not open its exam.',
      file,
      remedy: source.remedy,
      cause: error,
    });
  }
}

/** Writes the tasks of an exam as folders, for the evaluation to read. Returns their paths. */
export async function writeTasks(exam: Exam, folder: string): Promise<string[]> {
  const folders = exam.tasks.map(({ id }) => join(folder, id));
  for (const [index, { description, items }] of exam.tasks.entries()) {
    const target = folders[index];
    if (target === undefined) continue;
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'task.yaml'), description);
    await writeFile(join(target, 'items.jsonl'), items);
  }
  return folders;
}
