import { texts } from '../language/language.ts';
import { fill } from '../language/plural.ts';
import { session } from '../server/session.ts';
import { conversation } from './conversation/open-conversation.ts';

/** What holds for this conversation in a class: who may read it, hints first, subjects. */
export function Rules() {
  const words = texts.value;
  const lesson = session.value?.class;
  if (!lesson) return null;
  const mayRead = conversation.value?.teacherMayRead ?? lesson.teacherMayRead;
  const rules = [
    mayRead && words.teacherMayRead,
    lesson.tutor === 'hints-first' && words.tutor,
    lesson.subjects.length > 0 && fill(words.subjects, { subjects: lesson.subjects.join(', ') }),
  ].filter((rule) => rule !== false);
  return rules.length > 0 ? <p class="rules">{rules.join(' ')}</p> : null;
}
