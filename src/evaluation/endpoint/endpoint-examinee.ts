import { BadInputError, MachineError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { choiceInAnswer } from '../graders/index.ts';
import type { Examinee, Scoring } from '../models/examinee.ts';
import type { ChoiceScore } from '../models/multiple-choice.ts';
import { countCharacters } from '../models/scorer.ts';
import { type AnswerScore, gradedAnswer, withTurn } from '../models/written-answers.ts';
import { rounded } from '../results.ts';
import { renderItem, renderPrompt } from '../tasks/render-item.ts';
import type { Task, TaskItem, TextItem, TextTask } from '../tasks/task.ts';
import { type EchoedToken, EndpointClient, FailedRequest } from './client.ts';
import { lettersOf, listedPrompt } from './listed-prompt.ts';
import type { EndpointSettings } from './settings.ts';

const choiceTokens = 32;
const defaults = { maximumTokens: 64, stop: ['\n'] };

/** What an item without a usable answer counts as: wrong. */
const noAnswer = {
  chosen: -1,
  chosenByCharacters: -1,
  chosenByBytes: -1,
  logProbabilities: [],
  truncatedTokens: 0,
};

/**
 * A model behind an OpenAI-compatible API. What gets no answer counts as wrong and is counted.
 * @throws BadInputError when the API refuses key, address or model, or tells no log-probabilities and must.
 * @throws MachineError when so many items fail one after the other that the server has died.
 */
export async function openEndpoint(
  settings: EndpointSettings,
  chatTemplate: boolean,
  signal: AbortSignal,
): Promise<Examinee> {
  const client = new EndpointClient(settings, signal);
  const scoring = await chooseScoring(client, settings);
  return new EndpointExaminee(client, settings, scoring, chatTemplate);
}

async function chooseScoring(client: EndpointClient, settings: EndpointSettings): Promise<Scoring> {
  const { answers, address } = settings;
  if (answers === 'constrained' || answers === 'free') return answers;
  const tells = await client.echo('Пойтахти Тоҷикистон').catch((error: unknown) => {
    if (!(error instanceof FailedRequest)) throw error;
    if (error.failure === 'no-connection') throw died(address, error, 1);
    return undefined;
  });
  if (tells) return 'log-probability';
  if (answers === 'auto') return 'free';
  throw new BadInputError({
    message: 'The endpoint does not tell the log-probabilities of a prompt (echo with logprobs).',
    file: address,
    place: 'answers',
    remedy: 'Let it write its answers (answers: free), or take a server that does, such as vLLM.',
  });
}

class EndpointExaminee implements Examinee {
  readonly engine: string;
  readonly scoring: Scoring;
  readonly chatTemplate: boolean;
  readonly #client: EndpointClient;
  readonly #settings: EndpointSettings;
  #failuresInARow = 0;

  constructor(client: EndpointClient, settings: EndpointSettings, scoring: Scoring, chatTemplate: boolean) {
    this.engine = `${settings.address}, ${settings.model}`;
    this.scoring = scoring;
    // JSON schemas are forced on dialogues only.
    this.chatTemplate = chatTemplate || scoring === 'constrained';
    this.#client = client;
    this.#settings = settings;
  }

  answerChoices(task: Task, items: readonly TaskItem[]): Promise<ChoiceScore[]> {
    const ask = (item: TaskItem) =>
      this.scoring === 'log-probability' ? this.#scoreChoices(task, item) : this.#writeChoice(task, item);
    return this.#each(items, ask, ({ answer }, { failure }) => ({ answer, ...noAnswer, failure }));
  }

  answerTexts(task: TextTask, items: readonly TextItem[]): Promise<AnswerScore[]> {
    const asTurn = this.chatTemplate;
    const { description, examples } = asTurn ? withTurn(task) : task;
    const { generate = defaults, metric } = description;
    return this.#each(
      items,
      async (item) => {
        const prompt = renderPrompt(description, item, examples);
        const asked = { prompt, chat: asTurn, ...generate };
        const { text, cut } = await this.#client.write(asked);
        return gradedAnswer(metric, item, { written: text.trim(), cut, truncatedTokens: 0, asTurn });
      },
      (item, { failure }) => ({
        ...gradedAnswer(metric, item, { written: '', cut: false, truncatedTokens: 0, asTurn }),
        failure,
      }),
    );
  }

  measureTexts(): undefined {
    return undefined;
  }

  async close(): Promise<void> {}

  async #scoreChoices(task: Task, item: TaskItem): Promise<ChoiceScore> {
    const { opening, whole, answers } = renderItem(task.description, item, task.examples);
    const echoed: EchoedToken[][] = [];
    for (const text of whole) {
      const tokens = await this.#client.echo(text);
      if (!tokens) throw new FailedRequest('nonsense', 'no log-probabilities');
      echoed.push(tokens);
    }
    const shared = sharedTokens(echoed, [...opening].length);
    const logProbabilities = echoed.map((tokens) =>
      tokens.slice(shared).reduce((sum, { logProbability }) => sum + (logProbability ?? 0), 0),
    );
    const per = (length: (text: string) => number) =>
      largest(logProbabilities.map((value, index) => value / length(at(answers, index))));
    return {
      answer: item.answer,
      chosen: largest(logProbabilities),
      chosenByCharacters: per(countCharacters),
      chosenByBytes: per((text) => Buffer.byteLength(text)),
      logProbabilities: logProbabilities.map(rounded),
      truncatedTokens: 0,
    };
  }

  async #writeChoice(task: Task, item: TaskItem): Promise<ChoiceScore> {
    const letters = lettersOf(task.description);
    const isForced = this.scoring === 'constrained';
    const options = [...letters].slice(0, item.choices.length);
    const { text } = await this.#client.write({
      prompt: listedPrompt(task, item),
      maximumTokens: choiceTokens,
      stop: isForced ? [] : ['\n'],
      chat: this.chatTemplate,
      ...(isForced ? { schema: letterSchema(options) } : {}),
    });
    const written = isForced ? forcedLetter(text) : text.trim();
    const chosen = choiceInAnswer(item.choices, written, letters.startsWith('A') ? 'latin' : 'tajik') ?? -1;
    return {
      answer: item.answer,
      ...noAnswer,
      chosen,
      chosenByCharacters: chosen,
      chosenByBytes: chosen,
      written,
      ...(chosen < 0 ? { failure: 'no-choice-named' as const } : {}),
    };
  }

  /** Asks for every item, several at a time; a failure of one is its result. */
  async #each<Item, Result>(
    items: readonly Item[],
    ask: (item: Item) => Promise<Result>,
    failed: (item: Item, error: FailedRequest) => Result,
  ): Promise<Result[]> {
    const results: Result[] = [];
    const queue = [...items.entries()];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, item] = next;
        try {
          results[index] = await ask(item);
          this.#failuresInARow = 0;
        } catch (error) {
          if (!(error instanceof FailedRequest)) throw error;
          this.#failuresInARow += 1;
          const { failuresInARow, address } = this.#settings;
          if (this.#failuresInARow >= failuresInARow) throw died(address, error, this.#failuresInARow);
          results[index] = failed(item, error);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#settings.concurrency }, work));
    return results;
  }
}

