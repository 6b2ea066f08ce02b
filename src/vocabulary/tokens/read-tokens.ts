import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CorruptArtefactError, fromSystemError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type TokenIndex, tokenIndexSchema, tokenShardFiles } from './tokens-format.ts';

/** One shard in memory. */
export interface TokenShard {
  /** Ids of all documents, one after the other. */
  readonly tokens: Uint32Array;
  /** Where each document starts in `tokens`; it ends where the next starts. */
  readonly starts: Uint32Array;
  /** 1 where a token counts for the loss; absent when the artefact is not masked. */
  readonly labels?: Uint8Array;
  readonly documentIds: readonly string[];
}

const remedy = 'Delete the artefact and build it again.';

/**
 * Reads and checks `index.json` of a tokens artefact.
 * @throws BadInputError when it is absent, CorruptArtefactError when its sums do not fit.
 */
export async function readTokenIndex(directory: string): Promise<TokenIndex> {
  const file = join(directory, 'index.json');
  const source = { file, family: 'corrupt', remedy } as const;
  const index = parseWith(tokenIndexSchema, parseJson(await readText(file), source), source);
  for (const key of ['tokens', 'documents'] as const) {
    const sum = index.shards.reduce((total, shard) => total + shard[key], 0);
    if (sum === index[key]) continue;
    const message = `It counts ${index[key]} ${key}; its shards hold ${sum}.`;
    throw new CorruptArtefactError({ message, file, place: key, remedy });
  }
  return index;
}

/**
 * Reads one shard.
 * @throws CorruptArtefactError naming the file that is missing, has another size or does not fit.
 */
export async function readTokenShard(
  directory: string,
  index: TokenIndex,
  number: number,
): Promise<TokenShard> {
  const sizes = index.shards[number];
  if (!sizes) throw new RangeError(`There is no shard ${number}; there are ${index.shards.length}.`);
  const files = tokenShardFiles(number);
  const tokens = await readNumbers(join(directory, files.tokens), sizes.tokens);
  const starts = await readNumbers(join(directory, files.documents), sizes.documents);
  checkStarts(starts, sizes.tokens, join(directory, files.documents));
  const beyond = tokens.find((token) => token >= index.vocabularySize);
  if (beyond !== undefined) {
    throw corrupt(`Token ${beyond} is beyond the vocabulary.`, join(directory, files.tokens));
  }
  const documentIds = await readIds(join(directory, sizes.documentIds), sizes.documents);
  if (!index.masked) return { tokens, starts, documentIds };
  return {
    tokens,
    starts,
    documentIds,
    labels: await readBytes(join(directory, files.labels), sizes.tokens),
  };
}

async function readBytes(file: string, sizeBytes: number): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw corrupt('The file is missing.', file);
    }
    throw fromSystemError(error, file);
  });
  if (bytes.length === sizeBytes) return bytes;
  throw corrupt(`The file has ${bytes.length} bytes instead of ${sizeBytes}.`, file);
}

async function readNumbers(file: string, count: number): Promise<Uint32Array> {
  const bytes = await readBytes(file, count * 4);
  // A copy of its own, because a small file's bytes may not lie on a multiple of four.
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

async function readIds(file: string, count: number): Promise<string[]> {
  const text = new TextDecoder().decode(
    await readFile(file).catch(() => {
      throw corrupt('The file is missing.', file);
    }),
  );
  const source = { file, family: 'corrupt', remedy } as const;
  return parseWith(z.array(z.string()).length(count), parseJson(text, source), source);
}

function checkStarts(starts: Uint32Array, tokens: number, file: string): void {
  let previous = -1;
  for (const [document, start] of starts.entries()) {
    if (start <= previous || start >= tokens || (document === 0 && start !== 0)) {
      throw corrupt(`Document ${document} starts at ${start}, which does not fit its neighbours.`, file);
    }
    previous = start;
  }
}

function corrupt(message: string, file: string): CorruptArtefactError {
  return new CorruptArtefactError({ message, file, remedy });
}
