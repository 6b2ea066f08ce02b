import { createHash } from 'node:crypto';
import { readQuantities } from '../../evaluation/index.ts';
import { answerWithTool, type ToolAnswer, type ToolName } from '../../tools/index.ts';
import { type Item, itemSchema } from '../items/item.ts';

/** What the tutor knows of a task: the question with its key, and what its hints are made of. */
export interface TutorTask {
  readonly item: Item;
  /** The steps to the answer; empty where only the answer is known. */
  readonly solution: string;
  /** The rule or formula that the task is about. */
  readonly rule: string | undefined;
  /** How a tool understood the question. */
  readonly understood: string | undefined;
  /** Other items on the same section: one of another answer can be shown as an example. */
  readonly siblings: readonly Item[];
}

/** The task of an item. `siblings` are other items of its section or topic, to be shown as solved examples. */
export function taskOfItem(item: Item, siblings: readonly Item[] = []): TutorTask {
  const solved = item.kind === 'number' ? solve(item.question) : undefined;
  const number = solved && readQuantities(solved.value)[0]?.value;
  const isSame =
    item.kind === 'number' && number !== undefined && Math.abs(number - item.answer) <= item.tolerance + 1e-9;
  return {
    item,
    solution: [item.why ?? '', isSame ? (solved?.text ?? '') : ''].filter((text) => text !== '').join('\n'),
    rule: isSame ? ruleOf(solved) : undefined,
    understood: isSame ? solved?.understood : undefined,
    siblings: siblings.filter((other) => other.id !== item.id),
  };
}

/**
 * The task of a text that a pupil pasted: one that a tool solves exactly (sums, fractions, percent, equations, units,
 * geometry, school physics, stories). Nothing for other texts: without a certain answer there is nothing to tutor.
 */
export function taskOfText(text: string): TutorTask | undefined {
  const solved = solve(text);
  if (solved === undefined || (solved.tool === 'calendar' && !/^\d+:\d\d \+/u.test(solved.understood)))
    return undefined;
  return {
    item: itemSchema.parse({ ...common(text, solved), ...keyOf(solved.value) }),
    solution: solved.text,
    rule: ruleOf(solved),
    understood: solved.understood,
    siblings: [],
  };
}

const solving: readonly ToolName[] = [
  'calculator',
  'units',
  'calendar',
  'number-theory',
  'equations',
  'geometry',
  'physics',
  'word-problems',
];

// A turn asks for the same text several times.
const solvedBefore = new Map<string, ToolAnswer | undefined>();
const mostRemembered = 200;

function solve(text: string): ToolAnswer | undefined {
  if (solvedBefore.has(text)) return solvedBefore.get(text);
  const answer = answerWithTool(text, {
    off: ['geography', 'spelling', 'script', 'word-book', 'letters', 'numerals'],
  });
  const solved = answer !== null && solving.includes(answer.tool) ? answer : undefined;
  if (solvedBefore.size >= mostRemembered) solvedBefore.clear();
  solvedBefore.set(text, solved);
  return solved;
}

function common(text: string, { text: steps }: ToolAnswer) {
  return {
    id: `pasted/${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
    version: 1,
    status: 'approved',
    subject: 'Супориш',
    grade: null,
    topic: null,
    source: null,
    author: 'Soro',
    question: text.replace(/[^\P{Cc}\n\t]/gu, ' ').trim(),
    why: steps,
  };
}

/** A number with its unit where the value is one; else the value as text: «81, бақия 5», «11:30». */
function keyOf(value: string): object {
  const plain = value.replace(/^x = /u, '');
  const [only, second] = readQuantities(plain);
  const isNumber = only !== undefined && second === undefined && !/[:±]|\d+\s*\/.*\//u.test(plain);
  if (!isNumber)
    return {
      kind: 'short-text',
      answers: [
        ...new Set([
          plain,
          plain.replace(/,? бақия /u, ' (') + (plain.includes('бақия') ? ')' : ''),
          plain.replaceAll(',', ' ва'),
        ]),
      ],
    };
  const unit = /^[−-]?[\d.,/ ]+(.*)$/u.exec(plain)?.[1]?.trim();
  // A fraction may be answered by a decimal with two digits.
  return {
    kind: 'number',
    answer: only.value,
    unit: unit === undefined || unit === '' ? null : unit,
    tolerance: only.isEndless ? 0.005 : 0,
  };
}

function ruleOf(solved: ToolAnswer | undefined): string | undefined {
  // The first sentence of most explanations says only that the result is exact.
  const rule = solved?.explanation.replace(/^(?:Шарти масъала[^.]*|Натиҷа дақиқ аст)\.\s*/u, '').trim();
  return rule === '' ? undefined : rule;
}
