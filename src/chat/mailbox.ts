/** Values handed from whoever has them to one reader who iterates; nothing is lost in between. */
export class Mailbox<Value> implements AsyncIterable<Value> {
  readonly #values: Value[] = [];
  #ended = false;
  #error: { readonly reason: unknown } | undefined;
  #wake: () => void = () => {};

  put(value: Value): void {
    if (this.#ended || this.#error) return;
    this.#values.push(value);
    this.#wake();
  }

  /** The reader gets what is there and then the end. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The reader gets the error at once. */
  fail(reason: unknown): void {
    this.#error ??= { reason };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value> {
    for (;;) {
      if (this.#error) throw this.#error.reason;
      const value = this.#values.shift();
      if (value !== undefined) yield value;
      else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
