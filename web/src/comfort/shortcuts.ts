import { focusWishes } from '../chat/composer/composer-state.ts';
import { startNew } from '../chat/conversation/open-conversation.ts';
import { go } from '../routes.ts';
import { hasTasks, keepsConversations, person } from '../server/session.ts';
import { openWindow } from './open-window.ts';

export const shortcutNames = [
  'question',
  'newConversation',
  'books',
  'tasks',
  'settings',
  'shortcuts',
] as const;
type ShortcutName = (typeof shortcutNames)[number];

/** By their place on the keyboard, which is the same in every layout; with Alt, so that nobody types them. */
export const shortcutKeys: Readonly<Record<ShortcutName, string>> = {
  question: 'Q',
  newConversation: 'N',
  books: 'B',
  tasks: 'T',
  settings: 'S',
  shortcuts: 'K',
};

const actions: Readonly<Record<ShortcutName, () => void>> = {
  question() {
    go('');
    focusWishes.value += 1;
  },
  newConversation() {
    if (!keepsConversations.value) return;
    startNew();
    go('');
    focusWishes.value += 1;
  },
  books() {
    if (keepsConversations.value) go('books');
  },
  tasks() {
    if (hasTasks.value) go('tasks');
  },
  settings() {
    openWindow.value = 'settings';
  },
  shortcuts() {
    openWindow.value = 'shortcuts';
  },
};

export function listenToShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // What is open over the page keeps the keyboard; who is not logged in has nowhere to go.
    if (!person.value || document.querySelector('dialog[open]')) return;
    const name = shortcutNames.find((one) => event.code === `Key${shortcutKeys[one]}`);
    if (!name) return;
    event.preventDefault();
    actions[name]();
  });
}
