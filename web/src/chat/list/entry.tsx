import { type Signal, useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { Form } from '../../parts/form.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Icon } from '../../parts/icons.tsx';
import { WithLetters } from '../../parts/letters/with-letters.tsx';
import { go } from '../../routes.ts';
import type { Conversation } from '../../server/types.ts';
import { conversation } from '../conversation/open-conversation.ts';
import { remove, rename } from './conversations.ts';

interface EntryProps {
  readonly entry: Conversation;
  readonly onChosen: () => void;
}

/** A conversation in the list: to open, rename and delete. */
export function Entry({ entry, onChosen }: EntryProps) {
  const words = texts.value;
  const isRenamed = useSignal(false);
  const title = entry.title || words.untitled;
  const isOpen = conversation.value?.id === entry.id;
  if (isRenamed.value) return <RenameForm entry={entry} isRenamed={isRenamed} />;
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
          isRenamed.value = true;
        }}
      />
      <IconButton icon="trash" label={`${words.remove}: ${title}`} onClick={() => removeShown([entry.id])} />
    </li>
  );
}

/** Deletes conversations, also when one of them is on the page. */
export function removeShown(ids: readonly string[]): void {
  const open = conversation.value?.id;
  remove(ids);
  if (open !== undefined && ids.includes(open)) go('');
}

interface ChoosableEntryProps {
  readonly entry: Conversation;
  readonly chosen: Signal<readonly string[]>;
}

/** A conversation in the list while several are chosen. */
export function ChoosableEntry({ entry, chosen }: ChoosableEntryProps) {
  const others = chosen.value.filter((id) => id !== entry.id);
  return (
    <li class="entry">
      <label class="choosable">
        <input
          type="checkbox"
          checked={chosen.value.includes(entry.id)}
          onChange={(event) => {
            chosen.value = event.currentTarget.checked ? [...others, entry.id] : others;
          }}
        />
        <span lang="tg">{entry.title || texts.value.untitled}</span>
      </label>
    </li>
  );
}

function RenameForm({ entry, isRenamed }: { entry: Conversation; isRenamed: Signal<boolean> }) {
  const words = texts.value;
  const title = useSignal(entry.title);
  const end = () => {
    isRenamed.value = false;
  };
  return (
    <li class="entry">
      <Form
        class="rename"
        submit={() => {
          if (title.value.trim() !== '') void rename(entry.id, title.value.trim()).catch(() => {});
          end();
        }}
      >
        <WithLetters>
          <input
            lang="tg"
            aria-label={words.newName}
            value={title.value}
            maxLength={120}
            ref={focusOnce}
            onInput={(event) => {
              title.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') end();
            }}
          />
        </WithLetters>
        <button type="submit" class="icon-button" aria-label={words.save} title={words.save}>
          <Icon name="check" />
        </button>
      </Form>
    </li>
  );
}

// The same function each time: so it is called once, when the field appears.
function focusOnce(element: HTMLInputElement | null): void {
  element?.focus();
}
