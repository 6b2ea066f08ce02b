import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What became of one seed's schema. Times are processor time of the thread. */
export interface WalkResult {
  readonly seed: number;
  /** Where the schema was refused. */
  readonly refused?: string;
  /** Why its way was ended. */
  readonly stopped?: string;
  readonly answer?: string;
  /** The answer came to an end. */
  readonly whole?: boolean;
  /** Until the grammar was written. */
  readonly grammarMs?: number;
  /** Until llama.cpp had read it. */
  readonly openMs?: number;
  readonly cpuMs: number;
}

export interface Walks {
  readonly results: readonly WalkResult[];
  /** Resident memory with the vocabulary, before the first grammar, and the most after one. */
  readonly residentBytes: { readonly first: number; readonly most: number };
}

type Message =
  | { readonly type: 'ready'; readonly residentBytes: number }
  | { readonly type: 'walked'; readonly result: WalkResult; readonly residentBytes: number };

/** A schema that takes longer than this has hung the process. */
const patienceMs = 60_000;

/** Takes random ways through the grammars of many random schemas, in a child process. */
export async function walkGrammars(options: {
  readonly modelFile: string;
  readonly first: number;
  readonly count: number;
  readonly mostTokens: number;
  readonly onResult?: (result: WalkResult) => void;
}): Promise<Walks> {
  const { onResult, ...order } = options;
  const child = fork(fileURLToPath(new URL('./walk-child.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
  });
  const results: WalkResult[] = [];
  const residentBytes = { first: 0, most: 0 };
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let timer = setTimeout(() => {}, 0);
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  };
  child.on('message', (message) => {
    wait();
    const told = message as Message;
    residentBytes.most = Math.max(residentBytes.most, told.residentBytes);
    if (told.type === 'ready') residentBytes.first = told.residentBytes;
    else {
      results.push(told.result);
      onResult?.(told.result);
    }
  });
  child.once('exit', (code, signal) => {
    const next = order.first + results.length;
    if (code === 0 && results.length === order.count) resolve();
    else reject(new Error(`The process ended at seed ${next} (${signal ?? code}). ${words}`));
  });
  wait();
  child.send(order);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
  return { results, residentBytes };
}
