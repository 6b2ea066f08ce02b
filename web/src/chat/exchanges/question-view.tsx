import { texts } from '../../language/language.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import type { Question } from '../../server/types.ts';
import { edit } from '../composer/composer-state.ts';
import { isBusy } from '../conversation/open-conversation.ts';
import { Variants } from './variants.tsx';

/** A question as it was asked, with its other wordings and a way to change it. */
export function QuestionView({ question }: { question: Question }) {
  const words = texts.value;
  return (
    <div class="asked">
      <h2 class="hidden">{words.you}</h2>
      <p class="question" lang="tg">
        {question.text}
      </p>
      <div class="actions">
        <Variants message={question} />
        <IconButton icon="pencil" label={words.edit} disabled={isBusy.value} onClick={() => edit(question)} />
      </div>
    </div>
  );
}
