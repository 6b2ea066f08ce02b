import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { messages } from '../chat/conversation/open-conversation.ts';
import { Area } from '../parts/area.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { leave, useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import type { Answer, Correction } from '../server/types.ts';
import { AnswerText } from '../text/answer-text.tsx';
import { staffTexts } from './staff-texts.ts';
import './staff.css';
import './forms.css';

/** An answer that a teacher may correct. */
type Correctable = Pick<Answer, 'id' | 'text' | 'correction'>;

interface CorrectionDialogProps {
  readonly answer: Correctable;
  readonly onClose: () => void;
  /** Told the answer's new correction; null when it was taken back. */
  readonly onCorrected?: (id: string, correction: Correction | null) => void;
}

/** A teacher marks an answer wrong and writes the right one. */
export function CorrectionDialog({ answer, onClose, onCorrected = showInChat }: CorrectionDialogProps) {
  const words = staffTexts.value;
  const id = useId();
  const text = useSignal(answer.correction?.text ?? '');
  const note = useSignal('');
  const action = useAction();
  useUnsaved(text.value.trim() !== (answer.correction?.text ?? '') || note.value.trim() !== '');
  const path = { id: answer.id };
  const close = () => leave(onClose);
  const finish = (correction: Correction | null) => {
    onCorrected(answer.id, correction);
    onClose();
  };
  const save = () =>
    action.run(async () => {
      const body = { text: text.value.trim(), ...(note.value.trim() && { note: note.value.trim() }) };
      finish((await call('POST /api/answers/:id/correction', { path, body })).correction);
    });
  const withdraw = () =>
    action.run(async () => {
      await call('DELETE /api/answers/:id/correction', { path });
      finish(null);
    });
  return (
    <Dialog title={words.correct} class="wide-dialog" onClose={close}>
      <Form submit={save}>
        <h3>{words.wrongAnswer}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <div class="answer wrong-answer" lang="tg" tabIndex={0}>
          <AnswerText text={answer.text} />
        </div>
        <Area
          id={`${id}-text`}
          label={words.rightAnswer}
          hint={words.rightAnswerHint}
          value={text.value}
          onInput={(value) => {
            text.value = value;
          }}
        />
        <Area
          id={`${id}-note`}
          label={words.note}
          value={note.value}
          rows={2}
          onInput={(value) => {
            note.value = value;
          }}
        />
        <ErrorNote error={action.error.value} />
        <div class="buttons">
          <button type="submit" class="button" disabled={action.isRunning.value || text.value.trim() === ''}>
            {words.save}
          </button>
          {answer.correction && (
            <button type="button" class="button quiet" onClick={() => void withdraw()}>
              {words.remove}
            </button>
          )}
        </div>
      </Form>
    </Dialog>
  );
}

function showInChat(id: string, correction: Correction | null): void {
  messages.value = messages.value.map((one) =>
    one.id === id && one.role === 'assistant' ? { ...one, correction } : one,
  );
}
