import { signal } from '@preact/signals';
import { codeOf } from '../../server/server-error.ts';
import type { Conversation } from '../../server/types.ts';
import { service } from '../conversation/service.ts';

/** The person's conversations, newest first; undefined until they were asked for. */
export const conversations = signal<readonly Conversation[] | undefined>(undefined);
export const hasMore = signal(false);
export const listError = signal<string | undefined>(undefined);

/** Asks for the conversations, or for older ones than are shown. */
export async function loadConversations(older = false): Promise<void> {
  const shown = older ? (conversations.value ?? []) : [];
  try {
    const page = await (await service()).list(shown[shown.length - 1]?.id);
    conversations.value = [...shown, ...page.conversations];
    hasMore.value = page.more;
    listError.value = undefined;
  } catch (error) {
    listError.value = codeOf(error);
  }
}

/** Puts a conversation that was just used at the head of the list. */
export function noteConversation(changed: Conversation): void {
  const others = (conversations.value ?? []).filter(({ id }) => id !== changed.id);
  conversations.value = [changed, ...others];
}

export async function rename(id: string, title: string): Promise<Conversation> {
  const changed = await (await service()).change(id, { title });
  conversations.value = (conversations.value ?? []).map((one) => (one.id === id ? changed : one));
  return changed;
}

export async function remove(id: string): Promise<void> {
  await (await service()).remove(id);
  conversations.value = (conversations.value ?? []).filter((one) => one.id !== id);
}
