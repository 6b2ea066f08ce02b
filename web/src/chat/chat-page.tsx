import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { errorText } from '../language/error-text.ts';
import { lazyPage } from '../parts/lazy-page.tsx';
import { go, route } from '../routes.ts';
import { keepsConversations } from '../server/session.ts';
import { Composer } from './composer/composer.tsx';
import { keepAnswerOverReload } from './conversation/leaving.ts';
import { live } from './conversation/live-answer.ts';
import {
  conversation,
  openConversation,
  openError,
  path,
  pending,
  startNew,
} from './conversation/open-conversation.ts';
import { loadConversations } from './list/conversations.ts';
import { Welcome } from './welcome.tsx';

const loadExchanges = async () => (await import('./exchanges/exchanges.tsx')).Exchanges;
const loadList = async () => (await import('./list/conversation-list.tsx')).ConversationList;

// Not needed before the first question: on a slow phone the field is there a quarter of a second earlier.
const Exchanges = lazyPage<{ onShown: () => void }>(loadExchanges);
const ConversationList = lazyPage<{ onChosen?: () => void }>(loadList);
const prefetchAfterMs = 1000;

/** How far from the end a reader may be and still be taken along with the answer. */
const nearEndPixels = 120;

/** The conversation, the list of others beside it where there is room, and the field to write in. */
export function ChatPage() {
  const isWide = useWide();
  const wanted = route.value[0] === 'c' ? route.value[1] : undefined;
  useEffect(() => {
    if (!keepsConversations.value) {
      if (conversation.value === undefined) void openConversation('tab');
    } else if (wanted !== conversation.value?.id) {
      if (wanted === undefined) startNew();
      else void openConversation(wanted);
    }
  }, [wanted]);
  // A new conversation gets its name when its first question is on the server.
  const openId = conversation.value?.id;
  useEffect(() => {
    if (openId !== undefined && keepsConversations.value && openId !== wanted) go(`c/${openId}`, true);
  }, [openId]);
  useEffect(() => {
    if (keepsConversations.value) void loadConversations();
    const prefetch = setTimeout(
      () => void Promise.all([loadExchanges(), loadList()]).catch(() => {}),
      prefetchAfterMs,
    );
    const stopKeeping = keepAnswerOverReload();
    return () => {
      clearTimeout(prefetch);
      stopKeeping();
    };
  }, []);
  return (
    <div class="body">
      {keepsConversations.value && isWide && (
        <aside class="sidebar">
          <ConversationList />
        </aside>
      )}
      <div class="column">
        <Conversation />
        <Composer />
      </div>
    </div>
  );
}

/** Whether the list has room beside the conversation (the same width as in list.css). */
function useWide(): boolean {
  const query = useMemo(() => matchMedia('(min-width: 60rem)'), []);
  const isWide = useSignal(query.matches);
  useEffect(() => {
    const update = () => {
      isWide.value = query.matches;
    };
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  return isWide.value;
}

function Conversation() {
  const area = useRef<HTMLElement>(null);
  const count = useRef(0);
  const toEnd = () => {
    if (area.current) area.current.scrollTop = area.current.scrollHeight;
  };
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
    requestAnimationFrame(toEnd);
  });
  const shown = path.value;
  const isEmpty = shown.length === 0 && !pending.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <main id="main" ref={area} tabIndex={0}>
      <h1 class="hidden">Соро</h1>
      {openError.value ? (
        <p class="note error" role="alert">
          {errorText(openError.value)}
        </p>
      ) : isEmpty ? (
        <Welcome />
      ) : (
        <Exchanges onShown={toEnd} />
      )}
    </main>
  );
}
