import { keepsConversations, loadSession } from '../../server/session.ts';
import { refreshConversation } from './open-conversation.ts';

const everyMs = 60_000;
/** Not again within this time, however often the reader looks away and back. */
const leastMs = 2000;

/**
 * Asks the server for the class's rules and hours and for what has changed in the open conversation: when the page
 * gets the focus, and every minute while it is looked at. Returns what ends this.
 */
export function keepUpToDate(): () => void {
  if (!keepsConversations.value) return () => {};
  let last = performance.now();
  const update = () => {
    if (document.hidden || performance.now() - last < leastMs) return;
    last = performance.now();
    // Without a connection the next time will do.
    void Promise.all([loadSession(), refreshConversation()]).catch(() => {});
  };
  const timer = setInterval(update, everyMs);
  addEventListener('focus', update);
  document.addEventListener('visibilitychange', update);
  return () => {
    clearInterval(timer);
    removeEventListener('focus', update);
    document.removeEventListener('visibilitychange', update);
  };
}
