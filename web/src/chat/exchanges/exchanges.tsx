import { useLayoutEffect } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import type { Message } from '../../server/types.ts';
import { live } from '../conversation/live-answer.ts';
import { leafId, messages, path, pending } from '../conversation/open-conversation.ts';
import { Rules } from '../rules.tsx';
import { AnswerView } from './answer-view.tsx';
import { PendingView } from './pending-view.tsx';
import { QuestionView } from './question-view.tsx';

/** The questions and answers of the open conversation, down to the leaf; `onShown` is told when they are there. */
export function Exchanges({ onShown }: { onShown: () => void }) {
  useLayoutEffect(onShown, []);
  const shown = path.value;
  return (
    <div class="exchanges" role="log" aria-live="polite">
      <Rules />
      {exchangesOf(shown).map(([first, second], index, all) => (
        <article
          key={first.id}
          class="exchange"
          aria-busy={second !== undefined && live.value?.id === second.id}
        >
          {first.role === 'user' && <QuestionView question={first} />}
          {second?.role === 'assistant' && (
            <AnswerView answer={second} isLast={index === all.length - 1 && !pending.value} />
          )}
        </article>
      ))}
      {pending.value ? <PendingView pending={pending.value} /> : <BranchNote />}
    </div>
  );
}

function BranchNote() {
  const isInside = messages.value.some(({ parentId }) => parentId !== null && parentId === leafId.value);
  return isInside ? <p class="note branch-note">{texts.value.branched}</p> : null;
}

/** Questions with their answers. */
function exchangesOf(shown: readonly Message[]): [Message, Message | undefined][] {
  return shown.flatMap((message, index): [Message, Message | undefined][] =>
    message.role === 'user' ? [[message, shown[index + 1]]] : [],
  );
}
