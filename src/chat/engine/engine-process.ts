import { fileURLToPath } from 'node:url';
import { InterruptedError, MachineError } from '../../core/errors.ts';
import { reviveError } from '../../core/processes/serialised-error.ts';
import { type Ending, endedEarly, llamaProgram, type MemoryBound, ModelChild } from '../../llama/index.ts';
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
  /** Of the child. */
  readonly memory: MemoryBound;
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
/** The number of the question `open`; ids of answers and other questions are larger. */
const openCall = 1;
const mostFailedStarts = 5;
const longestPauseMs = 10_000;

/**
 * The child process with the model, watched: when it dies or hangs it is started again, and every answer under
 * way continues from its last token (prompt and text so far are read again).
 */
export class EngineProcess {
  readonly #options: EngineProcessOptions;
  readonly #runs = new Map<number, Run>();
  readonly #calls = new Map<number, Call>();
  #child: ModelChild<ToChild, typeof fromChildSchema> | undefined;
  #ready: ReadyMessage | undefined;
  #first = Promise.withResolvers<ReadyMessage>();
  #ids = openCall;
  #restarts = 0;
  #failedStarts = 0;
  #closed = false;
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
      residentBytes: this.#child?.residentBytes ?? 0,
      processId: this.#child?.processId,
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
    if (this.#ready) this.#child?.send(startMessage(id, run));
    try {
      yield* run.mailbox;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#cancel(id);
    }
  }

  async tokenise(pieces: readonly { text: string; control: boolean }[]): Promise<number[][]> {
    const answer = await this.#call({ type: 'tokenise', pieces: [...pieces] });
    return answer.type === 'tokens' ? answer.pieces : [];
  }

  async embed(texts: readonly (readonly number[])[]): Promise<number[][]> {
    const answer = await this.#call({ type: 'embed', texts: texts.map((text) => [...text]) });
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
    await child?.close();
  }

  #call(message: ToChild): Promise<FromChild> {
    this.#checkAlive();
    this.#ids += 1;
    const { promise, resolve, reject } = Promise.withResolvers<FromChild>();
    this.#calls.set(this.#ids, { message, resolve, reject, deaths: 0 });
    if (this.#ready) this.#child?.send(message, this.#ids);
    return promise;
  }

  #checkAlive(): void {
    if (this.#closed) throw new InterruptedError({ message: 'The server is stopping.' });
    if (this.#failedStarts >= mostFailedStarts) throw this.#downError();
  }

  #cancel(id: number): void {
    if (this.#runs.delete(id) && this.#ready) this.#child?.send({ type: 'cancel', id });
  }

  #spawn(): void {
    this.#trying = undefined;
    this.#hung = false;
    const child = new ModelChild<ToChild, typeof fromChildSchema>({
      program: llamaProgram(this.#options.childFile ?? ownChild),
      messages: fromChildSchema,
      bound: this.#options.memory,
      onMessage: (message, call) => this.#receive(message, call),
      onError: (error, call) => this.#failed(error, call),
    });
    this.#child = child;
    void child.ended.then((ending) => this.#died(child, ending));
    child.send({ type: 'open', ...this.#options.open }, openCall);
  }

  #receive(message: FromChild, call: number | undefined): void {
    this.#heardMs = performance.now();
    this.#trying = message.type === 'trying' ? message : undefined;
    switch (message.type) {
      case 'ready':
        this.#ready = message;
        this.#failedStarts = 0;
        this.#first.resolve(message);
        for (const [id, run] of this.#runs) this.#child?.send(startMessage(id, run));
        for (const [id, { message: question }] of this.#calls) this.#child?.send(question, id);
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
      case 'tokens':
      case 'vectors':
        this.#calls.get(call ?? 0)?.resolve(message);
        this.#calls.delete(call ?? 0);
    }
  }

  #failed(error: Error, call: number | undefined): void {
    this.#heardMs = performance.now();
    if (call === openCall) this.#first.reject(error);
    this.#calls.get(call ?? 0)?.reject(error);
    this.#calls.delete(call ?? 0);
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

  #died(child: ModelChild<ToChild, typeof fromChildSchema>, ending: Ending): void {
    if (child !== this.#child || this.#closed) return;
    const { how, overMemory, logTail } = ending;
    const wasReady = this.#ready !== undefined;
    this.#ready = undefined;
    this.#child = undefined;
    this.#first.reject(endedEarly(ending, 'llama.cpp', this.#options.open.modelFile, 'opened'));
    // Nobody waits for a first start any more, but an unheard rejection would end the server.
    this.#first.promise.catch(() => {});
    this.#restarts += 1;
    this.#failedStarts = wasReady ? 0 : this.#failedStarts + 1;
    const why = overMemory ? `it took more than ${megabytes(this.#options.memory)} MB of memory` : how;
    this.#options.onRestart?.(`The engine stopped (${why}) and is started again. ${logTail}`);
    if (this.#failedStarts === mostFailedStarts) this.#failAll(this.#downError());
    this.#giveUp({ ended: this.#hung || overMemory, killed: how === 'SIGKILL', trying: this.#trying });
    const pauseMs = this.#failedStarts === 0 ? 0 : Math.min(longestPauseMs, 250 * 2 ** this.#failedStarts);
    setTimeout(() => this.#closed || this.#spawn(), pauseMs).unref();
  }

  /** Ends what may have been the reason of a death; the rest continues with the next child. */
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

  /** Ends a child that hangs. */
  #look(patienceMs: number): void {
    const busy = this.#runs.size > 0 || this.#calls.size > 0;
    if (!this.#ready || !busy || performance.now() - this.#heardMs <= patienceMs) return;
    this.#hung = true;
    this.#child?.kill();
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

function megabytes({ bytes }: MemoryBound): number {
  return Math.round(bytes / 1e6);
}
