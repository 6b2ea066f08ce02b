import { gradeTyped } from '../grading/grade-typed.ts';
import type { Verdict } from '../grading/verdict.ts';
import { foldAnswer } from '../grading/words-beside.ts';
import { answerText } from '../items/answer-text.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import type { FaultName } from './diagnosis/fault.ts';
import { blankMark, type Guard, guardOf } from './filter/guard.ts';
import { hintOf } from './hints/hints.ts';
import { readSentences, type Sentences, say } from './sentences.ts';
import type { TutorState } from './state.ts';
import type { TutorTask } from './task.ts';

/** What the tutor answers to one message. */
export interface TutorReply {
  readonly state: TutorState;
  readonly text: string;
  /** What kind of turn it was, for the page and for records. */
  readonly turn: 'right' | 'wrong' | 'revealed' | 'closed' | 'help' | 'same' | 'not-read' | 'over';
  /** The fault that was named, after a wrong answer. */
  readonly fault: FaultName | undefined;
}

/**
 * One step of the tutor: a pupil's message to the next state and what is said. A wrong answer is diagnosed and
 * followed by the next hint; the last attempt is followed by the answer. Begging moves nothing but the first hint.
 * Pure: the same state and message give the same reply, and no model is asked. Until the answer is due, nothing that is
 * said names it.
 */
export function stepTutor(
  state: TutorState,
  task: TutorTask,
  message: string,
  sentences: Sentences = readSentences(),
): TutorReply {
  const { talk } = sentences;
  if (state.phase !== 'trying') return { state, text: talk.over, turn: 'over', fault: undefined };
  const guard = guardOf(task.item);
  const verdict = gradeTyped(task.item, message);
  if (verdict.isRight) return solved(state, task, sentences);
  const kept = (turn: TutorReply['turn'], text: string, next = state): TutorReply => ({
    state: next,
    text: safely(text, guard),
    turn,
    fault: undefined,
  });
  if (!isAttempt(task, message, verdict, sentences)) {
    if (!asksForHelp(message, sentences))
      return kept('not-read', say(talk['not-read'], { form: talk.form[task.item.kind] }));
    // Somebody who does not know where to begin gets the first hint without an answer; no other hint.
    if (state.hints > 0 || state.settings.hints === 0)
      return kept('help', state.attempts === 0 && state.hints === 0 ? talk['try-first'] : talk['try-again']);
    const { text, next } = withHint(state, task, guard, sentences);
    return kept('help', `${talk['try-first']}\n${text}`, next);
  }
  const folded = foldAnswer(verdict.understood ?? message)
    .join(' ')
    .slice(0, 200);
  if (state.tried.includes(folded)) return kept('same', talk['same-answer']);
  return wrong(
    { ...state, attempts: state.attempts + 1, tried: [...state.tried, folded].slice(-10) },
    task,
    message,
    verdict,
    guard,
    sentences,
  );
}

function solved(state: TutorState, { item }: TutorTask, { talk }: Sentences): TutorReply {
  const praise = state.hints === 0 ? talk.right : talk['right-with-help'];
  const text = item.why === null ? praise : `${praise}\n${say(talk.why, { why: item.why })}`;
  return { state: { ...state, phase: 'solved' }, text, turn: 'right', fault: undefined };
}

function wrong(
  state: TutorState,
  task: TutorTask,
  message: string,
  { understood }: Verdict,
  guard: Guard,
  sentences: Sentences,
): TutorReply {
  const { item, solution } = task;
  const { talk } = sentences;
  const { name, slots = {} } = diagnose(item, message, solution);
  if (state.attempts >= state.settings.attempts) {
    if (!state.settings.reveals)
      return {
        state: { ...state, phase: 'closed' },
        text: safely(talk.closed, guard),
        turn: 'closed',
        fault: name,
      };
    const why = item.why === null ? [] : [say(talk.why, { why: item.why })];
    const text = [say(talk.reveal, { answer: answerText(item) }), ...why, talk['reveal-later']].join('\n');
    return { state: { ...state, phase: 'revealed' }, text, turn: 'revealed', fault: name };
  }
  const lines: string[] = [];
  const echo = understood === null ? '' : say(talk.understood, { understood });
  if (echo !== '' && understood !== message.trim() && !guard.leaks(echo)) lines.push(echo);
  lines.push(safely(say(sentences.faults[name], slots), guard, sentences.faults.wrong));
  const ruledOut = item.kind === 'single-choice' ? chosenOf(item.options, understood) : [];
  const ruled = { ...state, ruledOut: [...new Set([...state.ruledOut, ...ruledOut])] };
  if (state.hints >= state.settings.hints)
    return { state: ruled, text: lines.join('\n'), turn: 'wrong', fault: name };
  const { text, next } = withHint(ruled, task, guard, sentences);
  return { state: next, text: [...lines, text].join('\n'), turn: 'wrong', fault: name };
}

function withHint(
  state: TutorState,
  task: TutorTask,
  guard: Guard,
  sentences: Sentences,
): { text: string; next: TutorState } {
  const number = state.hints + 1;
  const { text, ruledOut } = hintOf(number, task, state, guard, sentences);
  const next = {
    ...state,
    hints: number,
    ruledOut: ruledOut === undefined ? state.ruledOut : [...state.ruledOut, ruledOut],
  };
  return { text: safely(text, guard, sentences.hints.nothing), next };
}

/** A text that does not give the answer away: as it is, with blanks, or the other sentence. */
function safely(text: string, guard: Guard, instead = ''): string {
  if (!guard.leaks(text)) return text;
  const hidden = guard.blank(text);
  if (hidden !== undefined) return hidden;
  return instead !== '' && !guard.leaks(instead) ? instead : blankMark;
}

/** Whether a message is an answer that counts: it was read, and it does not ask for anything. */
function isAttempt(
  { item }: TutorTask,
  message: string,
  { understood }: Verdict,
  sentences: Sentences,
): boolean {
  if (understood === null) return false;
  const isList = item.kind !== 'short-text' && item.kind !== 'gap';
  if (isList)
    return !(asksForHelp(message, sentences) && /[?]|\p{L}{3,}\s+\p{L}{3,}\s+\p{L}{3,}/u.test(message));
  return (
    !asksForHelp(message, sentences) && !message.includes('?') && message.trim().split(/\s+/u).length <= 8
  );
}

const askingFolded = new WeakMap<Sentences, ReadonlySet<string>>();

function asksForHelp(message: string, sentences: Sentences): boolean {
  let asking = askingFolded.get(sentences);
  if (asking === undefined) {
    asking = new Set(sentences.asking.map((phrase) => foldAnswer(phrase).join(' ')));
    askingFolded.set(sentences, asking);
  }
  const words = foldAnswer(message);
  const pairs = words.map((word, place) => `${word} ${words[place + 1] ?? ''}`);
  return words.some((word) => asking.has(word)) || pairs.some((pair) => asking.has(pair));
}

/** The place of the option that was understood: «B) хлор». */
function chosenOf(options: readonly string[], understood: string | null): number[] {
  const text = understood?.replace(/^[A-J]\) /u, '');
  const place = text === undefined ? -1 : options.indexOf(text);
  return place < 0 ? [] : [place];
}
