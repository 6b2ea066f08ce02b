import { isStopWord, plainTajik, splitWords } from '../../language/index.ts';

// A sentence or a line is over.
const sentenceEnd = /[.!?…]["»”)\]]*\s+|\n/gu;
/** This many words in a row of what is hidden give it away, when this many of them are not mere small words. */
const leakWords = 3;
const leakContentWords = 2;
/** Small words alone, in this number, give it away too. */
const leakSmallWords = 5;

/** Said when all that the model wrote was hidden text. */
export const nothingToShow = 'Ба ин савол ҷавоб дода натавонистам. Лутфан онро дигар хел пурсед.';

/**
 * Takes out of an answer, while it grows, every sentence that repeats what the server puts in front of a question:
 * small models recite it. Letters are folded and signs left out of the comparison; what the question itself says may
 * be repeated.
 */
export class HiddenTextFilter {
  readonly #runs: ReadonlySet<string>;
  readonly #pairs: ReadonlySet<string>;
  readonly #shortSentences: ReadonlySet<string>;
  #done: string;
  /** The sentence that is not over yet, as the model has written it. */
  #open = '';

  /** @param beginning what of the answer is shown already. */
  constructor(hidden: readonly string[], question: string, beginning = '') {
    const asked = foldedWords(question).join(' ');
    const isNew = (run: string) => !` ${asked} `.includes(` ${run} `);
    const sentences = hidden.flatMap((text) => text.split(/[.!?…:;\n]+/u)).map(foldedWords);
    this.#runs = new Set(
      [leakWords, leakSmallWords]
        .flatMap((length) => sentences.flatMap((words) => runsOf(words, length)))
        .filter((run) => isNew(run) && givesAway(run)),
    );
    this.#pairs = new Set(sentences.flatMap((words) => runsOf(words, 2)).filter(isNew));
    this.#shortSentences = new Set(
      sentences
        .filter(({ length }) => length === 2)
        .map((words) => words.join(' '))
        .filter(isNew),
    );
    this.#done = beginning;
  }

  /** Takes more of what the model writes; returns what may be shown of the whole answer, which may be less than before. */
  push(text: string): string {
    this.#open += text;
    let end = 0;
    for (const match of this.#open.matchAll(sentenceEnd)) {
      const next = match.index + match[0].length;
      const sentence = this.#open.slice(end, next);
      if (!this.#leaks(sentence)) this.#done += sentence;
      end = next;
    }
    this.#open = this.#open.slice(end);
    return this.#done + this.#shownOfOpen();
  }

  /** What may be shown of the whole answer, when nothing more comes. */
  end(): string {
    const whole = this.#leaks(this.#open) ? this.#done.trimEnd() : this.#done + this.#open;
    return whole.trim() === '' ? nothingToShow : whole;
  }

  #leaks(sentence: string): boolean {
    const words = foldedWords(sentence);
    if (this.#shortSentences.has(words.join(' '))) return true;
    return [leakWords, leakSmallWords].some((length) =>
      runsOf(words, length).some((run) => this.#runs.has(run)),
    );
  }

  /** An unfinished word is held back, and the last words from the second on while they may be hidden text. */
  #shownOfOpen(): string {
    if (this.#leaks(this.#open)) return '';
    const words = [...this.#open.matchAll(/[\p{L}\p{N}]+/gu)];
    const last = words.at(-1);
    const isUnfinished = last && last.index + last[0].length === this.#open.length;
    let held = isUnfinished ? words.length - 1 : words.length;
    while (held > 1 && this.#isPair(words[held - 2]?.[0], words[held - 1]?.[0])) held -= 1;
    return this.#open.slice(0, words[held]?.index);
  }

  #isPair(one = '', other = ''): boolean {
    return this.#pairs.has([...foldedWords(one), ...foldedWords(other)].join(' '));
  }
}

function foldedWords(text: string): string[] {
  return splitWords(text).map((word) => plainTajik(word.toLowerCase()));
}

function runsOf(words: readonly string[], length: number): string[] {
  return words.slice(length - 1).map((_, index) => words.slice(index, index + length).join(' '));
}

function givesAway(run: string): boolean {
  const words = run.split(' ');
  return words.length >= leakSmallWords || words.filter((word) => !isSmall(word)).length >= leakContentWords;
}

function isSmall(foldedWord: string): boolean {
  return isStopWord(foldedWord) || smallWords.has(foldedWord);
}

/** Words without a sense of their own that the list of stop words has only with their Tajik letters, or not at all. */
const smallWords = new Set([
  'ин',
  'он',
  'дар',
  'бораи',
  'танхо',
  'факат',
  'хар',
  'чавоб',
  'савол',
  'дех',
  'кун',
  'аст',
]);
