import { effect } from '@preact/signals';
import { schoolService } from '../../server/school-service.ts';
import { keepsConversations } from '../../server/session.ts';
import { live } from './live-answer.ts';
import { goOn, leafId, messages } from './open-conversation.ts';

// Of this tab only, and only as long as it is open.
const storageKey = 'soro-left-answer';

/**
 * A page that is closed frees the place of its answer at once. When it was only loaded again, the answer continues
 * where it ended. Returns what ends this.
 */
export function keepAnswerOverReload(): () => void {
  const leave = (event: PageTransitionEvent) => {
    const id = live.value?.id;
    if (id === undefined || event.persisted || !keepsConversations.value) return;
    try {
      sessionStorage.setItem(storageKey, id);
    } catch {
      // Then the reader continues with a button.
    }
    void schoolService.stop(id, true).catch(() => {});
  };
  addEventListener('pagehide', leave);
  const stopWatching = effect(() => {
    const left = leftAnswer();
    const leaf = messages.value.find(({ id }) => id === leafId.value);
    if (left === undefined || leaf?.id !== left || leaf.role !== 'assistant') return;
    sessionStorage.removeItem(storageKey);
    if (leaf.state === 'stopped') void goOn(leaf.id);
  });
  return () => {
    removeEventListener('pagehide', leave);
    stopWatching();
  };
}

function leftAnswer(): string | undefined {
  try {
    return sessionStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}
