import type { Guard } from '../filter/guard.ts';
import { contentStems } from '../filter/stems.ts';
import { type Sentences, say } from '../sentences.ts';
import type { TutorState } from '../state.ts';
import type { TutorTask } from '../task.ts';
import { siblingOf } from './sibling.ts';

/** A hint, and an option that it rules out. */
export interface Hint {
  readonly text: string;
  readonly ruledOut?: number;
}

/** The hint of a number (1: what to look at, 2: the book's sentence or the steps with blanks, 3: a worked example). */
export function hintOf(
  number: number,
  task: TutorTask,
  state: TutorState,
  guard: Guard,
  sentences: Sentences,
): Hint {
  const given = number === 1 ? undefined : number === 2 ? blankedText(task, guard, sentences) : undefined;
  if (given !== undefined) return { text: given };
  if (number === 1) return { text: whatToLookAt(task, guard, sentences) };
  if (number === 3) {
    const sibling = siblingOf(task, guard);
    if (sibling !== undefined) return { text: say(sentences.hints.sibling, sibling) };
  }
  return notThis(task, state, guard, sentences) ?? { text: lettersOf(task, guard, sentences) };
}

/** The section and page of the book, the rule, and how such a question is read. */
function whatToLookAt({ item, rule }: TutorTask, guard: Guard, { hints }: Sentences): string {
  const safe = (text: string) => (guard.leaks(text) ? undefined : text);
  const { source, topic } = item;
  const lines: string[] = [];
  if (source !== null) {
    const section =
      source.section === null || isId(source.section)
        ? undefined
        : safe(say(hints.section, { section: source.section }));
    const page = source.page === null ? undefined : safe(say(hints.page, { page: source.page }));
    const place = safe(say(hints.place, { book: source.book, section: section ?? '', page: page ?? '' }));
    if (place !== undefined) lines.push(place);
  }
  const about = topic === null ? undefined : safe(say(hints.topic, { topic }));
  if (about !== undefined) lines.push(about);
  const known = rule === undefined ? undefined : safe(say(hints.rule, { rule }));
  lines.push(known ?? hints.read[item.kind]);
  return lines.join('\n');
}

/** Articles of the starter lessons are named by an id: «geography/australia». */
function isId(section: string): boolean {
  return /^[a-z0-9-]+\/[a-z0-9-]+$/.test(section);
}

/** The book's sentence, the steps or the reason, with the answer blanked; nothing where little is left of it. */
function blankedText({ item, solution }: TutorTask, guard: Guard, { hints }: Sentences): string | undefined {
  const { source } = item;
  const sentence = source?.sentence ?? undefined;
  const sources: (readonly [string, string])[] = [
    ...(sentence === undefined ? [] : [[hints.sentence, sentence] as const]),
    ...(solution === ''
      ? []
      : [[item.kind === 'number' ? hints.steps : hints.sentence, withoutResult(solution)] as const]),
  ];
  for (const [wording, text] of sources) {
    const hidden = guard.leaks(text) ? guard.blank(text) : text;
    if (hidden !== undefined && tellsMore(hidden, item.question)) return say(wording, { text: hidden });
  }
  return undefined;
}

/** The line «Ҷавоб: …» says nothing but the answer. */
function withoutResult(solution: string): string {
  return solution.replace(/(?:^|\n|\s)(?:Пас, )?Ҷавоб:[^\n]*/gu, '').trim();
}

/** Whether something is left that the question does not say already. */
function tellsMore(text: string, question: string): boolean {
  // Which operation it takes is told by the steps, where the question does not write it already.
  const operation = /\d\s*([+−×·:/*])\s*\d/u.exec(text)?.[1];
  if (operation !== undefined && !question.includes(operation)) return true;
  const said = new Set([...contentStems(question), ...(question.match(/\d+/gu) ?? [])]);
  const words = [...contentStems(text), ...(text.match(/\d+/gu) ?? [])];
  return words.filter((word) => !said.has(word)).length >= 2;
}

/** A wrong option is ruled out while two others than the answer's stay open. */
function notThis(
  { item }: TutorTask,
  { ruledOut }: TutorState,
  guard: Guard,
  { hints }: Sentences,
): Hint | undefined {
  if (item.kind !== 'single-choice') return undefined;
  const open = item.options.flatMap((option, place) =>
    place === item.answer || ruledOut.includes(place) ? [] : [{ option, place }],
  );
  if (open.length < 2) return undefined;
  const found = open.find(({ option }) => !guard.leaks(say(hints['not-this'], { option })));
  return found && { text: say(hints['not-this'], { option: found.option }), ruledOut: found.place };
}

function lettersOf({ item }: TutorTask, guard: Guard, { hints }: Sentences): string {
  if (item.kind === 'short-text' || item.kind === 'gap') {
    const [answer = ''] = item.answers;
    const text = say(hints.letters, { count: (answer.match(/\p{L}/gu) ?? []).length });
    if (/^\p{L}{3,}$/u.test(answer) && !guard.leaks(text)) return text;
  }
  return hints.nothing;
}
