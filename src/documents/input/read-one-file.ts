import { basename } from 'node:path';
import { SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { type ReadOptions, type ReadOutcome, readerFailure, wholeFile } from '../reader.ts';
import { readerFor } from '../readers.ts';
import { checkedOutcome } from './checked-outcome.ts';
import { codeOf } from './find-files.ts';
import { isUnreadable } from './shard-files.ts';

/**
 * Everything that one file holds, read by the reader of its name's ending; what is wrong with it is an outcome.
 * @throws InterruptedError when the signal is aborted.
 */
export async function* readOneFile(
  path: string,
  signal: AbortSignal,
  options: Pick<ReadOptions, 'onPage' | 'keptPages'> = {},
): AsyncGenerator<ReadOutcome> {
  const reader = readerFor(path);
  if (!reader) {
    yield { reason: 'unsupported-format', value: basename(path) };
    return;
  }
  try {
    for await (const outcome of reader.read(path, signal, { ...wholeFile, ...options })) {
      yield checkedOutcome(outcome, reader.extensions);
    }
  } catch (error) {
    throwIfInterrupted(signal);
    if (error instanceof SoroError) throw error;
    if (isUnreadable(error)) yield { reason: 'unreadable-file', value: codeOf(error) };
    else yield readerFailure(error);
  }
}
