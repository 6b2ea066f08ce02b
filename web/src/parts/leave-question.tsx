import { texts } from '../language/language.ts';
import { Dialog } from './dialog.tsx';
import { answerLeaving } from './unsaved.ts';

/** Asks whether what was written may be lost. */
export function LeaveQuestion() {
  const words = texts.value;
  return (
    <Dialog title={words.unsavedTitle} onClose={() => answerLeaving(false)}>
      <p class="dialog-text">{words.unsaved}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => answerLeaving(false)}>
          {words.stay}
        </button>
        <button type="button" class="button quiet" onClick={() => answerLeaving(true)}>
          {words.leave}
        </button>
      </div>
    </Dialog>
  );
}
