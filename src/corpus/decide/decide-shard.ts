import { z } from 'zod';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { at } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { UnionFind } from '../compare/union-find.ts';
import { corpusSettings } from '../settings.ts';
import { ColumnBuilder, readColumns, writeColumns } from '../tables/columns-file.ts';
import { signatureColumn } from '../tables/signature-columns.ts';
import { decisionState } from './decision.ts';
import { type ChoiceColumns, chooseCopies, planMixture } from './mixture.ts';

const decideInputSchema = z.strictObject({
  shards: z.array(
    z.strictObject({
      signatures: z.string(),
      firstDocument: z.int(),
      documents: z.int(),
      /** The corpus' number of each group of the shard. */
      groups: z.array(z.int()),
      decisions: z.string(),
    }),
  ),
  groups: z.array(z.strictObject({ source: z.string(), register: z.string() })),
  /** Pair files: documents of the same text, and documents that share a band. */
  equal: z.array(z.string()),
  near: z.array(z.string()),
  settings: corpusSettings.pick({ duplicates: true, mixture: true }),
});

export type DecideInput = z.infer<typeof decideInputSchema>;

export const decideOutputSchema = z.strictObject({ kept: z.int() });

interface Facts extends ChoiceColumns {
  readonly group: Uint32Array;
}

/**
 * Decides for all candidates at once which stay: one of each cluster of duplicates, then as many as the
 * mixture takes. Holds about 40 bytes a document.
 */
export const runShard: RunShard = async (input, { signal }) => {
  const { shards, groups, equal, near, settings } = parseWith(decideInputSchema, input);
  const facts = await loadFacts(shards, signal);
  const size = facts.length.length;
  const clusters = new UnionFind(size);
  const isCopy = new Uint8Array(size);
  for (const file of equal) {
    await visitPairs(file, signal, (later, earlier) => {
      clusters.join(later, earlier);
      isCopy[later] = 1;
    });
  }
  for (const file of near) await visitPairs(file, signal, (later, earlier) => clusters.join(later, earlier));

  const { kept, sizes } = chooseKept(clusters, facts, settings.duplicates.keep);
  const copies = applyMixture(keptOnes(kept, sizes), facts, { groups, mixture: settings.mixture });
  let count = 0;
  for (const { firstDocument, documents, decisions } of shards) {
    throwIfInterrupted(signal);
    const columns = Array.from({ length: 6 }, () => new Uint32Array(documents));
    for (let index = 0; index < documents; index += 1) {
      const document = firstDocument + index;
      const root = clusters.find(document);
      const best = at(kept, root);
      const state = stateOf(document, best, facts, isCopy, copies);
      if (state === decisionState.kept) count += 1;
      const values = [
        state,
        at(sizes, root),
        at(copies, document),
        at(facts.idHigh, best),
        at(facts.idLow, best),
        at(facts.group, best),
      ];
      for (const [column, value] of values.entries()) {
        const numbers = columns[column];
        if (numbers) numbers[index] = value;
      }
    }
    await writeColumns(decisions, columns);
  }
  return { kept: count };
};

function stateOf(
  document: number,
  best: number,
  { length }: Facts,
  isCopy: Uint8Array,
  copies: Uint32Array,
): number {
  if (length[document] === 0) return decisionState.tooShort;
  if (document !== best) return isCopy[document] ? decisionState.duplicate : decisionState.nearDuplicate;
  return copies[document] === 0 ? decisionState.overShare : decisionState.kept;
}

async function loadFacts(shards: DecideInput['shards'], signal: AbortSignal): Promise<Facts> {
  const size = shards.reduce((sum, { documents }) => sum + documents, 0);
  const facts = {
    length: new Uint32Array(size),
    idHigh: new Uint32Array(size),
    idLow: new Uint32Array(size),
    group: new Uint32Array(size),
  };
  const { id, length, group } = signatureColumn;
  for (const { signatures, firstDocument, groups } of shards) {
    throwIfInterrupted(signal);
    const [lengths, highs, lows, numbers] = await readColumns(signatures, [length, id, id + 1, group]);
    if (!lengths || !highs || !lows || !numbers) continue;
    facts.length.set(lengths, firstDocument);
    facts.idHigh.set(highs, firstDocument);
    facts.idLow.set(lows, firstDocument);
    facts.group.set(
      numbers.map((number) => at(groups, number)),
      firstDocument,
    );
  }
  return facts;
}

async function visitPairs(
  file: string,
  signal: AbortSignal,
  visit: (later: number, earlier: number) => void,
): Promise<void> {
  throwIfInterrupted(signal);
  const [later = new Uint32Array(), earlier = new Uint32Array()] = await readColumns(file, [0, 1]);
  for (const [index, document] of later.entries()) visit(document, at(earlier, index));
}

/** By the root of each cluster: the document that is kept, and how many there are. */
function chooseKept(clusters: UnionFind, { length, idHigh, idLow }: Facts, keep: 'longest' | 'first') {
  const size = length.length;
  const kept = new Uint32Array(size);
  const sizes = new Uint32Array(size);
  const isBetter = (document: number, best: number) => {
    const longer = at(length, document) - at(length, best);
    if (longer !== 0) return longer > 0;
    const high = at(idHigh, document) - at(idHigh, best);
    return high < 0 || (high === 0 && at(idLow, document) < at(idLow, best));
  };
  for (let document = 0; document < size; document += 1) {
    const root = clusters.find(document);
    if (sizes[root] === 0) kept[root] = document;
    else if (keep === 'longest' && isBetter(document, at(kept, root))) kept[root] = document;
    sizes[root] = at(sizes, root) + 1;
  }
  return { kept, sizes };
}

/** 1 for every document that is kept of its cluster. */
function keptOnes(kept: Uint32Array, sizes: Uint32Array): Uint8Array {
  const isKept = new Uint8Array(kept.length);
  for (const [root, document] of kept.entries()) if (at(sizes, root) > 0) isKept[document] = 1;
  return isKept;
}

/** How often each kept document is taken, by its number. */
function applyMixture(
  isKept: Uint8Array,
  facts: Facts,
  { groups, mixture }: { groups: DecideInput['groups'] } & Pick<DecideInput['settings'], 'mixture'>,
): Uint32Array {
  const members = groups.map(() => new ColumnBuilder());
  const characters = groups.map(() => 0);
  for (const [document, length] of facts.length.entries()) {
    if (!isKept[document] || length === 0) continue;
    const group = at(facts.group, document);
    members[group]?.push(document);
    characters[group] = at(characters, group) + length;
  }
  const copies = new Uint32Array(isKept.length);
  if (characters.every((amount) => amount === 0)) return copies;
  const offers = groups.map((group, index) => ({ ...group, characters: at(characters, index) }));
  for (const [index, rate] of planMixture(offers, mixture).entries()) {
    const documents = members[index]?.finish();
    if (documents) chooseCopies(documents, rate, facts, copies);
  }
  return copies;
}
