import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadInputError, fromSystemError, MachineError, throwIfInterrupted } from '../../core/errors.ts';
import { jsonLine, readJsonLines } from '../../core/json-lines.ts';
import { BookRefusedError, type RefusalReason } from '../refusal.ts';
import { type ReadPage, readAnswerSchema } from './protocol.ts';

/** What one book may cost. A scan takes about 3 s a page where text recognition is installed. */
export const readLimits = {
  sizeBytes: 400 * 1024 ** 2,
  /** Without any sign of life. */
  silenceMs: 240_000,
  heapMegabytes: 1_500,
  /** Pages of a book, and characters of all of them: ten times a thick textbook. */
  pages: 5_000,
  characters: 12_000_000,
} as const;

export type ReadLimits = { readonly [Name in keyof typeof readLimits]: number };

/** The pages of a file, and what was lost of it. */
export interface ReadFile {
  readonly pages: readonly ReadPage[];
  /** The title that the file states; empty when it states none. */
  readonly title: string;
  readonly losses: readonly string[];
}

export interface ReadFileOptions {
  readonly signal?: AbortSignal;
  readonly onPage?: (page: number, total: number) => void;
  /** Where the pages of a PDF are kept while it is read; a reading that was killed continues from there. */
  readonly keptPages?: string;
  /** Name for errors: a file that was uploaded lies under another one. */
  readonly name?: string;
  readonly limits?: ReadLimits;
}

/**
 * Reads a file in a process of its own.
 * @throws BadInputError that says why it is refused and what to do, InterruptedError on abort (the process is ended).
 */
export async function readFileApart(path: string, options: ReadFileOptions = {}): Promise<ReadFile> {
  const { signal, onPage, keptPages, name = basename(path), limits = readLimits } = options;
  throwIfInterrupted(signal);
  await checkSize(path, name, limits);
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      `--max-old-space-size=${limits.heapMegabytes}`,
      fileURLToPath(new URL('./read-child.ts', import.meta.url)),
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failedToStart = new Promise<never>((_, reject) =>
    child.once('error', (error) => reject(fromSystemError(error, process.execPath))),
  );
  failedToStart.catch(() => {});
  child.stdin.on('error', () => {});
  const stop = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  let isSilent = false;
  let alarm: NodeJS.Timeout | undefined;
  const listen = () => {
    clearTimeout(alarm);
    alarm = setTimeout(() => {
      isSilent = true;
      stop();
    }, limits.silenceMs);
  };
  try {
    listen();
    child.stdin.end(jsonLine({ path, name, keptPages }));
    return await Promise.race([collect(), failedToStart]);
  } finally {
    clearTimeout(alarm);
    signal?.removeEventListener('abort', stop);
    stop();
    await ended;
  }

  async function collect(): Promise<ReadFile> {
    const pages: ReadPage[] = [];
    let characters = 0;
    for await (const answer of readJsonLines(child.stdout, readAnswerSchema, 'the reader of books')) {
      listen();
      if (answer.type === 'progress') onPage?.(answer.page, answer.total);
      else if (answer.type === 'reject') throw refusal(name, answer.reason, answer.message, answer.remedy);
      else if (answer.type === 'end') return { pages, title: answer.title, losses: answer.losses };
      else {
        for (const { text } of answer.pages) characters += text.length;
        pages.push(...answer.pages);
        if (pages.length > limits.pages || characters > limits.characters) {
          const value = `more than ${limits.pages} pages or ${limits.characters} characters`;
          throw refusal(name, 'too-large', `too-large: ${value}`, 'Split it into several books.');
        }
      }
    }
    throwIfInterrupted(signal);
    const value = isSilent
      ? `silent for ${limits.silenceMs / 1000} s`
      : 'the reader ran out of memory or was ended';
    throw refusal(
      name,
      'too-costly',
      `too-costly: ${value}`,
      'Open it in the program that made it, save it again, and add that file.',
    );
  }
}

async function checkSize(path: string, name: string, limits: ReadLimits): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw fromSystemError(error, path);
  });
  if (found.isDirectory()) {
    throw new BadInputError({
      message: 'This is a folder, not a file.',
      file: path,
      remedy: 'Add its files one by one.',
    });
  }
  if (!found.isFile())
    throw new MachineError({ message: 'This is no file.', file: path, remedy: 'Name a file.' });
  if (found.size > limits.sizeBytes) {
    const megabytes = Math.round(limits.sizeBytes / 1024 ** 2);
    throw refusal(
      name,
      'too-large',
      `too-large: ${found.size} bytes, at most ${megabytes} MB`,
      'Split it into several books.',
    );
  }
}

function refusal(name: string, reason: RefusalReason, found: string, remedy: string): BookRefusedError {
  return new BookRefusedError(reason, { message: `The book cannot be read (${found}).`, file: name, remedy });
}
