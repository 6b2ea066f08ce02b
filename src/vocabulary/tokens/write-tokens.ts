import { join } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import {
  type TokenDocument,
  type TokenIndex,
  type TokenShardSizes,
  tokenIndex,
  tokenShardFiles,
} from './tokens-format.ts';

/** What holds for every shard of a tokens artefact. */
export interface TokenShardFacts {
  readonly vocabularySize: number;
  readonly masked: boolean;
}

/**
 * Writes one shard of a tokens artefact: ids as uint32 little-endian, document starts (in tokens) as
 * the same, labels as bytes when masked, document ids as JSON. The same documents give the same bytes.
 * @throws BadInputError when a document is empty, has a token beyond the vocabulary or wrong labels.
 */
export async function writeTokenShard(
  directory: string,
  number: number,
  documents: readonly TokenDocument[],
  facts: TokenShardFacts,
): Promise<TokenShardSizes> {
  const total = documents.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const tokens = new Uint32Array(total);
  const labels = new Uint8Array(facts.masked ? total : 0);
  const starts = new Uint32Array(documents.length);
  let place = 0;
  for (const [index, document] of documents.entries()) {
    checkDocument(document, facts);
    starts[index] = place;
    tokens.set(document.tokens, place);
    if (document.labels) labels.set(document.labels, place);
    place += document.tokens.length;
  }
  const files = tokenShardFiles(number);
  const ids = `${JSON.stringify(documents.map(({ id }) => id))}\n`;
  await writeFileAtomically(join(directory, files.tokens), new Uint8Array(tokens.buffer));
  await writeFileAtomically(join(directory, files.documents), new Uint8Array(starts.buffer));
  if (facts.masked) await writeFileAtomically(join(directory, files.labels), labels);
  await writeFileAtomically(join(directory, files.ids), ids);
  return { tokens: total, documents: documents.length };
}

/** Writes `index.json`, which makes shards 0 to n−1 a tokens artefact; returns what it says. */
export async function writeTokenIndex(
  directory: string,
  shards: readonly TokenShardSizes[],
  facts: TokenShardFacts,
): Promise<TokenIndex> {
  const index = tokenIndex(shards, facts);
  await writeFileAtomically(join(directory, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
}

function checkDocument({ id, tokens, labels }: TokenDocument, facts: TokenShardFacts): void {
  const wrong = (message: string) =>
    new BadInputError({
      message,
      place: `document ${id}`,
      remedy: 'Encode it with the same vocabulary again.',
    });
  if (tokens.length === 0) throw wrong('The document has no tokens.');
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? -1;
    if (token < 0 || token >= facts.vocabularySize) {
      throw wrong(`Token ${token} is beyond the vocabulary of ${facts.vocabularySize}.`);
    }
  }
  if (facts.masked !== (labels !== undefined) || (labels && labels.length !== tokens.length)) {
    throw wrong(
      facts.masked ? 'Every token needs a label.' : 'Labels belong into a masked tokens artefact only.',
    );
  }
  if (labels && Array.from(labels).some((label) => label !== 0 && label !== 1)) {
    throw wrong('A label is 0 or 1.');
  }
}
