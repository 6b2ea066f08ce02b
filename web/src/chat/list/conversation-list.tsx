import { type Signal, useSignal } from '@preact/signals';
import { daysBetween } from '../../language/durations.ts';
import { errorText } from '../../language/error-text.ts';
import { language, texts } from '../../language/language.ts';
import { plural } from '../../language/plural.ts';
import { Icon } from '../../parts/icons.tsx';
import { WithLetters } from '../../parts/letters/with-letters.tsx';
import { go } from '../../routes.ts';
import type { Conversation } from '../../server/types.ts';
import { startNew } from '../conversation/open-conversation.ts';
import {
  conversations,
  hasMore,
  listError,
  loadConversations,
  removed,
  undoRemoving,
} from './conversations.ts';
import { ChoosableEntry, Entry, removeShown } from './entry.tsx';
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
      <div class="search">
        <Icon name="search" />
        <WithLetters>
          <input
            type="search"
            aria-label={words.search}
            lang="tg"
            placeholder={words.search}
            value={query.value}
            onInput={(event) => {
              query.value = event.currentTarget.value;
            }}
          />
        </WithLetters>
      </div>
      {query.value.trim() === '' ? (
        <Conversations onChosen={onChosen} />
      ) : (
        <SearchView query={query.value.trim()} onChosen={onChosen} />
      )}
      <Removed />
    </nav>
  );
}

/** What was just deleted can be brought back. */
function Removed() {
  const words = texts.value;
  const count = removed.value.length;
  return (
    <div class="removed" role="status">
      {count > 0 && (
        <>
          <span>{plural(language.value, count, words.removed)}</span>
          <button type="button" class="link" ref={focusOnce} onClick={undoRemoving}>
            {words.undo}
          </button>
        </>
      )}
    </div>
  );
}

// The button that was pressed is gone; the keyboard continues from here.
function focusOnce(element: HTMLButtonElement | null): void {
  element?.focus();
}

function Conversations({ onChosen }: { onChosen: () => void }) {
  const words = texts.value;
  /** Undefined while none are chosen. */
  const chosen = useSignal<readonly string[] | undefined>(undefined);
  const list = conversations.value;
  if (listError.value && !list?.length) return <p class="list-note">{errorText(listError.value)}</p>;
  if (list === undefined) return <p class="list-note">{words.loading}</p>;
  if (list.length === 0) return <p class="list-note">{words.noConversations}</p>;
  const isChoosing = chosen.value !== undefined;
  return (
    <>
      {isChoosing ? (
        <Choosing
          list={list}
          chosen={chosen as Signal<readonly string[]>}
          onEnd={() => (chosen.value = undefined)}
        />
      ) : (
        list.length > 1 && (
          <button type="button" class="link choose" onClick={() => (chosen.value = [])}>
            {words.choose}
          </button>
        )
      )}
      {byDay(list).map(([day, entries]) => (
        <section key={day} aria-label={words[day]}>
          <h3 class="day">{words[day]}</h3>
          <ul>
            {entries.map((one) =>
              isChoosing ? (
                <ChoosableEntry key={one.id} entry={one} chosen={chosen as Signal<readonly string[]>} />
              ) : (
                <Entry key={one.id} entry={one} onChosen={onChosen} />
              ),
            )}
          </ul>
        </section>
      ))}
      {hasMore.value && (
        <button type="button" class="button quiet" onClick={() => void loadConversations(true)}>
          {words.older}
        </button>
      )}
    </>
  );
}

interface ChoosingProps {
  readonly list: readonly Conversation[];
  readonly chosen: Signal<readonly string[]>;
  readonly onEnd: () => void;
}

/** Several conversations are deleted at once. */
function Choosing({ list, chosen, onEnd }: ChoosingProps) {
  const words = texts.value;
  const count = chosen.value.length;
  return (
    <div class="choosing">
      <label class="choosable">
        <input
          type="checkbox"
          checked={count === list.length}
          onChange={(event) => {
            chosen.value = event.currentTarget.checked ? list.map(({ id }) => id) : [];
          }}
        />
        <span>{words.chooseAll}</span>
      </label>
      <div class="buttons">
        <button
          type="button"
          class="button small"
          disabled={count === 0}
          onClick={() => {
            removeShown(chosen.value);
            onEnd();
          }}
        >
          {count === 0 ? words.remove : plural(language.value, count, words.removeChosen)}
        </button>
        <button type="button" class="button small quiet" onClick={onEnd}>
          {words.cancel}
        </button>
      </div>
    </div>
  );
}

type Day = 'today' | 'yesterday' | 'earlier';

/** Conversations by the day on which they were last used. */
function byDay(list: readonly Conversation[]): [Day, Conversation[]][] {
  const now = Date.now();
  const groups = new Map<Day, Conversation[]>();
  for (const one of list) {
    const days = daysBetween(one.updatedAt, now);
    const day = days <= 0 ? 'today' : days === 1 ? 'yesterday' : 'earlier';
    groups.set(day, [...(groups.get(day) ?? []), one]);
  }
  return [...groups];
}
