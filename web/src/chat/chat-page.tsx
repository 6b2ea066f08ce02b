import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { errorText } from '../language/error-text.ts';
import { lazyPage } from '../parts/lazy-page.tsx';
import { go, route } from '../routes.ts';
import { keepsConversations } from '../server/session.ts';
import { Composer } from './composer/composer.tsx';
import { keepUpToDate } from './conversation/keep-up-to-date.ts';
import { keepAnswerOverReload } from './conversation/leaving.ts';
import {
  conversation,
  openConversation,
  openError,
  path,
  pending,
  showMessage,
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
  const [place, ...parts] = route.value;
  const [wanted, message] = place === 'c' ? parts : [];
  useEffect(() => {
    if (!keepsConversations.value) {
      if (conversation.value === undefined) void openConversation('tab');
    } else if (wanted !== conversation.value?.id) {
      if (wanted === undefined) startNew();
      else void openConversation(wanted, message);
    } else if (message !== undefined) showMessage(message);
  }, [wanted, message]);
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
    const stopTracking = keepUpToDate();
    return () => {
      clearTimeout(prefetch);
      stopKeeping();
      stopTracking();
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
  const isNearEnd = useRef(true);
  const count = useRef(0);
  const toEnd = () => {
    if (area.current) area.current.scrollTop = area.current.scrollHeight;
  };
  // A new question is shown wherever the reader is.
  useSignalEffect(() => {
    const length = path.value.length + (pending.value ? 1 : 0);
    if (length > count.current) isNearEnd.current = true;
    count.current = length;
  });
  // Whoever reads the end is taken along with all that comes: text, notes, buttons, a smaller screen.
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const follow = () => {
      if (isNearEnd.current && count.current > 0) toEnd();
    };
    const changes = new MutationObserver(follow);
    changes.observe(element, { childList: true, characterData: true, subtree: true });
    const sizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(follow);
    sizes?.observe(element);
    return () => {
      changes.disconnect();
      sizes?.disconnect();
    };
  }, []);
  const shown = path.value;
  const isEmpty = shown.length === 0 && !pending.value;
  return (
    <main
      id="main"
      ref={area}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isNearEnd.current = scrollHeight - scrollTop - clientHeight <= nearEndPixels;
      }}
    >
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
