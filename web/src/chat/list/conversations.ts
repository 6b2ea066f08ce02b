import { computed, signal } from '@preact/signals';
import { codeOf } from '../../server/server-error.ts';
import type { Conversation } from '../../server/types.ts';
import { service } from '../conversation/service.ts';

const loaded = signal<readonly Conversation[] | undefined>(undefined);
/** Deleted on the page; on the server only when there is no way back any more. */
export const removed = signal<readonly string[]>([]);

/** The person's conversations, newest first; undefined until they were asked for. */
export const conversations = computed(() => loaded.value?.filter(({ id }) => !removed.value.includes(id)));
export const hasMore = signal(false);
export const listError = signal<string | undefined>(undefined);

/** How long a deletion can be undone. */
const undoMs = 8000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks for the conversations, or for older ones than are shown. */
export async function loadConversations(older = false): Promise<void> {
  const shown = older ? (loaded.value ?? []) : [];
  try {
    const page = await (await service()).list(shown[shown.length - 1]?.id);
    loaded.value = [...shown, ...page.conversations];
    hasMore.value = page.more;
    listError.value = undefined;
  } catch (error) {
    listError.value = codeOf(error);
  }
}

/** Another person will sit here. */
export function forgetConversations(): void {
  void finishRemoving();
  loaded.value = undefined;
}

/** Puts a conversation that was just used at the head of the list. */
export function noteConversation(changed: Conversation): void {
  const others = (loaded.value ?? []).filter(({ id }) => id !== changed.id);
  loaded.value = [changed, ...others];
}

export async function rename(id: string, title: string): Promise<Conversation> {
  const changed = await (await service()).change(id, { title });
  loaded.value = (loaded.value ?? []).map((one) => (one.id === id ? changed : one));
  return changed;
}

/** Deletes conversations; for some seconds `undoRemoving` brings them back. */
export function remove(ids: readonly string[]): void {
  void finishRemoving();
  removed.value = ids;
  timer = setTimeout(() => void finishRemoving(), undoMs);
}

export function undoRemoving(): void {
  clearTimeout(timer);
  removed.value = [];
}

/** Deletes on the server what was deleted on the page. */
export async function finishRemoving(pageCloses = false): Promise<void> {
  clearTimeout(timer);
  const ids = removed.value;
  if (ids.length === 0) return;
  loaded.value = loaded.value?.filter(({ id }) => !ids.includes(id));
  removed.value = [];
  try {
    const target = await service();
    await Promise.all(ids.map((id) => target.remove(id, pageCloses)));
  } catch {
    // What could not be deleted is shown again.
    await loadConversations();
  }
}

addEventListener('pagehide', () => void finishRemoving(true));
