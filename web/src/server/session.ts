import { computed, signal } from '@preact/signals';
import { call } from './call.ts';
import { reach, useCsrf } from './request.ts';
import { errorOf } from './server-error.ts';
import type { PageLanguage, Script, Session } from './types.ts';

/** Who sits before the page; undefined until the server has said so. */
export const session = signal<Session | undefined>(undefined);

export const person = computed(() => session.value?.person ?? null);

/** Whether conversations are kept by the server (not only in this tab). */
export const keepsConversations = computed(() => session.value?.mode !== 'completions');

/** Whether the person looks after the books. */
export const keepsBooks = computed(
  () => keepsConversations.value && person.value !== null && person.value.role !== 'pupil',
);

/** Whether the server has the tasks: whoever is logged in may use them, and before there are accounts everybody. */
export const hasTasks = computed(
  () => keepsConversations.value && person.value !== null && !person.value.mustChangePassword,
);

/** A server that only answers the OpenAI-compatible API: one conversation, kept in this tab. */
const completionsOnly: Session = {
  mode: 'completions',
  csrf: '',
  school: { name: '' },
  pinPictures: [],
  person: { id: 'local', role: 'local', name: '', script: 'Cyrl', language: null, mustChangePassword: false },
  class: null,
};

/**
 * Asks who is logged in.
 * @throws ServerError when the server cannot be reached.
 */
export async function loadSession(): Promise<Session> {
  // No headers of its own: so it is the request that index.html has sent ahead.
  const response = await reach('/api/session', {});
  if (response.status === 404) return take(completionsOnly);
  if (!response.ok) throw await errorOf(response);
  return take((await response.json()) as Session);
}

/** Log-in, log-out and set-up answer with the new session. */
export function take(next: Session): Session {
  useCsrf(next.csrf, async () => (await loadSession()).csrf);
  session.value = next;
  return next;
}

export async function logOut(): Promise<void> {
  take(await call('POST /api/log-out'));
}

export async function saveChoice(choice: { script?: Script; language?: PageLanguage }): Promise<void> {
  if (!session.value?.person || !keepsConversations.value) return;
  take(await call('PATCH /api/me', { body: choice }));
}
