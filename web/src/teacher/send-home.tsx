import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Area } from '../parts/area.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { leave, useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import type { KeptCorrection } from '../staff/types.ts';
import { AnswerText } from '../text/answer-text.tsx';

interface SendHomeProps {
  readonly correction: KeptCorrection;
  readonly onChanged: () => Promise<void>;
}

/** What of a correction goes to the ministry; a teacher agrees to each, and may take it back. */
export function SendHome({ correction, onChanged }: SendHomeProps) {
  const words = staffTexts.value;
  const isOpen = useSignal(false);
  const action = useAction();
  const { home } = correction;
  const withdraw = () =>
    action.run(async () => {
      await call('DELETE /api/corrections/:id/home', { path: { id: correction.id } });
      await onChanged();
    });
  if (home) {
    return (
      <div class="sent-home">
        <p class="hint">{words.sentHome}</p>
        <p>
          <b>{home.question}</b>
        </p>
        <AnswerText text={home.answer} />
        <ErrorNote error={action.error.value} />
        <ConfirmedButton
          icon="trash"
          label={words.withdrawHome}
          target={home.question}
          withWords={true}
          question={words.withdrawHomeQuestion}
          onConfirm={() => void withdraw()}
        />
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {words.sendHome}
      </button>
      {isOpen.value && (
        <SendHomeDialog
          correction={correction}
          onChanged={onChanged}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

/** The question is not filled in: it must be the teacher's own, not the pupil's. */
function SendHomeDialog({
  correction,
  onChanged,
  onClose,
}: SendHomeProps & { readonly onClose: () => void }) {
  const words = staffTexts.value;
  const id = useId();
  const question = useSignal('');
  const answer = useSignal(correction.text);
  const action = useAction();
  useUnsaved(question.value.trim() !== '');
  const isReady = question.value.trim() !== '' && answer.value.trim() !== '';
  const send = () =>
    action.run(async () => {
      const body = { question: question.value.trim(), answer: answer.value.trim() };
      await call('POST /api/corrections/:id/home', { path: { id: correction.id }, body });
      await onChanged();
      onClose();
    });
  return (
    <Dialog title={words.sendHome} class="wide-dialog" onClose={() => leave(onClose)}>
      <Form submit={send}>
        <p>{words.sendHomeText}</p>
        <Area
          id={`${id}-question`}
          label={words.homeQuestion}
          hint={words.homeQuestionHint}
          value={question.value}
          rows={2}
          maxLength={2000}
          onInput={(value) => {
            question.value = value;
          }}
        />
        <Area
          id={`${id}-answer`}
          label={words.rightAnswer}
          value={answer.value}
          onInput={(value) => {
            answer.value = value;
          }}
        />
        <ErrorNote error={action.error.value} />
        <div class="buttons">
          <button type="submit" class="button" disabled={action.isRunning.value || !isReady}>
            {words.agreeHome}
          </button>
        </div>
      </Form>
    </Dialog>
  );
}
