import type { Item } from '../../../../src/school/contract/index.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { draftOf } from './item-lines.ts';

/** A question with its key, as a teacher reads it. */
export function ItemView({ item }: { item: Item }) {
  const words = taskTexts.value;
  const { source } = item;
  return (
    <div class="item-view" lang="tg">
      <p class="item-view-question">{item.question}</p>
      <ItemKey item={item} />
      {item.why !== null && <p class="hint">{item.why}</p>}
      <p class="hint">
        {[
          words.kinds[item.kind],
          item.subject,
          item.topic,
          item.grade,
          source && [source.book, source.page].filter((part) => part !== null).join(', '),
        ]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </p>
      {source?.sentence && <q>{source.sentence}</q>}
    </div>
  );
}

function ItemKey({ item }: { item: Item }) {
  const { lines, number, unit, tolerance } = draftOf(item);
  if (item.kind === 'number') {
    return (
      <p>
        <strong>
          {number} {unit}
        </strong>
        {tolerance !== '0' && ` ± ${tolerance}`}
      </p>
    );
  }
  return (
    <ul class="item-key">
      {lines.split('\n').map((line) =>
        line.startsWith('+') ? (
          <li key={line}>
            <strong>✓ {line.slice(1)}</strong>
          </li>
        ) : (
          <li key={line}>{line}</li>
        ),
      )}
    </ul>
  );
}
