import { useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { CopyButton } from '../../parts/copy/copy-button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { lazyPage } from '../../parts/lazy-page.tsx';
import { person } from '../../server/session.ts';
import type { Answer } from '../../server/types.ts';
import { withoutMarks, wordsOf } from '../../text/words-of.ts';
import { answerAgain, branchFrom, isBusy, leafId } from '../conversation/open-conversation.ts';
import { readAloud, reading, spokenText, stopReading } from './speech.ts';
import { Variants } from './variants.tsx';

const CorrectionDialog = lazyPage(
  async () => (await import('../../staff/correction-dialog.tsx')).CorrectionDialog,
);

/** What can be done with a finished answer. */
export function AnswerActions({ answer }: { answer: Answer }) {
  const words = texts.value;
  const correcting = useSignal(false);
  const mayCorrect = person.value?.role === 'teacher' || person.value?.role === 'administrator';
  return (
    <div class="actions">
      <Variants message={answer} />
      <CopyButton text={() => answer.text} />
      <SpeakButton answer={answer} />
      <IconButton
        icon="again"
        label={words.answerAgain}
        disabled={isBusy.value}
        onClick={() => void answerAgain(answer.parentId ?? '')}
      />
      {answer.id !== leafId.value && (
        <IconButton
          icon="branch"
          label={words.branch}
          disabled={isBusy.value}
          onClick={() => branchFrom(answer.id)}
        />
      )}
      {mayCorrect && (
        <IconButton
          icon="wrong"
          label={words.markWrong}
          onClick={() => {
            correcting.value = true;
          }}
        />
      )}
      {correcting.value && (
        <CorrectionDialog
          answer={answer}
          onClose={() => {
            correcting.value = false;
          }}
        />
      )}
    </div>
  );
}

function SpeakButton({ answer }: { answer: Answer }) {
  const words = texts.value;
  const marks = answer.grounding?.citations.map(({ number }) => number) ?? [];
  const spoken = spokenText(wordsOf(withoutMarks(answer.text, marks)));
  if (!spoken) return null;
  const isReading = reading.value === answer.id;
  const label = spoken.isRussianVoice ? words.readAloudRussian : words.readAloud;
  return (
    <IconButton
      icon={isReading ? 'stop' : 'speak'}
      label={isReading ? words.stopReading : label}
      onClick={() => (isReading ? stopReading() : readAloud(answer.id, spoken))}
    />
  );
}
