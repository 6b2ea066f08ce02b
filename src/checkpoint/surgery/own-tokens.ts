import { BadInputError } from '../../core/errors.ts';
import {
  createScriptOf,
  readTokenIndex,
  readTokenShard,
  type VocabularyToken,
} from '../../vocabulary/index.ts';

/** How many times as often as in the text to be spared, and how often at all, a kept token must be used. */
const ratio = 20;
const leastUses = 20;

/**
 * The kept tokens (new ids) that belong to Tajik: Cyrillic ones that one tokens artefact uses far more often than
 * another, whose languages are to be spared (дар, ки, аст; not на or то). Their old embeddings say what they are in
 * Russian or Bulgarian.
 * @throws BadInputError when a tokens artefact is of another vocabulary, CorruptArtefactError when a shard is damaged.
 */
export async function findOwnTokens(
  tokens: readonly VocabularyToken[],
  kept: number,
  { own, spared }: { readonly own: string; readonly spared: string },
  signal?: AbortSignal,
): Promise<Set<number>> {
  const [uses, others] = [
    await countUses(own, tokens.length, signal),
    await countUses(spared, tokens.length, signal),
  ];
  const isCyrillic = createScriptOf(['Cyrillic']);
  const found = new Set<number>();
  for (let id = 0; id < kept; id += 1) {
    const token = tokens[id];
    if (token?.kind !== 'normal' || isCyrillic(token.text) !== 'Cyrillic') continue;
    const count = uses.counts[id] ?? 0;
    // One more there, so that what was never seen is not taken for impossible.
    const elsewhere = ((others.counts[id] ?? 0) + 1) / others.total;
    if (count >= leastUses && count / uses.total > ratio * elsewhere) found.add(id);
  }
  return found;
}

async function countUses(directory: string, vocabularySize: number, signal?: AbortSignal) {
  const index = await readTokenIndex(directory);
  if (index.vocabularySize !== vocabularySize) {
    throw new BadInputError({
      message: `These tokens are of a vocabulary of ${index.vocabularySize}, not of the new one of ${vocabularySize}.`,
      file: directory,
      remedy: 'Build the tokens with the vocabulary that the checkpoint is to get.',
    });
  }
  const counts = new Uint32Array(vocabularySize);
  for (const number of index.shards.keys()) {
    signal?.throwIfAborted();
    for (const id of (await readTokenShard(directory, index, number)).tokens)
      counts[id] = (counts[id] ?? 0) + 1;
  }
  return { counts, total: Math.max(1, index.tokens) };
}
