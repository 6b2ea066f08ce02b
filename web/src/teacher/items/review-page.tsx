import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Item } from '../../../../src/school/contract/index.ts';
import { language } from '../../language/language.ts';
import { plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { ItemEditor } from './item-editor.tsx';
import { ItemView } from './item-view.tsx';

interface ReviewProps {
  readonly subject?: string;
  readonly topic?: string;
  readonly onEnd: () => void;
}

/** Drafts one after the other: each is approved, edited or thrown away with one key. */
export function Review({ subject, topic, onEnd }: ReviewProps) {
  const words = taskTexts.value;
  const drafts = useSignal<readonly Item[] | undefined>(undefined);
  const total = useSignal(0);
  const skipped = useRef<string | undefined>(undefined);
  const isEditing = useSignal(false);
  const action = useAction();
  const card = useRef<HTMLElement>(null);
  const load = () =>
    action.run(async () => {
      const query = { status: 'draft' as const, subject, topic, after: skipped.current, limit: 30 };
      const told = await call('GET /api/items', { query });
      drafts.value = told.items;
      total.value = told.total;
    });
  useEffect(() => void load(), []);
  const item = drafts.value?.[0];
  useEffect(() => card.current?.focus(), [item?.id, isEditing.value]);

  const next = () => {
    const rest = drafts.value?.slice(1) ?? [];
    drafts.value = rest;
    if (rest.length === 0) void load();
  };
  const set = (status: Item['status']) =>
    item &&
    action.run(async () => {
      await call('POST /api/items/status', { body: { ids: [item.id], status } });
      total.value -= 1;
      next();
    });
  const skip = () => {
    skipped.current = item?.id;
    next();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A button that has the focus does its own work.
    if (event.target !== card.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Readonly<Record<string, () => unknown>> = {
      Enter: () => set('approved'),
      KeyE: edit,
      Delete: () => set('retired'),
      Backspace: () => set('retired'),
      ArrowRight: skip,
    };
    // The place of the key, so that it is the same one on a Russian keyboard.
    const act = acts[event.code] ?? acts[event.key];
    if (!act) return;
    event.preventDefault();
    void act();
  };

  return (
    <section>
      <button type="button" class="link" onClick={onEnd}>
        ← {words.items}
      </button>
      <ErrorNote error={action.error.value} />
      {item ? (
        <article
          ref={card}
          class="card review-card"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <p class="hint">{plural(language.value, total.value, words.reviewLeft)}</p>
          <ItemView item={item} />
          <div class="buttons">
            <button type="button" class="button" onClick={() => void set('approved')}>
              {words.approve}
            </button>
            <button type="button" class="button outline" onClick={edit}>
              {words.edit}
            </button>
            <button type="button" class="button quiet" onClick={() => void set('retired')}>
              {words.retire}
            </button>
            <button type="button" class="button quiet" onClick={skip}>
              {words.later}
            </button>
          </div>
          <p class="hint">{words.reviewKeys}</p>
        </article>
      ) : (
        drafts.value && <p role="status">{words.reviewDone}</p>
      )}
      {isEditing.value && item && (
        <ItemEditor
          item={item}
          onClose={() => {
            isEditing.value = false;
          }}
          onSaved={() => {
            isEditing.value = false;
            next();
          }}
        />
      )}
    </section>
  );

  function edit(): void {
    isEditing.value = true;
  }
}
