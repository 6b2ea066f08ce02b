import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { z } from 'zod';
import {
  type Answered,
  answerQuestion,
  knowledgeOf,
  mayRead,
  readPassages,
} from '../../../assistant/index.ts';
import {
  type ChatMessage,
  type Citation,
  type Engine,
  placeOfCitation,
  wholeAnswer,
} from '../../../chat/index.ts';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import { openLibrary } from '../../../library/index.ts';
import { type OfficeTexts, officeTexts } from '../../../office/index.ts';
import { dataFolder } from '../../../school/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { openEngine, upstreamOptions } from '../../models/open-engine.ts';

const flagsSchema = z.strictObject({
  json: z.boolean().default(false),
  explain: z.boolean().default(false),
  book: z.array(z.string().min(1)).optional(),
  onlyFromBooks: z.boolean().default(false),
  model: z.union([z.string(), z.boolean()]).optional(),
  upstream: z.string().optional(),
  upstreamModel: z.string().optional(),
  data: z.string().min(1).optional(),
});

type Flags = z.output<typeof flagsSchema>;

/** `soro ask`: one question, answered exactly, from books, or said to be unknown. */
export function askCommand(): Command {
  const command = new Command('ask')
    .summary('answer a question from tools and books, and say what the answer rests on')
    .description(
      'Answers a question: computed by a tool, quoted from a page, passages about it, or nothing found. The model is ' +
        'asked only with --model or --upstream, and what it says is marked as its own. A large one, and another server, get ' +
        'the passages of the books: a sentence that a passage says gets its number, any other (аз худ).',
    )
    .argument('[question...]', 'the question; - reads a question a line')
    .option('--json', 'one JSON object a question')
    .option('--explain', 'print each step, what it saw and why it decided')
    .option('--book <id...>', 'look in these books only (ids: soro library list)')
    .option('--only-from-books', 'never the model, whatever is found')
    .option('--model [path]', 'let a model answer what nothing else does (default: the embedded one)')
    .option(...upstreamOptions[0])
    .option(...upstreamOptions[1])
    .option('--data <folder>', 'whose books are asked (default: SORO_DATA, or work/school)')
    .addHelpText(
      'after',
      examples([
        'soro ask "Чаро шабу рӯз иваз мешаванд?"',
        'soro ask --explain "15 фоизи 240 чанд аст"',
        'soro ask --json - < questions.txt',
      ]),
    );
  return command.action((words: string[], given: unknown) =>
    withEnvironment(command, async (environment) => {
      const flags = parseWith(flagsSchema, given, { file: 'soro ask' });
      const question = words.join(' ').trim();
      if (question === '') {
        throw new BadInputError({
          message: 'There is no question.',
          place: 'question',
          remedy: 'Write it behind the command, or - to read a question a line.',
        });
      }
      const library = openLibrary(dataFolder(flags.data).path);
      try {
        const asker = new Asker(flags, environment, knowledgeOf(library));
        try {
          if (question !== '-') await asker.ask(question);
          else
            for await (const line of createInterface({ input: process.stdin })) {
              if (line.trim() !== '') await asker.ask(line.trim());
            }
        } finally {
          await asker.close();
        }
      } finally {
        library.close();
      }
    }),
  );
}

/** Asks one question after another; the model is opened when it is first needed. */
class Asker {
  readonly #flags: Flags;
  readonly #environment: Environment;
  readonly #knowledge: ReturnType<typeof knowledgeOf>;
  readonly #office: OfficeTexts;
  #engine: Promise<Engine> | undefined;

  constructor(flags: Flags, environment: Environment, knowledge: ReturnType<typeof knowledgeOf>) {
    this.#flags = flags;
    this.#environment = environment;
    this.#knowledge = knowledge;
    this.#office = officeTexts(dataFolder(flags.data).path, (message) => environment.progress.warn(message));
  }

  async ask(question: string): Promise<void> {
    const { json, explain, book } = this.#flags;
    const messages: ChatMessage[] = [{ role: 'user', content: question }];
    const answered = answerQuestion(messages, {
      knowledge: this.#knowledge,
      clock: { now: new Date(), isTrusted: true },
      office: this.#office,
      options: { bookIds: book, onlyFromBooks: !this.#withModel },
    });
    const { print } = this.#environment;
    const { kind, text, citations } = await this.#outcome(question, answered.outcome);
    if (json) {
      print(
        JSON.stringify({
          kind,
          text,
          citations: citations.map(plainCitation),
          ...(explain && { steps: answered.steps }),
        }),
      );
      return;
    }
    if (explain) {
      for (const { name, answered: did, facts } of answered.steps) {
        print(`${did ? '→' : '·'} ${name}`);
        for (const fact of facts) print(`    ${fact}`);
      }
      print('');
    }
    print(text);
    for (const citation of citations) print(`  [${citation.number}] ${placeOfCitation(citation)}`);
    // Small talk and limits are Soro's own too, but no guess of the model.
    if (kind === 'own' && answered.outcome === undefined && citations.length === 0)
      print('  (аз худ, бе манбаъ)');
  }

  /** Whether what nothing else answers is the model's. */
  get #withModel(): boolean {
    const { model, upstream, onlyFromBooks } = this.#flags;
    return !onlyFromBooks && (model !== undefined || upstream !== undefined);
  }

  /** Without a model there is always an outcome: the books say it, or do not. */
  async #outcome(question: string, outcome: Answered['outcome']) {
    const mayBeRead = outcome?.kind === 'passages' && this.#withModel;
    if (outcome !== undefined && !mayBeRead) return outcome;
    const request = { messages: [{ role: 'user' as const, content: question }] };
    const engine = await this.#openEngine();
    const { signal } = this.#environment;
    if (outcome === undefined) {
      const { text } = await wholeAnswer(engine.generate(request, { signal }));
      return { kind: 'own' as const, text, citations: [] };
    }
    if (!mayRead(engine, request)) return outcome;
    const { text } = await wholeAnswer(readPassages(engine, request, outcome.citations, { signal }));
    return { kind: 'own' as const, text, citations: outcome.citations };
  }

  #openEngine(): Promise<Engine> {
    const { model, upstream, upstreamModel } = this.#flags;
    const path = typeof model === 'string' ? model : undefined;
    this.#engine ??= openEngine({ model: path, upstream, upstreamModel }, this.#environment.signal);
    return this.#engine;
  }

  async close(): Promise<void> {
    if (this.#engine !== undefined) await (await this.#engine).close();
  }
}

function plainCitation({ book, section, pdfPage, printedPage, quote }: Citation) {
  return { book: book.title, section: section.join(' / '), pdfPage, printedPage, quote };
}
