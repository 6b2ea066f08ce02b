import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Item, ItemTopic } from '../../../../src/school/contract/index.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { call } from '../../server/call.ts';
import { asServerError, type ServerError } from '../../server/server-error.ts';
import { staffTexts } from '../../staff/staff-texts.ts';
import { ItemView } from '../items/item-view.tsx';
import { taskTexts } from '../task-texts/task-texts.ts';
import { topicOf, topicOptions } from './topic-options.ts';

const portion = 20;
const typingPauseMs = 300;

interface ItemPickerProps {
  readonly topics: readonly ItemTopic[];
  readonly chosen: readonly Item[];
  readonly onChange: (chosen: readonly Item[]) => void;
}

/** Approved questions to be chosen one by one: found by topic and words, shown with their keys, in the test's order. */
export function ItemPicker({ topics, chosen, onChange }: ItemPickerProps) {
  const words = taskTexts.value;
  const id = useId();
  const topic = useSignal('');
  const search = useSignal('');
  return (
    <fieldset class="scopes item-picker">
      <legend>{words.chosenItems}</legend>
      <Chosen chosen={chosen} onChange={onChange} />
      <div class="filters">
        <div class="form-field">
          <label for={`${id}-topic`}>{words.topic}</label>
          <select
            id={`${id}-topic`}
            value={topic.value}
            onChange={(event) => {
              topic.value = event.currentTarget.value;
            }}
          >
            <option value="">{words.allTopics}</option>
            {topicOptions(topics).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div class="form-field">
          <label for={`${id}-search`}>{words.search}</label>
          <input
            id={`${id}-search`}
            type="search"
            lang="tg"
            maxLength={200}
            value={search.value}
            // Enter looks for questions and does not make the test.
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
            onInput={(event) => {
              search.value = event.currentTarget.value;
            }}
          />
        </div>
      </div>
      <Found topic={topic.value} search={search.value.trim()} chosen={chosen} onChange={onChange} />
    </fieldset>
  );
}

function Chosen({ chosen, onChange }: Omit<ItemPickerProps, 'topics'>) {
  const words = taskTexts.value;
  const move = (place: number) =>
    onChange(
      chosen.flatMap((item, index) =>
        index === place - 1 ? [] : index === place ? pairBefore(chosen, place) : [item],
      ),
    );
  return (
    <>
      <p role="status">{plural(language.value, chosen.length, words.questionCount)}</p>
      <ol class="chosen-items">
        {chosen.map((item, place) => (
          <li key={item.id}>
            <span lang="tg">{item.question}</span>
            {place > 0 && (
              <IconButton icon="up" label={words.moveUp} target={item.question} onClick={() => move(place)} />
            )}
            <IconButton
              icon="trash"
              label={staffTexts.value.remove}
              target={item.question}
              onClick={() => onChange(chosen.filter(({ id }) => id !== item.id))}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The question of a place, and then the one that was before it. */
function pairBefore(chosen: readonly Item[], place: number): readonly Item[] {
  return chosen.slice(place - 1, place + 1).reverse();
}

interface FoundProps extends Omit<ItemPickerProps, 'topics'> {
  readonly topic: string;
  readonly search: string;
}

function Found({ topic, search, chosen, onChange }: FoundProps) {
  const words = taskTexts.value;
  const items = useSignal<readonly Item[]>([]);
  const total = useSignal(0);
  const error = useSignal<ServerError | undefined>(undefined);
  const latest = useRef(0);
  const load = async (after?: string) => {
    latest.current += 1;
    const mine = latest.current;
    const query = {
      status: 'approved' as const,
      ...topicOf(topic),
      ...(search !== '' && { search }),
      ...(after !== undefined && { after }),
      limit: portion,
    };
    try {
      const told = await call('GET /api/items', { query });
      // An answer to an earlier search comes too late.
      if (mine !== latest.current) return;
      error.value = undefined;
      items.value = after === undefined ? told.items : [...items.value, ...told.items];
      total.value = told.total;
    } catch (problem) {
      if (mine === latest.current) error.value = asServerError(problem);
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void load(), search === '' ? 0 : typingPauseMs);
    return () => clearTimeout(timer);
  }, [topic, search]);
  const isChosen = (item: Item) => chosen.some(({ id }) => id === item.id);
  const last = items.value[items.value.length - 1];
  return (
    <>
      <ErrorNote error={error.value} />
      <p class="hint" role="status">
        {fill(words.found, { n: total.value })}
      </p>
      <ul class="item-list">
        {items.value.map((item) => (
          <li key={item.id} class="is-approved">
            <label class="pick">
              <input
                type="checkbox"
                checked={isChosen(item)}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...chosen, item]
                      : chosen.filter(({ id }) => id !== item.id),
                  )
                }
              />
              <span lang="tg">{item.question}</span>
            </label>
            <details>
              <summary>{words.preview}</summary>
              <ItemView item={item} />
            </details>
          </li>
        ))}
      </ul>
      {last && items.value.length < total.value && (
        <button type="button" class="button quiet small" onClick={() => void load(last.id)}>
          {words.more}
        </button>
      )}
    </>
  );
}
