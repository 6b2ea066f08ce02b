import type { z } from 'zod';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { MemoryBound } from './memory-bound.ts';
import { type ChildProgram, endedEarly, ModelChild } from './model-child.ts';

export interface ConversationOptions<Message extends z.ZodType> {
  readonly program: ChildProgram;
  readonly messages: Message;
  readonly bound: MemoryBound;
  /** The model file, and what is done to it: for errors. */
  readonly file: string;
  readonly verb: string;
  readonly signal?: AbortSignal | undefined;
  readonly onLog?: ((text: string) => void) | undefined;
  /** Takes a message that is not the answer: true when it was one. */
  readonly onProgress?: ((message: z.output<Message>) => boolean) | undefined;
}

/** A child that is asked one question at a time; it may send messages before the answer. */
export class Conversation<Request extends object, Message extends z.ZodType> {
  readonly #child: ModelChild<Request, Message>;
  readonly #options: ConversationOptions<Message>;
  #answering: PromiseWithResolvers<z.output<Message>> | undefined;
  #calls = 0;
  readonly #onAbort = () => this.#child.kill();

  constructor(options: ConversationOptions<Message>) {
    this.#options = options;
    this.#child = new ModelChild<Request, Message>({
      ...options,
      onMessage: (message) => {
        if (options.onProgress?.(message) !== true) this.#answering?.resolve(message);
      },
      onError: (error) => this.#answering?.reject(error),
    });
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /**
   * Asks and waits for the answer.
   * @throws the child's own error; InterruptedError on abort, which ends the child; what {@link endedEarly} says.
   */
  async ask(request: Request): Promise<z.output<Message>> {
    const { signal, program, file, verb } = this.#options;
    throwIfInterrupted(signal);
    this.#answering = Promise.withResolvers();
    this.#calls += 1;
    this.#child.send(request, this.#calls);
    const died = this.#child.ended.then((ending): never => {
      throwIfInterrupted(signal);
      throw endedEarly(ending, program.name, file, verb);
    });
    died.catch(() => {});
    return await Promise.race([this.#answering.promise, died]);
  }

  /** Ends the child. @returns the last lines of its log. */
  async close(): Promise<string> {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#child.kill();
    return (await this.#child.ended).logTail;
  }
}
