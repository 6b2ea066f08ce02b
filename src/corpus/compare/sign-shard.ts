import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { applyEdits } from '../clean/edits.ts';
import { corpusSettings } from '../settings.ts';
import { readCandidates } from '../tables/cleaned-table.ts';
import { writeColumns } from '../tables/columns-file.ts';
import { signatureColumn } from '../tables/signature-columns.ts';
import { scanTokens } from '../tables/tokens.ts';
import { MinHash } from './minhash.ts';
import { editsOf, readRemovals } from './removals.ts';

const signInputSchema = z.strictObject({
  cleaned: z.string(),
  removals: z.array(z.string()),
  /** Number of the shard's first candidate in the whole corpus, and how many it has. */
  firstDocument: z.int(),
  candidates: z.int(),
  signatures: z.string(),
  settings: corpusSettings.pick({ repeatedPassages: true, duplicates: true }),
});

export type SignInput = z.infer<typeof signInputSchema>;

/** The groups (source and register) that the documents of the shard belong to. */
export const signOutputSchema = z.strictObject({
  groups: z.array(z.strictObject({ source: z.string(), register: z.string() })),
});

export type Group = z.infer<typeof signOutputSchema>['groups'][number];

/** Computes what decides which documents stay: id, length, group and MinHash signature. */
export const runShard: RunShard = async (input, { signal }) => {
  const { cleaned, firstDocument, candidates, signatures, settings, ...files } = parseWith(
    signInputSchema,
    input,
  );
  const { repeatedPassages, duplicates } = settings;
  const removals = await readRemovals(files.removals, firstDocument, candidates);
  const bands = duplicates.near ? duplicates.bands : 0;
  const columns = Array.from({ length: signatureColumn.band + 2 * bands }, () => new Uint32Array(candidates));
  const set = (column: number, document: number, value: number) => {
    const numbers = columns[column];
    if (numbers) numbers[document] = value;
  };
  const minHash = new MinHash({ ...duplicates, shingleSize: duplicates.words });
  const bandHashes = new Uint32Array(2 * duplicates.bands);
  const groups = new Map<string, { number: number; group: Group }>();
  let document = 0;
  for await (const row of readCandidates(cleaned, signal)) {
    throwIfInterrupted(signal);
    const number = document;
    document += 1;
    const group = groupNumber(groups, { source: row.source_name, register: row.register });
    set(signatureColumn.group, number, group);
    const text = trimmed(row.text, removals.get(number), repeatedPassages);
    if (text === undefined) continue;
    set(signatureColumn.length, number, text.length);
    const id = sha256(text);
    for (let word = 0; word < 4; word += 1) {
      set(signatureColumn.id + word, number, Number.parseInt(id.slice(8 * word, 8 * word + 8), 16));
    }
    if (bands === 0 || !minHash.sign(scanTokens(text), bandHashes)) continue;
    for (const [index, half] of bandHashes.entries()) set(signatureColumn.band + index, number, half);
  }
  await writeColumns(signatures, columns);
  return { groups: [...groups.values()].map(({ group }) => group) };
};

/** The text without its repeated passages; undefined when too little is left. */
function trimmed(
  text: string,
  numbers: readonly number[] | undefined,
  rules: SignInput['settings']['repeatedPassages'],
): string | undefined {
  if (rules === false || !numbers) return text;
  const left = applyEdits(text, [], editsOf(text, numbers, rules.minimumLetters)).text;
  return left.length < rules.minimumCharacters ? undefined : left;
}

function groupNumber(groups: Map<string, { number: number; group: Group }>, group: Group): number {
  const key = JSON.stringify([group.source, group.register]);
  const known = groups.get(key);
  if (known) return known.number;
  groups.set(key, { number: groups.size, group });
  return groups.size - 1;
}
