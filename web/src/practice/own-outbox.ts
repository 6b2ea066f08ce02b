import { signal } from '@preact/signals';
import { call } from '../server/call.ts';
import { codeOf } from '../server/server-error.ts';
import { person } from '../server/session.ts';
import { Outbox, type Outcome, type Shelf, type Waiting } from './outbox.ts';
import type { PracticeBody, TestAnswerBody } from './types.ts';

/** How many answers wait for the line. */
export const waitingCount = signal(0);
/** Whether the last try failed because the server was not reached. */
export const isLineLost = signal(false);
/** The latest outcome of each answer of this visit, by its client id. */
export const outcomes = signal<ReadonlyMap<string, Outcome>>(new Map());

const retryMs = 4000;
/** Errors that another try cannot mend. */
const final = ['bad-request', 'not-found', 'already-used', 'too-long', 'not-allowed'];

let outbox: { readonly person: string; readonly box: Outbox } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The outbox of whoever is logged in. */
function ownOutbox(): Outbox {
  const id = person.value?.id ?? '';
  if (outbox?.person !== id) {
    outbox = { person: id, box: new Outbox({ shelf: shelf(), person: id, send, onOutcome }) };
    outcomes.value = new Map();
  }
  return outbox.box;
}

/** Keeps an answer on the device and sends it as soon as there is a line. */
export function sendAnswer(test: string, body: object): string {
  const { clientId } = ownOutbox().add(test, body);
  void flush();
  return clientId;
}

/** The answers to a test (or to practice: '') that the server has not confirmed. */
export function waitingFor(test: string): readonly Waiting[] {
  return ownOutbox()
    .list()
    .filter((one) => one.test === test);
}

/** Sends what waits now, and again later while something is left. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  const box = ownOutbox();
  waitingCount.value = box.list().length;
  await box.flush();
  waitingCount.value = box.list().length;
  if (waitingCount.value > 0) timer = setTimeout(() => void flush(), retryMs);
}

if (typeof addEventListener === 'function') addEventListener('online', () => void flush());

async function send({ clientId, test, body }: Waiting): Promise<Outcome> {
  try {
    const reply =
      test === ''
        ? await call('POST /api/practice/answers', { body: { ...(body as PracticeBody), clientId } })
        : await call('POST /api/my-tests/:id/answers', {
            path: { id: test },
            body: { ...(body as TestAnswerBody), clientId },
          });
    return { kind: 'done', reply };
  } catch (error) {
    const code = codeOf(error);
    return { kind: final.includes(code) ? 'refused' : 'later', code };
  }
}

function onOutcome({ clientId }: Waiting, outcome: Outcome): void {
  isLineLost.value = outcome.kind === 'later' && outcome.code === 'offline';
  // What stands behind an answer that could not leave waits with it.
  const ids =
    outcome.kind === 'later'
      ? ownOutbox()
          .list()
          .map((one) => one.clientId)
      : [clientId];
  outcomes.value = new Map([...outcomes.value, ...ids.map((id) => [id, outcome] as const)]);
}

/** The device's own store; where it is switched off, answers wait in the page only. */
function shelf(): Shelf {
  try {
    localStorage.setItem('soro-shelf', '1');
    localStorage.removeItem('soro-shelf');
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      get length() {
        return kept.size;
      },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}
