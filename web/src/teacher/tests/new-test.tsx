import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type {
  BodyOf,
  Item,
  ItemTopic,
  SchoolTest,
  TestSettings,
} from '../../../../src/school/contract/index.ts';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { newClientId } from '../../server/client-id.ts';
import { useResource } from '../../staff/use-resource.ts';
import { Check, NumberField } from '../settings/controls.tsx';
import { taskTexts } from '../task-texts/task-texts.ts';
import { ItemPicker } from './item-picker.tsx';
import { topicOf } from './topic-options.ts';
import { type TopicRow, TopicRows } from './topic-rows.tsx';

const resultTimes = ['at-once', 'after-end', 'never'] as const;
const hourMs = 3_600_000;
/** As many as a test may have. */
const mostItems = 100;

interface NewTestProps {
  readonly classId: string;
  readonly onMade: (test: SchoolTest) => void;
  readonly onCancel: () => void;
}

/** Makes a test: how many questions of which topics, when, how long. */
export function NewTest({ classId, onMade, onCancel }: NewTestProps) {
  const words = taskTexts.value;
  const id = useId();
  const topics = useResource('GET /api/items/topics').value.value?.topics;
  const title = useSignal('');
  const rows = useSignal<readonly TopicRow[]>([{ topic: '', count: 5 }]);
  const by = useSignal<'blueprint' | 'items'>('blueprint');
  const chosen = useSignal<readonly Item[]>([]);
  const minutes = useSignal(40);
  const opens = useSignal(localText(Date.now()));
  const closes = useSignal(localText(Date.now() + 2 * hourMs));
  const isShuffled = useSignal(true);
  const chatClosed = useSignal(true);
  const results = useSignal<TestSettings['results']>('after-end');
  const clientId = useRef(newClientId());
  const action = useAction();
  const usable = (topics ?? []).filter(({ approved }) => approved > 0);
  if (topics && usable.length === 0) {
    return (
      <p class="quiet-text">
        {words.nothingApproved} <a href="/#/classes/items">{words.items}</a>
      </p>
    );
  }
  const create = () =>
    action.run(async () => {
      const body: BodyOf<'POST /api/classes/:id/tests'> = {
        clientId: clientId.current,
        title: title.value,
        settings: {
          order: isShuffled.value ? 'shuffled' : 'same',
          opensAt: new Date(opens.value).getTime(),
          closesAt: new Date(closes.value).getTime(),
          minutes: minutes.value,
          chatClosed: chatClosed.value,
          results: results.value,
        },
        choice:
          by.value === 'items'
            ? { by: 'items', itemIds: chosen.value.map((item) => item.id) }
            : { by: 'blueprint', topics: rows.value.flatMap((row) => blueprintOf(row, usable)) },
      };
      onMade(await call('POST /api/classes/:id/tests', { path: { id: classId }, body }));
    });
  const error = action.error.value;
  return (
    <Form class="settings-form" submit={create}>
      <h2>{words.newTest}</h2>
      <Field label={words.testTitle} value={title} lang="tg" required maxLength={120} />
      <div class="form-field">
        <label for={`${id}-by`}>{words.chooseBy}</label>
        <select
          id={`${id}-by`}
          value={by.value}
          onChange={(event) => {
            by.value = event.currentTarget.value === 'items' ? 'items' : 'blueprint';
          }}
        >
          <option value="blueprint">{words.byBlueprint}</option>
          <option value="items">{words.byItems}</option>
        </select>
      </div>
      {by.value === 'blueprint' ? (
        <TopicRows
          topics={usable}
          rows={rows.value}
          onChange={(next) => {
            rows.value = next;
          }}
        />
      ) : (
        <ItemPicker
          topics={usable}
          chosen={chosen.value}
          onChange={(next) => {
            chosen.value = next.slice(0, mostItems);
          }}
        />
      )}
      <NumberField
        label={words.minutes}
        value={minutes.value}
        min={1}
        max={600}
        onChange={(value) => {
          minutes.value = value;
        }}
      />
      {(
        [
          ['opens', words.opensAt, opens],
          ['closes', words.closesAt, closes],
        ] as const
      ).map(([name, label, value]) => (
        <div key={name} class="form-field">
          <label for={`${id}-${name}`}>{label}</label>
          <input
            id={`${id}-${name}`}
            type="datetime-local"
            required
            value={value.value}
            onInput={(event) => {
              value.value = event.currentTarget.value;
            }}
          />
        </div>
      ))}
      <Check
        label={words.shuffled}
        checked={isShuffled.value}
        onChange={(checked) => {
          isShuffled.value = checked;
        }}
      />
      <Check
        label={words.chatClosed}
        checked={chatClosed.value}
        onChange={(checked) => {
          chatClosed.value = checked;
        }}
      />
      <div class="form-field">
        <label for={`${id}-results`}>{words.results}</label>
        <select
          id={`${id}-results`}
          value={results.value}
          onChange={(event) => {
            results.value = resultTimes.find((one) => one === event.currentTarget.value) ?? 'never';
          }}
        >
          {resultTimes.map((one) => (
            <option key={one} value={one}>
              {words.resultTimes[one]}
            </option>
          ))}
        </select>
      </div>
      {error && (
        <p class="note error" role="alert">
          {error.place === undefined ? errorText(error.code) : fill(words.tooFew, { place: error.place })}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="button quiet" onClick={onCancel}>
          {texts.value.cancel}
        </button>
        <button
          type="submit"
          class="button"
          disabled={action.isRunning.value || !topics || (by.value === 'items' && chosen.value.length === 0)}
        >
          {words.create}
        </button>
      </div>
    </Form>
  );
}

function blueprintOf({ topic, count }: TopicRow, topics: readonly ItemTopic[]) {
  const { subject, topic: name = null } = topicOf(topic);
  return subject !== undefined && topics.some((one) => one.subject === subject)
    ? [{ subject, topic: name, count }]
    : [];
}

/** `2026-12-01T08:30`, by the clock of the device. */
function localText(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
