import { useId } from 'preact/hooks';
import type { ItemTopic } from '../../../../src/school/contract/index.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { topicOptions } from './topic-options.ts';

/** A line of a test's plan. */
export interface TopicRow {
  /** The subject, and its topic behind an end of line. */
  readonly topic: string;
  readonly count: number;
}

interface TopicRowsProps {
  readonly topics: readonly ItemTopic[];
  readonly rows: readonly TopicRow[];
  readonly onChange: (rows: readonly TopicRow[]) => void;
}

/** How many questions of which topics. */
export function TopicRows({ topics, rows, onChange }: TopicRowsProps) {
  const words = taskTexts.value;
  const id = useId();
  const options = topicOptions(topics);
  const change = (place: number, next: Partial<TopicRow>) =>
    onChange(rows.map((row, index) => (index === place ? { ...row, ...next } : row)));
  return (
    <fieldset class="scopes topic-rows">
      <legend>{words.blueprint}</legend>
      {rows.map((row, place) => (
        <div key={place} class="topic-row">
          <div class="form-field">
            <label for={`${id}-${place}-topic`}>{words.topic}</label>
            <select
              id={`${id}-${place}-topic`}
              required
              value={row.topic}
              onChange={(event) => change(place, { topic: event.currentTarget.value })}
            >
              <option value="">–</option>
              {options.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <div class="form-field">
            <label for={`${id}-${place}-count`}>{words.count}</label>
            <input
              id={`${id}-${place}-count`}
              type="number"
              class="number"
              required
              min={1}
              max={100}
              value={row.count}
              onInput={(event) => change(place, { count: event.currentTarget.valueAsNumber || 1 })}
            />
          </div>
          {rows.length > 1 && (
            <IconButton
              icon="trash"
              label={staffTexts.value.remove}
              target={String(place + 1)}
              onClick={() => onChange(rows.filter((_, index) => index !== place))}
            />
          )}
        </div>
      ))}
      <button
        type="button"
        class="button quiet small"
        onClick={() => onChange([...rows, { topic: '', count: 5 }])}
      >
        {words.addRow}
      </button>
    </fieldset>
  );
}
