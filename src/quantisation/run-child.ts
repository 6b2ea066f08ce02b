import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CorruptArtefactError, MachineError, reviveError, throwIfInterrupted } from '../core/errors.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { answerSchema, type QuantiseRequest } from './protocol.ts';

const childFile = fileURLToPath(new URL('./quantise-child.ts', import.meta.url));
const keptLogBytes = 64 * 1024;

/** What one child process said: the library's return code (0 is success) and the end of its log. */
export interface ChildResult {
  readonly returnCode: number;
  readonly version: string;
  /** The last lines of llama.cpp's log. */
  readonly logTail: string;
}

/**
 * Quantises in a child process, so that a failed assertion in llama.cpp ends only the child.
 * `onTensor` is called as each tensor begins: the how-manieth, of how many.
 * @throws CorruptArtefactError with the last lines of the log when llama.cpp stopped the process.
 * @throws MachineError when the system killed the child.
 * @throws InterruptedError on abort; the child is ended first.
 */
export async function runQuantiseChild(
  request: QuantiseRequest,
  signal: AbortSignal,
  onTensor: (done: number, total: number) => void = () => {},
): Promise<ChildResult> {
  throwIfInterrupted(signal);
  const child = spawn(process.execPath, [childFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // ggml would start a debugger on a failed assertion.
    env: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
  });
  let output = '';
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const [, done, total] of text.matchAll(/\[ *(\d+)\/ *(\d+)\]/g))
      onTensor(Number(done), Number(total));
    log = (log + text).slice(-keptLogBytes);
  });
  // A child that ends before it has read its request: the exit below says why.
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(request)}\n`);

  const end = () => child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  try {
    const exit = await new Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, killedBy) => resolve({ code, killedBy }));
      },
    );
    throwIfInterrupted(signal);
    const logTail = lastLines(log);
    if (output === '') throw endedEarly(request.source, exit.killedBy ?? `exit code ${exit.code}`, logTail);
    const answer = parseWith(answerSchema, parseJson(output), { file: childFile, family: 'corrupt' });
    if ('error' in answer) throw reviveError(answer.error);
    return { ...answer, logTail };
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function endedEarly(source: string, how: string, logTail: string): Error {
  if (how === 'SIGKILL' || how === 'SIGTERM') {
    return new MachineError({
      message: `The system ended the quantisation (${how}); most often the memory was full.`,
      file: source,
      remedy: 'Close other programs or take a machine with more memory, and run the same command again.',
    });
  }
  return new CorruptArtefactError({
    message: `llama.cpp stopped while it quantised this file (${how}). Its last lines:\n${logTail}`,
    file: source,
    remedy: 'The file is not one that llama.cpp can read: export it again from its checkpoint.',
  });
}

function lastLines(log: string): string {
  return log.trimEnd().split('\n').slice(-5).join('\n');
}
