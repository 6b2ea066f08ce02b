import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CorruptArtefactError, InterruptedError, MachineError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { reviveError } from '../../core/serialised-error.ts';
import { Mailbox } from '../mailbox.ts';
import { type Death, EngineStoppedError, isGivenUp } from './blame.ts';
import {
  type FromChild,
  fromChildSchema,
  type OpenMessage,
  type OutputMessage,
  type PromptTokenMessage,
  type ReadyMessage,
  type StartMessage,
  type ToChild,
} from './protocol.ts';

/** A request to the child, but for what this file adds. */
export type RunRequest = Omit<StartMessage, 'type' | 'id'>;

export type RunEvent =
  | { readonly type: 'begun'; readonly reusedTokens: number }
  | { readonly type: 'prompt'; readonly tokens: readonly PromptTokenMessage[] }
  | { readonly type: 'output'; readonly output: OutputMessage }
  | { readonly type: 'restart' };

interface Run {
  readonly request: RunRequest;
  readonly written: number[];
  readonly mailbox: Mailbox<RunEvent>;
  /** The child has said that it began. */
  begun: boolean;
  /** This child has begun it, not one before. */
  underWay: boolean;
  /** Deaths of the child since this answer's last token. */
  deaths: number;
}

interface Call {
  deaths: number;
  readonly message: ToChild;
  readonly resolve: (message: FromChild) => void;
  readonly reject: (error: unknown) => void;
}

export interface EngineProcessOptions {
  readonly open: Omit<OpenMessage, 'type'>;
  /** Told each time the child is started again, with the end of its log. */
  readonly onRestart?: ((why: string) => void) | undefined;
  /** A child that has work and says nothing for so long is ended. */
  readonly patienceMs?: number | undefined;
  /** The same for a child that works on the grammar of one request. */
  readonly grammarPatienceMs?: number | undefined;
  /** The program to run; for tests. */
  readonly childFile?: string | undefined;
}

const ownChild = fileURLToPath(new URL('../inference/engine-child.ts', import.meta.url));
const keptLogCharacters = 16_384;
const mostFailedStarts = 5;
const longestPauseMs = 10_000;

/**
 * The child process with the model, watched: when it dies or hangs it is started again, and every answer under
 * way goes on from its last token (prompt and text so far are read again).
 */
export class EngineProcess {
  readonly #options: EngineProcessOptions;
  readonly #runs = new Map<number, Run>();
  readonly #calls = new Map<number, Call>();
  #child: ChildProcess | undefined;
  #ready: ReadyMessage | undefined;
  #first = Promise.withResolvers<ReadyMessage>();
  #log = '';
  #ids = 0;
  #restarts = 0;
  #failedStarts = 0;
  #closed = false;
  #residentBytes = 0;
  #heardMs = performance.now();
  /** The request whose own work the child has begun and not ended. */
  #trying: Death['trying'];
  /** This child was ended by us. */
  #hung = false;
  readonly #watch: NodeJS.Timeout;

  private constructor(options: EngineProcessOptions) {
    this.#options = options;
    const { patienceMs = 120_000, grammarPatienceMs = Math.min(20_000, patienceMs) } = options;
    const look = () => this.#look(this.#trying?.what === 'grammar' ? grammarPatienceMs : patienceMs);
    this.#watch = setInterval(look, Math.min(5000, grammarPatienceMs / 4)).unref();
    this.#spawn();
  }

