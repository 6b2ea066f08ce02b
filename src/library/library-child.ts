import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { DiskFullError, SoroError } from '../core/errors.ts';
import { jsonLine } from '../core/json-lines.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { type ChangeEvent, type ChangeRequest, changeRequestSchema } from './apart/protocol.ts';
import { openLibrary } from './library.ts';
import { BookRefusedError } from './refusal.ts';

// Adds a book to a library, or removes one, in a process of its own: indexing takes seconds in which a server answers
// nobody. It works as long as its standard input is open: when the server ends or is killed, it ends too.
/** Niceness: lessons go first, but on a machine that is always busy a book is read too. */
const niceness = 3;
const abort = new AbortController();
const lines = createInterface({ input: process.stdin });
let begun = false;
lines.on('line', (line) => {
  if (begun) return;
  begun = true;
  void perform(line);
});
lines.on('close', () => abort.abort());

async function perform(line: string): Promise<void> {
  const source = { file: 'standard input', family: 'corrupt' } as const;
  setPriority(niceness);
  try {
    say(await change(parseWith(changeRequestSchema, parseJson(line, source), source)));
  } catch (error) {
    say(failure(error));
  }
  process.stdout.write('', () => process.exit(0));
}

async function change(request: ChangeRequest): Promise<ChangeEvent> {
  const library = openLibrary(request.folder, { starter: false });
  try {
    if (request.type === 'remove') return { type: 'removed', found: library.remove(request.bookId) };
    const { book, losses } = await library.add(request.path, {
      ...request.details,
      fileName: request.fileName,
      signal: abort.signal,
      onPage: (page, total) => say({ type: 'progress', page, total }),
      onIndexing: () => say({ type: 'indexing' }),
    });
    return { type: 'added', bookId: book.id, losses: [...losses] };
  } finally {
    library.close();
  }
}

function failure(error: unknown): ChangeEvent {
  if (error instanceof BookRefusedError) {
    const { reason, message, remedy, bookId } = error;
    return { type: 'refused', reason, message, remedy, ...(bookId !== undefined && { bookId }) };
  }
  const { message, remedy } =
    error instanceof SoroError
      ? error
      : { message: String(error), remedy: 'The log of the server says more.' };
  return { type: 'failed', isDiskFull: error instanceof DiskFullError, message, remedy };
}

function say(event: ChangeEvent): void {
  process.stdout.write(jsonLine(event));
}
