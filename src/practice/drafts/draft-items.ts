import { askSentence, type InSituQuestion, splitSentences } from '../../language/index.ts';
import { foldAnswer } from '../grading/words-beside.ts';
import { type Item, itemSchema } from '../items/item.ts';
import { answerType } from './answer-type.ts';
import { isFair } from './fair-distractor.ts';
import { isClear } from './is-clear.ts';

/** A page of a book, as the library holds it. */
export interface DraftPage {
  readonly printedPage: string;
  readonly text: string;
}

/** The book that drafts are made from. */
export interface DraftBook {
  readonly title: string;
  readonly subject: string;
  readonly grade: number | null;
  readonly pages: readonly DraftPage[];
}

export interface DraftOptions {
  /** Told for each page whose questions are being made. */
  readonly onPage?: (page: number, total: number) => void;
}

interface Candidate {
  readonly page: number;
  readonly sentence: string;
  readonly asked: InSituQuestion;
  readonly type: string;
}

const wrongOptions = 3;

/**
 * Questions about the sentences of a book with four options, as drafts for a teacher. The options are answers of the
 * same type (years; metres; rivers) from other pages, nearest in length or size, and none that the book itself might
 * make true in the question's sentence. A sentence without three such answers gives no draft.
 */
export function draftItems(book: DraftBook, { onPage }: DraftOptions = {}): Item[] {
  const candidates = book.pages.flatMap((page, index) =>
    splitSentences(page.text).flatMap((sentence) => candidatesOf(sentence.trim(), index)),
  );
  const byType = Map.groupBy(candidates, ({ type }) => type);
  const sentences = book.pages
    .flatMap(({ text }) => splitSentences(text))
    .map((one) => new Set(foldAnswer(one)));
  const seen = new Set<string>();
  const items: Item[] = [];
  let last = -1;
  for (const candidate of candidates) {
    const { sentence, asked, page, type } = candidate;
    if (page !== last) onPage?.(page + 1, book.pages.length);
    last = page;
    if (seen.has(asked.question) || isObvious(asked, sentences)) continue;
    seen.add(asked.question);
    const others = distractorsFor(candidate, byType.get(type) ?? [], sentences);
    if (others.length < wrongOptions) continue;
    // The right option's place follows from the question, so that the same book gives the same drafts.
    const place =
      [...asked.question].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % (wrongOptions + 1);
    const options = others.toSpliced(place, 0, asked.answer).map(asOption);
    const printed = book.pages[page]?.printedPage ?? '';
    items.push(
      itemSchema.parse({
        id: `draft/${items.length + 1}`,
        version: 1,
        status: 'draft',
        subject: book.subject,
        grade: book.grade,
        topic: null,
        source: { book: book.title, section: null, page: printed === '' ? null : printed, sentence },
        author: 'Soro',
        question: asked.question,
        why: sentence,
        kind: 'single-choice',
        options,
        answer: place,
      }),
    );
  }
  return items;
}

// A place that every fiftieth sentence names is what the book is about: asking for it asks for nothing.
const commonShare = 0.02;

/** Questions whose answer the book's title gives away, and those with brackets or dashes, which the rules cut badly. */
function isObvious(
  { kind, question, answer }: InSituQuestion,
  sentences: readonly ReadonlySet<string>[],
): boolean {
  if (/[()–—]/u.test(question)) return true;
  if (kind !== 'куҷо') return false;
  const words = foldAnswer(answer);
  const naming = sentences.filter((one) => words.every((word) => one.has(word))).length;
  return sentences.length >= 100 && naming / sentences.length >= commonShare;
}

/** «Дар соли 1924-ум» and «Соли 1924»: options look alike, so that none stands out by its form. */
function asOption(option: string): string {
  const year = /^(?:дар\s)?соли\s(\d{3,4})(?:-?у?ми?)?$/iu.exec(option)?.[1];
  return year === undefined ? withSmallLetter(option) : `соли ${year}`;
}

/** At the start of its sentence an answer has a capital letter. */
function withSmallLetter(option: string): string {
  return /^(?:Дар\s|Соли\s|Асри\s|\p{Lu}\p{Ll}+и\s+\p{Lu})/u.test(option)
    ? option.slice(0, 1).toLowerCase() + option.slice(1)
    : option;
}

function candidatesOf(sentence: string, page: number): Candidate[] {
  return askSentence(sentence).flatMap((asked) => {
    const type = answerType(asked);
    return type === undefined || !isClear(asked) ? [] : [{ page, sentence, asked, type }];
  });
}

function distractorsFor(
  wanted: Candidate,
  same: readonly Candidate[],
  sentences: readonly ReadonlySet<string>[],
): string[] {
  const chosen: string[] = [];
  const near = same
    .filter(({ page }) => page !== wanted.page)
    .map((other) => ({ answer: other.asked.answer, far: distance(wanted.asked.answer, other.asked.answer) }))
    .sort((one, other) => one.far - other.far);
  for (const { answer } of near) {
    if (chosen.length === wrongOptions) break;
    if (
      isFair(wanted.sentence, wanted.asked, answer, sentences) &&
      chosen.every((one) => isFair('', { ...wanted.asked, answer: one }, answer, []))
    )
      chosen.push(answer);
  }
  return chosen;
}

/** How unlike two answers look: by size where both are numbers, else by length. */
function distance(one: string, other: string): number {
  const [first, second] = [numberOf(one), numberOf(other)];
  if (first !== undefined && second !== undefined && first > 0 && second > 0)
    return Math.abs(Math.log(first / second));
  return Math.abs(one.length - other.length);
}

function numberOf(text: string): number | undefined {
  const digits = /\d[\d   ]*(?:[.,]\d+)?/u.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits.replace(/[   ]/gu, '').replace(',', '.'));
}
