import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DiskFullError, fromSystemError, MachineError, throwIfInterrupted } from '../../core/errors.ts';
import { jsonLine, readJsonLines } from '../../core/json-lines.ts';
import { BookRefusedError } from '../refusal.ts';
import { type ChangeEvent, type ChangeRequest, changeEventSchema } from './protocol.ts';

const childFile = fileURLToPath(new URL('../library-child.ts', import.meta.url));
/** A child that does not end by itself when it is asked to. */
const patienceMs = 10_000;

export interface ApartOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPage?: ((page: number, total: number) => void) | undefined;
  /** Every page is read; the library is being written, and nobody else can write to it. */
  readonly onIndexing?: (() => void) | undefined;
}

type Outcome = Extract<ChangeEvent, { type: 'added' | 'removed' }>;

/**
 * Changes a library in a process of its own and tells how it went.
 * @throws BookRefusedError, MachineError, InterruptedError on abort: then nothing was changed, or the event that ended
 * the child said so.
 */
export async function changeApart(request: ChangeRequest, options: ApartOptions): Promise<Outcome> {
  const { signal, onPage, onIndexing } = options;
  throwIfInterrupted(signal);
  const child = spawn(process.execPath, [...process.execArgv, childFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = new Promise<never>((_, reject) =>
    child.once('error', (error) => reject(fromSystemError(error, process.execPath))),
  );
  failed.catch(() => {});
  child.stdin.on('error', () => {});
  let alarm: NodeJS.Timeout | undefined;
  // The child works as long as its input is open.
  const stop = () => {
    child.stdin.end();
    alarm = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    alarm.unref();
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    child.stdin.write(jsonLine(request));
    return await Promise.race([follow(), failed]);
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
    await Promise.race([ended, failed]).catch(() => {});
    clearTimeout(alarm);
  }

  async function follow(): Promise<Outcome> {
    for await (const event of readJsonLines(child.stdout, changeEventSchema, 'the child of the library')) {
      if (event.type === 'progress') onPage?.(event.page, event.total);
      else if (event.type === 'indexing') onIndexing?.();
      else if (event.type === 'refused') {
        const { reason, message, remedy, bookId } = event;
        throw new BookRefusedError(reason, { message, remedy }, bookId);
      } else if (event.type === 'failed') {
        throwIfInterrupted(signal);
        const { isDiskFull, message, remedy } = event;
        throw new (isDiskFull ? DiskFullError : MachineError)({ message, remedy });
      } else return event;
    }
    throwIfInterrupted(signal);
    throw new MachineError({
      message: 'The process that writes to the library ended too early.',
      remedy: 'Try again; the log of the server says more.',
    });
  }
}
