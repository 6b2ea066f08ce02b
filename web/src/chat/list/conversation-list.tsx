import { useSignal } from '@preact/signals';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Icon } from '../../parts/icons.tsx';
import { go } from '../../routes.ts';
import type { Conversation } from '../../server/types.ts';
import { conversation, startNew } from '../conversation/open-conversation.ts';
import { conversations, hasMore, listError, loadConversations, remove, rename } from './conversations.ts';
import { SearchView } from './search-view.tsx';

/** The person's conversations: open, rename, delete, search. `onChosen` is told when one was chosen. */
export function ConversationList({ onChosen = () => {} }: { onChosen?: () => void }) {
  const words = texts.value;
  const query = useSignal('');
  return (
    <nav class="list" aria-label={words.conversations}>
      <button
        type="button"
        class="button list-new"
        onClick={() => {
          startNew();
          go('');
          onChosen();
        }}
      >
        <Icon name="add" />
        <span>{words.newConversation}</span>
      </button>
      <label class="search">
        <span class="hidden">{words.search}</span>
        <Icon name="search" />
        <input
          type="search"
          lang="tg"
          placeholder={words.search}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </label>
      {query.value.trim() === '' ? (
        <Conversations onChosen={onChosen} />
      ) : (
        <SearchView query={query.value.trim()} onChosen={onChosen} />
      )}
    </nav>
  );
}

function Conversations({ onChosen }: { onChosen: () => void }) {
  const words = texts.value;
  const list = conversations.value;
  if (listError.value && !list?.length) return <p class="list-note">{errorText(listError.value)}</p>;
  if (list === undefined) return <p class="list-note">{words.loading}</p>;
  if (list.length === 0) return <p class="list-note">{words.noConversations}</p>;
  return (
    <>
      <ul>
        {list.map((one) => (
          <Entry key={one.id} entry={one} onChosen={onChosen} />
        ))}
      </ul>
      {hasMore.value && (
        <button type="button" class="button quiet" onClick={() => void loadConversations(true)}>
          {words.older}
        </button>
      )}
    </>
  );
}

function Entry({ entry, onChosen }: { entry: Conversation; onChosen: () => void }) {
  const words = texts.value;
  const mode = useSignal<'shown' | 'renamed' | 'removed'>('shown');
  const title = entry.title || words.untitled;
  const isOpen = conversation.value?.id === entry.id;
  const show = () => {
    mode.value = 'shown';
  };
  if (mode.value === 'renamed') return <RenameForm entry={entry} onDone={show} />;
  return (
    <li class={isOpen ? 'entry open' : 'entry'}>
      <a
        href={`/#/c/${encodeURIComponent(entry.id)}`}
        lang="tg"
        title={title}
        aria-current={isOpen ? 'page' : undefined}
        onClick={onChosen}
      >
        {title}
      </a>
      <IconButton
        icon="pencil"
        label={`${words.rename}: ${title}`}
        onClick={() => {
          mode.value = 'renamed';
        }}
      />
      <IconButton
        icon="trash"
        label={`${words.remove}: ${title}`}
        onClick={() => {
          mode.value = 'removed';
        }}
      />
      {mode.value === 'removed' && (
        <Confirm
          title={words.remove}
          text={fill(words.removeQuestion, { title })}
          confirm={words.remove}
          onClose={show}
          onConfirm={() => {
            remove(entry.id).then(
              () => isOpen && go(''),
              () => {},
            );
          }}
        />
      )}
    </li>
  );
}

function RenameForm({ entry, onDone }: { entry: Conversation; onDone: () => void }) {
  const words = texts.value;
  const title = useSignal(entry.title);
  return (
    <li class="entry">
      <Form
        class="rename"
        submit={() => {
          if (title.value.trim() !== '') void rename(entry.id, title.value.trim()).catch(() => {});
          onDone();
        }}
      >
        <input
          lang="tg"
          aria-label={words.newName}
          value={title.value}
          maxLength={120}
          ref={(element) => element?.focus()}
          onInput={(event) => {
            title.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onDone();
          }}
        />
        <button type="submit" class="icon-button" aria-label={words.save} title={words.save}>
          <Icon name="check" />
        </button>
      </Form>
    </li>
  );
}