  /**
   * Starts the child and opens the model.
   * @throws what opening it throws in the child; CorruptArtefactError with its last words when it dies.
   */
  static async start(
    options: EngineProcessOptions,
    signal?: AbortSignal,
  ): Promise<{ readonly engine: EngineProcess; readonly ready: ReadyMessage }> {
    const engine = new EngineProcess(options);
    const interrupted = Promise.withResolvers<never>();
    const onAbort = () => interrupted.reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return { engine, ready: await Promise.race([engine.#first.promise, interrupted.promise]) };
    } catch (error) {
      await engine.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  get state() {
    return {
      ready: this.#ready !== undefined,
      restarts: this.#restarts,
      residentBytes: this.#residentBytes,
      processId: this.#child?.pid,
    };
  }

  /**
   * Writes one answer. Ends with the output that has `end`. Ending the iteration cancels it.
   * @throws BadInputError when the child refuses it, MachineError when the engine dies over it again and again.
   */
  async *run(request: RunRequest, signal?: AbortSignal): AsyncGenerator<RunEvent> {
    this.#checkAlive();
    this.#ids += 1;
    const id = this.#ids;
    const written = [...request.written];
    const run: Run = { request, written, mailbox: new Mailbox(), begun: false, underWay: false, deaths: 0 };
    const onAbort = () => {
      this.#cancel(id);
      run.mailbox.fail(signal?.reason);
    };
    if (signal?.aborted) throw signal.reason;
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#runs.set(id, run);
    this.#heardMs = performance.now();
    if (this.#ready) this.#send(startMessage(id, run));
    try {
      yield* run.mailbox;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#cancel(id);
    }
  }

  async tokenise(pieces: readonly { text: string; control: boolean }[]): Promise<number[][]> {
    const answer = await this.#call((call) => ({ type: 'tokenise', call, pieces: [...pieces] }));
    return answer.type === 'tokens' ? answer.pieces : [];
  }

  async embed(texts: readonly (readonly number[])[]): Promise<number[][]> {
    const answer = await this.#call((call) => ({
      type: 'embed',
      call,
      texts: texts.map((text) => [...text]),
    }));
    return answer.type === 'vectors' ? answer.vectors : [];
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    const child = this.#child;
    this.#failAll(new InterruptedError({ message: 'The server is stopping.' }));
    this.#first.promise.catch(() => {});
    this.#first.reject(new InterruptedError());
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  }

  #call(make: (call: number) => ToChild): Promise<FromChild> {
    this.#checkAlive();
    this.#ids += 1;
    const message = make(this.#ids);
    const { promise, resolve, reject } = Promise.withResolvers<FromChild>();
    this.#calls.set(this.#ids, { message, resolve, reject, deaths: 0 });
    if (this.#ready) this.#send(message);
    return promise;
  }

  #checkAlive(): void {
    if (this.#closed) throw new InterruptedError({ message: 'The server is stopping.' });
    if (this.#failedStarts >= mostFailedStarts) throw this.#downError();
  }

  #cancel(id: number): void {
    if (this.#runs.delete(id) && this.#ready) this.#send({ type: 'cancel', id });
  }

  #send(message: ToChild): void {
    // A child that has just died: its exit is on the way and starts everything again.
    this.#child?.send(message, () => {});
  }

  #spawn(): void {
    const child = fork(this.#options.childFile ?? ownChild, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // ggml would start a debugger on a failed assertion.
      env: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
      // The vocabulary makes the young heap grow and stay so; the child has no use for it.
      execArgv: [...process.execArgv, '--semi-space-growth-factor=1'],
    });
    this.#child = child;
    this.#log = '';
    this.#trying = undefined;
    this.#hung = false;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#log = (this.#log + text).slice(-keptLogCharacters);
    });
    child.on('message', (value) => {
      if (child === this.#child) this.#receive(parseWith(fromChildSchema, value, { family: 'corrupt' }));
    });
    child.once('error', () => this.#died(child, 'it cannot be started'));
    child.once('exit', (code, signal) => {
      const died = () => this.#died(child, signal ?? `exit code ${code}`);
      // What it said last may still be on its way.
      if (child.connected) child.once('disconnect', died);
      else died();
    });
    this.#send({ type: 'open', ...this.#options.open });
  }

  #receive(message: FromChild): void {
    // That it can still answer calls does not mean that it still writes.
    if (message.type !== 'pong') {
      this.#heardMs = performance.now();
      this.#trying = message.type === 'trying' ? message : undefined;
    }
    switch (message.type) {
      case 'ready':
        this.#ready = message;
        this.#failedStarts = 0;
        this.#first.resolve(message);
        for (const [id, run] of this.#runs) this.#send(startMessage(id, run));
        for (const { message: call } of this.#calls.values()) this.#send(call);
        return;
      case 'failed':
        this.#first.reject(reviveError(message.error));
        return;
      case 'begun': {
        const run = this.#runs.get(message.id);
        if (run && !run.begun) run.mailbox.put({ type: 'begun', reusedTokens: message.reusedTokens });
        if (run) {
          run.begun = true;
          run.underWay = true;
        }
        return;
      }
      case 'prompt':
        this.#runs.get(message.id)?.mailbox.put({ type: 'prompt', tokens: message.tokens });
        return;
      case 'step':
        for (const output of message.outputs) this.#output(output);
        return;
      case 'refused':
        this.#runs.get(message.id)?.mailbox.fail(reviveError(message.error));
        this.#runs.delete(message.id);
        return;
      case 'pong':
        this.#residentBytes = message.residentBytes;
        return;
      case 'tokens':
      case 'vectors':
        this.#calls.get(message.call)?.resolve(message);
        this.#calls.delete(message.call);
        return;
      case 'call-failed':
        this.#calls.get(message.call)?.reject(reviveError(message.error));
        this.#calls.delete(message.call);
    }
  }

  #output(output: OutputMessage): void {
    const run = this.#runs.get(output.id);
    if (!run) return;
    run.written.push(output.token);
    run.deaths = 0;
    run.mailbox.put({ type: 'output', output });
    if (!output.end) return;
    this.#runs.delete(output.id);
    run.mailbox.end();
  }

  #died(child: ChildProcess, how: string): void {
    if (child !== this.#child || this.#closed) return;
    const wasReady = this.#ready !== undefined;
    this.#ready = undefined;
    this.#child = undefined;
    this.#first.reject(startError(this.#options.open.modelFile, how, lastLines(this.#log)));
    // Nobody waits for a first start any more, but an unheard rejection would end the server.
    this.#first.promise.catch(() => {});
    this.#restarts += 1;
    this.#failedStarts = wasReady ? 0 : this.#failedStarts + 1;
    this.#options.onRestart?.(`The engine stopped (${how}) and is started again. ${lastLines(this.#log)}`);
    if (this.#failedStarts === mostFailedStarts) this.#failAll(this.#downError());
    this.#giveUp({ hung: this.#hung, killed: how === 'SIGKILL', trying: this.#trying });
    const pauseMs = this.#failedStarts === 0 ? 0 : Math.min(longestPauseMs, 250 * 2 ** this.#failedStarts);
    setTimeout(() => this.#closed || this.#spawn(), pauseMs).unref();
  }

  /** Ends what may have been the reason of a death; the rest goes on with the next child. */
  #giveUp(death: Death): void {
    for (const [id, run] of this.#runs) {
      run.deaths += 1;
      if (isGivenUp(death, { id, begun: run.underWay, deaths: run.deaths })) {
        this.#runs.delete(id);
        run.mailbox.fail(new EngineStoppedError());
      } else run.mailbox.put({ type: 'restart' });
      run.underWay = false;
    }
    for (const [id, call] of this.#calls) {
      call.deaths += 1;
      if (!isGivenUp(death, { id, begun: true, deaths: call.deaths })) continue;
      this.#calls.delete(id);
      call.reject(new EngineStoppedError());
    }
  }

  /** Ends a child that hangs; asks one that works how much memory it has. */
  #look(patienceMs: number): void {
    const busy = this.#runs.size > 0 || this.#calls.size > 0;
    if (this.#ready && busy && performance.now() - this.#heardMs > patienceMs) {
      this.#hung = true;
      this.#child?.kill('SIGKILL');
    } else if (this.#ready) this.#send({ type: 'ping', call: 0 });
  }

  #failAll(error: Error): void {
    for (const run of this.#runs.values()) run.mailbox.fail(error);
    for (const call of this.#calls.values()) call.reject(error);
    this.#runs.clear();
    this.#calls.clear();
  }

  #downError(): MachineError {
    return new MachineError({
      message: 'The engine stopped several times over this and was given up.',
      file: this.#options.open.modelFile,
      remedy: 'Ask again in a moment; the log of the server says what llama.cpp said last.',
    });
  }
}

function startMessage(id: number, run: Run): StartMessage {
  return { type: 'start', id, ...run.request, written: run.written };
}

function startError(modelFile: string, how: string, logTail: string): Error {
  if (how === 'SIGKILL') {
    return new MachineError({
      message: 'The system ended the engine while it read the model; most often the memory was full.',
      file: modelFile,
      remedy: 'Close other programs, or serve a smaller model, a smaller context or fewer places.',
    });
  }
  return new CorruptArtefactError({
    message: `llama.cpp stopped while it opened this model (${how}). Its last lines:\n${logTail}`,
    file: modelFile,
    remedy: 'Restore the file from where it came, or make it again.',
  });
}

function lastLines(log: string): string {
  return log.trimEnd().split('\n').slice(-5).join('\n');
}