/** How many first tokens all choices have, inside the question. */
function sharedTokens(lists: readonly (readonly EchoedToken[])[], openingLength: number): number {
  const [first = []] = lists;
  let shared = 0;
  while (
    shared < first.length &&
    lists.every((list) => {
      const next = list[shared];
      const end = list[shared + 1]?.offset ?? Number.POSITIVE_INFINITY;
      return next?.token === first[shared]?.token && end <= openingLength;
    })
  ) {
    shared += 1;
  }
  return shared;
}

function letterSchema(letters: readonly string[]): object {
  return {
    type: 'object',
    properties: { answer: { type: 'string', enum: letters } },
    required: ['answer'],
    additionalProperties: false,
  };
}

function forcedLetter(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const answer = typeof value === 'object' && value !== null ? Reflect.get(value, 'answer') : undefined;
    return typeof answer === 'string' ? answer : text.trim();
  } catch {
    return text.trim();
  }
}

function largest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? -Infinity) ? index : best), 0);
}

function died(address: string, { failure, message }: FailedRequest, count: number): MachineError {
  return new MachineError({
    message: `The endpoint does not answer (${failure}: ${message.slice(0, 120)}), ${count} items one after the other.`,
    file: address,
    remedy: 'Start the server again and run the same command: answered items are kept.',
  });
}
