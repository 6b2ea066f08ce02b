import { conversation, messages, startNew } from './chat/conversation/open-conversation.ts';
import { closeWindow, openWindow } from './comfort/open-window.ts';
import { texts } from './language/language.ts';
import { IconButton } from './parts/icon-button.tsx';
import { Icon, type IconName, Rosette } from './parts/icons.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { go, route } from './routes.ts';
import { hasTasks, keepsConversations, person, session } from './server/session.ts';

const Settings = lazyPage<{ onClose: () => void }>(async () => (await import('./settings.tsx')).Settings);
const ListDialog = lazyPage<{ onClose: () => void }>(
  async () => (await import('./chat/list/list-dialog.tsx')).ListDialog,
);
const Shortcuts = lazyPage<{ onClose: () => void }>(
  async () => (await import('./comfort/shortcuts-dialog.tsx')).ShortcutsDialog,
);
const Tour = lazyPage<{ onClose: () => void }>(async () => (await import('./comfort/tour.tsx')).Tour);

/** The head of every page: where one is, where one can go, settings. */
export function Header() {
  const words = texts.value;
  const shown = openWindow.value;
  const inChat =
    person.value !== null &&
    !['classes', 'school', 'books', 'practice', 'tasks', 'set-up', 'pictures', 'password'].includes(
      route.value[0] ?? '',
    );
  const isStaffed = person.value?.role === 'teacher' || person.value?.role === 'administrator';
  const isEmpty = messages.value.length === 0 && conversation.value === undefined;
  return (
    <header class={isStaffed ? 'staffed' : undefined}>
      {inChat && keepsConversations.value && (
        <IconButton
          icon="menu"
          class="open-list"
          label={words.openList}
          onClick={() => {
            openWindow.value = 'list';
          }}
        />
      )}
      <a class="name" href="/#/">
        <Rosette />
        <span>
          <strong>Соро</strong>
          <small>{session.value?.school.name || words.tagline}</small>
        </span>
      </a>
      <Places />
      {inChat && (
        <IconButton
          icon="add"
          class="new"
          withWords={true}
          label={words.newConversation}
          disabled={isEmpty}
          onClick={() => {
            if (!keepsConversations.value) void import('./server/completions-service.ts').then(clear);
            startNew();
            go('');
          }}
        />
      )}
      <IconButton
        icon="settings"
        label={words.settings}
        onClick={() => {
          openWindow.value = 'settings';
        }}
      />
      {shown === 'list' && <ListDialog onClose={closeWindow} />}
      {shown === 'settings' && <Settings onClose={closeWindow} />}
      {shown === 'shortcuts' && <Shortcuts onClose={closeWindow} />}
      {shown === 'tour' && <Tour onClose={closeWindow} />}
    </header>
  );
}

/** In a tab's own conversation a new one takes the old one's place. */
function clear({ completionsService }: typeof import('./server/completions-service.ts')): void {
  void completionsService.remove('tab');
}

function Places() {
  const words = texts.value;
  const role = person.value?.role;
  if (!role || person.value?.mustChangePassword || !keepsConversations.value) return null;
  const isStaff = role === 'teacher' || role === 'administrator';
  const [place = ''] = route.value;
  const here = ['classes', 'school', 'books', 'practice', 'tasks'].includes(place) ? place : '';
  const link = (to: string, icon: IconName, label: string) => (
    <a
      class="icon-button"
      href={`/#/${to}`}
      title={label}
      aria-label={label}
      aria-current={here === to ? 'page' : undefined}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  );
  return (
    <nav class="places" aria-label={words.places}>
      {here !== '' && link('', 'chat', words.chat)}
      {link('books', 'book', words.books)}
      {role === 'pupil' && link('practice', 'practice', words.practice)}
      {hasTasks.value && link('tasks', 'tasks', words.tasks)}
      {isStaff && link('classes', 'people', words.classes)}
      {role === 'administrator' && link('school', 'school', words.school)}
    </nav>
  );
}
