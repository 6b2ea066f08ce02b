import { texts } from '../../language/language.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import type { Question } from '../../server/types.ts';
import { edit } from '../composer/composer-state.ts';
import { askAsTyped, isBusy, isSending } from '../conversation/open-conversation.ts';
import { Variants } from './variants.tsx';

/** A question as it was asked, with its other wordings and a way to change it. */
export function QuestionView({ question }: { question: Question }) {
  const words = texts.value;
  return (
    <div class="asked">
      <h2 class="hidden">{words.you}</h2>
      <p class="question" lang="tg" id={`message-${question.id}`} tabIndex={-1}>
        {question.text}
      </p>
      {question.original !== null && (
        <p class="understood">
          <span>{words.understood}</span>{' '}
          <button
            type="button"
            class="link"
            title={question.original}
            disabled={isSending.value}
            onClick={() => void askAsTyped(question)}
          >
            {words.asTyped}
          </button>
        </p>
      )}
      <div class="actions">
        <Variants message={question} />
        <IconButton icon="pencil" label={words.edit} disabled={isBusy.value} onClick={() => edit(question)} />
      </div>
    </div>
  );
}
