import { z } from 'zod';
import { answerGrammar } from '../../../src/chat/grammar/json-grammar.ts';
import { Grammar } from '../../../src/chat/inference/grammar.ts';
import { BadInputError } from '../../../src/core/errors.ts';
import { parseWith } from '../../../src/core/schema.ts';
import { seededRandom } from '../../../src/core/seeded-random.ts';
import { LlamaModel } from '../../../src/llama/native.ts';
import { randomSchema } from './random-schema.ts';
import type { WalkResult } from './walk-grammars.ts';

// Makes a grammar of each seed's schema and takes random ways through it, as a model would: in a process of its own,
// whose memory the parent looks at.

const orderSchema = z.strictObject({
  modelFile: z.string(),
  first: z.int(),
  count: z.int(),
  /** Most tokens of one way. */
  mostTokens: z.int(),
});

type Order = z.infer<typeof orderSchema>;

class Walker {
  readonly #model: LlamaModel;
  readonly #everyToken: { token: number; logit: number }[];
  /** Single characters of ASCII: with them every grammar comes to its end. */
  readonly #plain: { token: number; logit: number }[];
  readonly #end: number;

  constructor(modelFile: string) {
    this.#model = new LlamaModel(modelFile, { vocab_only: true });
    const count = this.#model.vocabularySize;
    this.#everyToken = Array.from({ length: count }, (_, token) => ({ token, logit: 0 }));
    this.#plain = this.#everyToken.filter(({ token }) => /^[\x20-\x7e]$/u.test(this.#piece(token)));
    this.#end = this.#everyToken.findLast(({ token }) => this.#model.isEnd(token))?.token ?? 1;
  }

  walk(seed: number, mostTokens: number): WalkResult {
    const begun = process.threadCpuUsage();
    const spent = () => {
      const { user, system } = process.threadCpuUsage(begun);
      return (user + system) / 1000;
    };
    const schema = randomSchema(seed);
    let text: string;
    try {
      text = answerGrammar({ type: 'json-schema', schema });
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      return { seed, refused: error.place ?? '', cpuMs: spent() };
    }
    const grammarMs = spent();
    try {
      const grammar = new Grammar(this.#model, text);
      const openMs = spent();
      try {
        return { seed, ...this.#way(grammar, seed, mostTokens), grammarMs, openMs, cpuMs: spent() };
      } finally {
        grammar.free();
      }
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      return { seed, stopped: error.message, grammarMs, cpuMs: spent() };
    }
  }

  #way(grammar: Grammar, seed: number, mostTokens: number): { answer: string; whole: boolean } {
    const random = seededRandom(seed + 1);
    const bytes: Buffer[] = [];
    const text = () => Buffer.concat(bytes).toString('utf8');
    for (let step = 0; step < mostTokens; step += 1) {
      const some = Array.from(
        { length: 200 },
        () => this.#everyToken[Math.floor(random() * this.#everyToken.length)],
      );
      const tried = [
        { token: this.#end, logit: 0 },
        ...this.#plain,
        ...some.filter((one) => one !== undefined),
      ];
      const likely = grammar.allowed(tried);
      // As where none of the likely ones fits; and every now and then without a need.
      const allowed = likely.length === 0 || step % 16 === 7 ? grammar.allowed(this.#everyToken) : likely;
      if (allowed.length === 0) throw new Error(`Seed ${seed}: nothing may follow ${text()}`);
      const ends = allowed.some(({ token }) => token === this.#end);
      if (ends && random() < 0.8) return { answer: text(), whole: true };
      const going = allowed.filter(({ token }) => token !== this.#end);
      const closing = going.filter(({ token }) => /^["\]},:]$/u.test(this.#piece(token)));
      const choice = closing.length > 0 && random() < 0.6 ? closing : going;
      const token = choice[Math.floor(random() * choice.length)]?.token;
      if (token === undefined) return { answer: text(), whole: true };
      grammar.accept(token);
      bytes.push(this.#model.piece(token));
    }
    return { answer: text(), whole: false };
  }

  #piece(token: number): string {
    return this.#model.piece(token).toString('utf8');
  }
}

process.once('message', (message) => {
  const order: Order = parseWith(orderSchema, message);
  const walker = new Walker(order.modelFile);
  process.send?.({ type: 'ready', residentBytes: process.memoryUsage.rss() });
  for (let seed = order.first; seed < order.first + order.count; seed += 1) {
    const result = walker.walk(seed, order.mostTokens);
    process.send?.({ type: 'walked', result, residentBytes: process.memoryUsage.rss() });
  }
  process.disconnect();
});
