// Writes the items of a benchmark: choices in balanced positions, drawn from a seed, the same on every machine.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../src/core/artefact/fingerprint.ts';
import { projectFolder } from '../../src/core/configuration.ts';

/** An item before its choices have positions. */
export interface Draft {
  readonly context?: string;
  readonly question?: string;
  readonly right: string;
  readonly wrong: readonly string[];
  readonly source: string;
  readonly rule: string;
}

/** A key that puts things into an order that tells nothing about them. */
export function orderKey(seed: string, text: string): string {
  return sha256(`${seed} ${text}`);
}

/** The things in an order drawn from a seed. */
export function shuffled<Thing>(
  things: readonly Thing[],
  seed: string,
  nameOf: (thing: Thing) => string,
): Thing[] {
  return things
    .map((thing) => ({ thing, key: orderKey(seed, nameOf(thing)) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ thing }) => thing);
}

/** Takes this many of each group in turn, until there are enough. */
export function takeEvenly<Thing>(groups: readonly (readonly Thing[])[], count: number): Thing[] {
  const taken: Thing[] = [];
  const longest = Math.max(...groups.map((group) => group.length));
  for (let place = 0; place < longest && taken.length < count; place += 1) {
    for (const group of groups) {
      const thing = group[place];
      if (thing !== undefined && taken.length < count) taken.push(thing);
    }
  }
  return taken;
}

/** Writes benchmarks/TASK/items.jsonl. @throws when an item is not sound or there are too few. */
export async function writeItems(task: string, drafts: readonly Draft[], minimum = 300): Promise<void> {
  if (drafts.length < minimum) throw new Error(`Only ${drafts.length} items of ${task} could be made.`);
  const size = (drafts[0]?.wrong.length ?? 0) + 1;
  const positions = shuffled(drafts, `${task} positions`, (draft) => JSON.stringify(draft));
  const positionOf = new Map(positions.map((draft, index) => [draft, index % size]));
  const asked = new Set<string>();
  const lines = drafts.map((draft, index) => {
    const { context, question, right, wrong, source, rule } = draft;
    const position = positionOf.get(draft) ?? 0;
    const choices = shuffled(wrong, `${task} ${right}`, String).toSpliced(position, 0, right);
    if (new Set(choices).size !== size) throw new Error(`Choices of ${task}: ${choices.join(' | ')}`);
    const key = JSON.stringify([context, question, choices.toSorted()]);
    if (asked.has(key)) throw new Error(`Twice in ${task}: ${key}`);
    asked.add(key);
    const id = `${task}-${String(index + 1).padStart(3, '0')}`;
    return JSON.stringify({ id, context, question, choices, answer: position, source, rule });
  });
  const folder = join(projectFolder, 'benchmarks', task);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'items.jsonl'), `${lines.join('\n')}\n`);
  process.stdout.write(`${task}: ${lines.length} items\n`);
}
