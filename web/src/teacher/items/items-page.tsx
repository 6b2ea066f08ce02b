import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Item, ItemTopic } from '../../../../src/school/contract/index.ts';
import { language } from '../../language/language.ts';
import { plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { StaffLayout } from '../../staff/staff-layout.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import '../tasks.css';
import type { Filter } from './filter.ts';
import { ItemEditor } from './item-editor.tsx';
import { ItemFiles } from './item-files.tsx';
import { ItemView } from './item-view.tsx';
import { Review } from './review-page.tsx';
import { TutorSentences } from './tutor-sentences.tsx';

const states = ['draft', 'approved', 'retired'] as const;

/** The school's questions: to find, to check, to write, to bring in and take out. */
export function ItemsPage() {
  const words = taskTexts.value;
  const topics = useResource('GET /api/items/topics');
  const filter = useSignal<Filter>({});
  const isReviewing = useSignal(false);
  return (
    <StaffLayout
      title={words.items}
      places={[
        { place: 'classes', label: staffTexts.value.classes },
        { place: 'classes/items', label: words.items },
        { place: 'classes/corrections', label: staffTexts.value.corrections },
      ]}
      current="classes/items"
    >
      <Loaded resource={topics}>
        {({ topics: all }) =>
          isReviewing.value ? (
            <Review
              {...filter.value}
              onEnd={() => {
                isReviewing.value = false;
                void topics.load();
              }}
            />
          ) : (
            <>
              <Filters
                all={all}
                filter={filter.value}
                onChange={(next) => {
                  filter.value = next;
                }}
              />
              <ItemList
                key={JSON.stringify(filter.value)}
                filter={filter.value}
                drafts={draftsIn(all, filter.value)}
                onReview={() => {
                  isReviewing.value = true;
                }}
                onChange={() => void topics.load()}
              />
              <ItemFiles filter={filter.value} onChange={() => void topics.load()} />
              <TutorSentences />
            </>
          )
        }
      </Loaded>
    </StaffLayout>
  );
}

function draftsIn(topics: readonly ItemTopic[], { subject, topic }: Filter): number {
  return topics
    .filter(
      (one) =>
        (subject === undefined || one.subject === subject) && (topic === undefined || one.topic === topic),
    )
    .reduce((sum, one) => sum + one.draft, 0);
}

interface FiltersProps {
  readonly all: readonly ItemTopic[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

function Filters({ all, filter, onChange }: FiltersProps) {
  const words = taskTexts.value;
  const id = useId();
  const subjects = [...new Set(all.map(({ subject }) => subject))];
  const ofSubject = all.filter(({ subject, topic }) => subject === filter.subject && topic !== null);
  const select = (
    name: string,
    label: string,
    value: string | undefined,
    options: readonly (readonly [value: string, label: string])[],
    change: (value: string | undefined) => void,
  ) => (
    <div class="form-field">
      <label for={`${id}-${name}`}>{label}</label>
      <select
        id={`${id}-${name}`}
        value={value ?? ''}
        onChange={(event) => change(event.currentTarget.value || undefined)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  const of = (next: {
    status?: Item['status'] | undefined;
    subject?: string | undefined;
    topic?: string | undefined;
  }) =>
    onChange({
      ...(next.status && { status: next.status }),
      ...(next.subject && { subject: next.subject }),
      ...(next.topic && { topic: next.topic }),
    });
  return (
    <div class="filters">
      {select(
        'subject',
        words.subject,
        filter.subject,
        [['', words.allSubjects], ...subjects.map((one) => [one, one] as const)],
        (subject) => of({ status: filter.status, subject }),
      )}
      {select(
        'topic',
        words.topic,
        filter.topic,
        [['', words.allTopics], ...ofSubject.map(({ topic }) => [topic ?? '', topic ?? ''] as const)],
        (topic) => of({ ...filter, topic }),
      )}
      {select(
        'status',
        words.state,
        filter.status,
        [['', words.allStates], ...states.map((one) => [one, words.states[one]] as const)],
        (status) => of({ ...filter, status: states.find((one) => one === status) }),
      )}
    </div>
  );
}

interface ItemListProps {
  readonly filter: Filter;
  readonly drafts: number;
  readonly onReview: () => void;
  readonly onChange: () => void;
}

function ItemList({ filter, drafts, onReview, onChange }: ItemListProps) {
  const words = taskTexts.value;
  const items = useSignal<readonly Item[]>([]);
  const total = useSignal<number | undefined>(undefined);
  const edited = useSignal<Item | 'new' | undefined>(undefined);
  const action = useAction();
  const load = (after?: string) =>
    action.run(async () => {
      const told = await call('GET /api/items', { query: { ...filter, after, limit: 30 } });
      items.value = after === undefined ? told.items : [...items.value, ...told.items];
      total.value = told.total;
    });
  useEffect(() => void load(), []);
  const replace = (item: Item) => {
    items.value = items.value.map((one) => (one.id === item.id ? item : one));
    onChange();
  };
  const set = (item: Item, status: Item['status']) =>
    action.run(async () => {
      await call('POST /api/items/status', { body: { ids: [item.id], status } });
      replace({ ...item, status });
    });
  const last = items.value[items.value.length - 1];
  return (
    <section>
      <div class="list-tools">
        <strong>
          {total.value === undefined ? '…' : plural(language.value, total.value, words.itemCount)}
        </strong>
        <button
          type="button"
          class="button small"
          onClick={() => {
            edited.value = 'new';
          }}
        >
          {words.newItem}
        </button>
        {drafts > 0 && (
          <button type="button" class="button outline small" onClick={onReview}>
            {words.review} ({drafts})
          </button>
        )}
      </div>
      <ErrorNote error={action.error.value} />
      <ul class="item-list">
        {items.value.map((item) => (
          <li key={item.id} class={`is-${item.status}`}>
            <span class="item-state">{words.states[item.status]}</span>
            <ItemView item={item} />
            <div class="buttons">
              <button
                type="button"
                class="button quiet small"
                aria-label={`${words.edit}: ${item.question}`}
                onClick={() => {
                  edited.value = item;
                }}
              >
                {words.edit}
              </button>
              {item.status !== 'approved' && (
                <button
                  type="button"
                  class="button quiet small"
                  aria-label={`${words.approve}: ${item.question}`}
                  onClick={() => void set(item, 'approved')}
                >
                  {words.approve}
                </button>
              )}
              {item.status !== 'retired' && (
                <button
                  type="button"
                  class="button quiet small"
                  aria-label={`${words.retire}: ${item.question}`}
                  onClick={() => void set(item, 'retired')}
                >
                  {words.retire}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {last && total.value !== undefined && items.value.length < total.value && (
        <button type="button" class="button quiet" onClick={() => void load(last.id)}>
          {words.more}
        </button>
      )}
      {edited.value && (
        <ItemEditor
          {...(edited.value !== 'new' && { item: edited.value })}
          {...(filter.subject !== undefined && { subject: filter.subject })}
          onClose={() => {
            edited.value = undefined;
          }}
          onSaved={(item) => {
            if (edited.value === 'new') items.value = [item, ...items.value];
            edited.value = undefined;
            replace(item);
          }}
        />
      )}
    </section>
  );
}
