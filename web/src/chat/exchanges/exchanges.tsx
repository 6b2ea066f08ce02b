import { useEffect, useLayoutEffect } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import type { Message } from '../../server/types.ts';
import { live } from '../conversation/live-answer.ts';
import { found, leafId, messages, path, pending, showVariant } from '../conversation/open-conversation.ts';
import { Rules } from '../rules.tsx';
import { ConversationActions } from '../sharing/conversation-actions.tsx';
import { AnswerView } from './answer-view.tsx';
import { PendingView } from './pending-view.tsx';
import { QuestionView } from './question-view.tsx';

/** The questions and answers of the open conversation, down to the leaf; `onShown` is told when they are there. */
export function Exchanges({ onShown }: { onShown: () => void }) {
  useLayoutEffect(onShown, []);
  const wanted = found.value;
  useEffect(() => {
    const element = wanted === undefined ? null : document.getElementById(`message-${wanted}`);
    if (!element) return;
    found.value = undefined;
    element.scrollIntoView({ block: 'center' });
    element.focus({ preventScroll: true });
  });
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
      {!pending.value && !live.value && shown.length > 0 && <ConversationActions />}
    </div>
  );
}

function BranchNote() {
  const words = texts.value;
  const leaf = leafId.value;
  const isInside = leaf !== null && messages.value.some(({ parentId }) => parentId === leaf);
  if (!isInside) return null;
  return (
    <div class="branch-note">
      <p class="note">{words.branched}</p>
      <button type="button" class="button quiet small" onClick={() => showVariant(leaf)}>
        {words.laterMessages}
      </button>
    </div>
  );
}

/** Questions with their answers. */
function exchangesOf(shown: readonly Message[]): [Message, Message | undefined][] {
  return shown.flatMap((message, index): [Message, Message | undefined][] =>
    message.role === 'user' ? [[message, shown[index + 1]]] : [],
  );
}
