import { useSignal } from '@preact/signals';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { taskTexts } from './task-texts.ts';

interface NextQuestionProps {
  readonly label: string;
  readonly question: string;
  readonly choices?: readonly string[] | undefined;
  readonly isBusy: boolean;
  readonly onAnswer: (text: string) => void;
  readonly onSkip: () => void;
}

/** The one question about the next empty field. */
export function NextQuestion({ label, question, choices, isBusy, onAnswer, onSkip }: NextQuestionProps) {
  const words = taskTexts.value;
  const answer = useSignal('');
  return (
    <Form class="next-question" label={label} submit={() => onAnswer(answer.value)}>
      <p class="question-words" lang="tg" role="status">
        {question}
      </p>
      {choices ? (
        <div class="buttons">
          {choices.map((choice) => (
            <button
              key={choice}
              type="button"
              class="button quiet small"
              lang="tg"
              disabled={isBusy}
              onClick={() => onAnswer(choice)}
            >
              {choice}
            </button>
          ))}
        </div>
      ) : (
        <Field label={words.answer} value={answer} lang="tg" required maxLength={5000} takesFocus />
      )}
      <div class="buttons">
        {!choices && (
          <button type="submit" class="button" disabled={isBusy}>
            {words.next}
          </button>
        )}
        <button type="button" class="button quiet" disabled={isBusy} onClick={onSkip}>
          {words.skip}
        </button>
      </div>
    </Form>
  );
}
