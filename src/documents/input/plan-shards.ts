import { throwIfInterrupted } from '../../core/errors.ts';
import { partBytes } from '../reader.ts';
import { readerFor } from '../readers.ts';
import type { InputFile } from './gather-input.ts';
import type { ShardFile } from './shard-files.ts';

const maximumShardBytes = 8 * 1024 * 1024;
const maximumShardFiles = 64;

/**
 * Cuts sorted files into shards by size and number alone, so that every machine cuts them alike: small
 * files many to a shard; a large one alone, and in parts where its format can be cut.
 */
export async function planShards(files: readonly InputFile[], signal: AbortSignal): Promise<ShardFile[][]> {
  const shards: ShardFile[][] = [];
  let sizeBytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    throwIfInterrupted(signal);
    const shard = shards.at(-1);
    if (shard && shard.length < maximumShardFiles && sizeBytes + file.sizeBytes <= maximumShardBytes) {
      shard.push(file);
      sizeBytes += file.sizeBytes;
    } else {
      const parts = await partsOf(file, signal);
      shards.push(...parts.map((part) => [part]));
      sizeBytes = parts.length > 1 ? Number.POSITIVE_INFINITY : file.sizeBytes;
    }
  }
  return shards;
}

async function partsOf(file: InputFile, signal: AbortSignal): Promise<ShardFile[]> {
  const reader = readerFor(file.name);
  const isWhole = file.problem || file.rawPath || file.remote || !file.source || file.sizeBytes <= partBytes;
  if (isWhole || !reader?.split) return [file];
  const starts = await reader.split(file.path, file.sizeBytes, signal);
  if (starts.length < 2) return [file];
  return starts.map((from, index) => {
    const to = starts[index + 1];
    return { ...file, part: { from, ...(to === undefined ? {} : { to }) } };
  });
}
