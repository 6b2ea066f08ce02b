import type { Grounding, GroundingOptions } from '../../chat/index.ts';
import { settingsForHints, tutorConversation } from '../../practice/index.ts';
import { booksOf } from '../books/visible-books.ts';
import { classOfPerson } from '../classes/class.ts';
import type { Message } from '../conversations/message.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import type { LiveAnswer } from './live-answer.ts';
import { isHintDue, type PromptSettings } from './prompt.ts';

export const ownWords: Grounding = { kind: 'own', isModel: true, citations: [] };

interface Asked {
  readonly live: Pick<LiveAnswer, 'model' | 'grounding'>;
  readonly path: readonly Message[];
  readonly settings: PromptSettings | undefined;
}

/**
 * What an answer may rest on: what the class allows, and the one book that was asked. A hint is the model's, or the
 * ready answer would be quoted; so is the rest of an answer that the model began.
 */
export function groundingOf(
  school: School,
  person: Person,
  { live, path, settings }: Asked,
): GroundingOptions {
  const own = classOfPerson(school.store, person)?.settings;
  const isOwnBegun = live.model !== '' && live.grounding?.kind === 'own';
  const isOnlyFromBooks = own?.onlyFromBooks === true || school.grounding.onlyFromBooks === true;
  const isHint = isHintDue(path, settings) && !isOnlyFromBooks;
  if (isOwnBegun) return { mode: 'off' };
  const hintsFirst = settings?.tutor === 'hints-first' ? settings.hintsBeforeAnswer : undefined;
  if (isHint && (hintsFirst === undefined || !isTutored(path, hintsFirst))) return { mode: 'off' };
  const { bookId = null } = path.at(-1) ?? {};
  const allowed = booksOf(school, person);
  const isAllowed = bookId === null || allowed === undefined || allowed.includes(bookId);
  return {
    bookIds: bookId !== null && isAllowed ? [bookId] : allowed,
    onlyFromBooks: bookId !== null || own?.onlyFromBooks,
    tools: own?.tools,
    ...(hintsFirst === undefined ? {} : { hintsFirst }),
  };
}

/** Whether the last message belongs to a task that the tutor takes: its plot is code, so no model is asked to hint. */
function isTutored(path: readonly Message[], hintsFirst: number): boolean {
  const typed = path.flatMap(({ role, text }) => (role === 'user' ? [text] : []));
  return tutorConversation(typed, settingsForHints(hintsFirst)) !== undefined;
}
