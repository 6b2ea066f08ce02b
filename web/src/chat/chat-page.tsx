import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { errorText } from '../language/error-text.ts';
import { texts } from '../language/language.ts';
import { go, route } from '../routes.ts';
import { keepsConversations } from '../server/session.ts';
import type { Message } from '../server/types.ts';
import { AnswerView } from './answer-view.tsx';
import { Composer } from './composer.tsx';
import { ConversationList } from './conversation-list.tsx';
import { loadConversations } from './conversations.ts';
import { keepAnswerOverReload } from './leaving.ts';
import { live } from './live-answer.ts';
import {
  conversation,
  leafId,
  messages,
  openConversation,
  openError,
  path,
  pending,
  startNew,
} from './open-conversation.ts';
import { PendingView } from './pending-view.tsx';
import { QuestionView } from './question-view.tsx';
import { Rules } from './rules.tsx';
import { Welcome } from './welcome.tsx';

/** How far from the end a reader may be and still be taken along with the answer. */
const nearEndPixels = 120;

/** The conversation, the list of others beside it where there is room, and the field to write in. */
export function ChatPage() {
  const wanted = route.value[0] === 'c' ? route.value[1] : undefined;
  useEffect(() => {
    if (wanted === conversation.value?.id) return;
    if (wanted !== undefined) void openConversation(wanted);
    else if (!keepsConversations.value) void openConversation('tab');
    else startNew();
  }, [wanted]);
  // A new conversation gets its name when its first question is on the server.
  const openId = conversation.value?.id;
  useEffect(() => {
    if (openId !== undefined && keepsConversations.value && openId !== wanted) go(`c/${openId}`, true);
  }, [openId]);
  useEffect(() => {
    if (keepsConversations.value) void loadConversations();
    return keepAnswerOverReload();
  }, []);
  return (
    <div class="body">
      {keepsConversations.value && (
        <aside class="sidebar">
          <ConversationList />
        </aside>
      )}
      <div class="column">
        <h1 class="hidden">Соро</h1>
        <Conversation />
        <Composer />
      </div>
    </div>
  );
}

function Conversation() {
  const area = useRef<HTMLElement>(null);
  const count = useRef(0);
  useSignalEffect(() => {
    const length = path.value.length + (pending.value ? 1 : 0);
    const grew = length > count.current;
    count.current = length;
    void live.value?.text.value;
    void live.value?.phase.value;
    const element = area.current;
    if (!element || length === 0) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (!grew && distance > nearEndPixels) return;
    requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight;
    });
  });
  const shown = path.value;
  const isEmpty = shown.length === 0 && !pending.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <main id="main" ref={area} tabIndex={0}>
      {openError.value ? (
        <p class="note error" role="alert">
          {errorText(openError.value)}
        </p>
      ) : isEmpty ? (
        <Welcome />
      ) : (
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
      )}
    </main>
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
