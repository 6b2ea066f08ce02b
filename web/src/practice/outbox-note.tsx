import { language } from '../language/language.ts';
import { plural } from '../language/plural.ts';
import { isLineLost, waitingCount } from './own-outbox.ts';
import { practiceTexts } from './practice-texts.ts';

/** Says how many answers wait for the line. */
export function OutboxNote() {
  if (!isLineLost.value || waitingCount.value === 0) return null;
  return (
    <p class="note" role="status">
      {plural(language.value, waitingCount.value, practiceTexts.value.waiting)}
    </p>
  );
}
