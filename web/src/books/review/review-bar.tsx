import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Area } from '../../parts/area.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import type { ShownPage } from '../shown-page.ts';
import { ArticleForm } from './article-form.tsx';
import { reviewTexts } from './texts.ts';
import './review.css';

interface ReviewBarProps extends ShownPage {
  readonly onChange: (shown: ShownPage) => void;
}

/** What a teacher can do with an article: say that it is right, correct it, hide it. */
export function ReviewBar({ book, page, onChange }: ReviewBarProps) {
  const words = reviewTexts.value;
  const open = useSignal<'correct' | 'hide' | undefined>(undefined);
  const action = useAction();
  const path = { id: book.id, number: String(page.number) };
  const close = () => {
    open.value = undefined;
  };
  const review = (state: 'checked' | 'unchecked' | 'hidden', note = '') =>
    action.run(async () => {
      onChange(await call('PUT /api/books/:id/pages/:number/review', { path, body: { state, note } }));
      close();
    });
  return (
    <section class="review-bar" aria-label={words.review}>
      {page.note !== '' && <p class="hint">{fill(words.note, { note: page.note })}</p>}
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        {page.review === 'unchecked' && (
          <button type="button" class="button small" onClick={() => void review('checked')}>
            {words.right}
          </button>
        )}
        <button
          type="button"
          class="button quiet small"
          onClick={() => {
            open.value = 'correct';
          }}
        >
          {words.correct}
        </button>
        {page.review === 'hidden' ? (
          <button type="button" class="button quiet small" onClick={() => void review('unchecked')}>
            {words.show}
          </button>
        ) : (
          <button
            type="button"
            class="button quiet small"
            onClick={() => {
              open.value = 'hide';
            }}
          >
            {words.hide}
          </button>
        )}
      </div>
      {open.value === 'hide' && <HideDialog onHide={(note) => review('hidden', note)} onClose={close} />}
      {open.value === 'correct' && (
        <ArticleForm
          path={path}
          onClose={close}
          onCorrected={(shown) => {
            onChange(shown);
            close();
          }}
        />
      )}
    </section>
  );
}

function HideDialog({ onHide, onClose }: { onHide: (note: string) => unknown; onClose: () => void }) {
  const words = reviewTexts.value;
  const id = useId();
  const note = useSignal('');
  return (
    <Dialog title={words.hide} onClose={onClose}>
      <Form submit={() => onHide(note.value.trim())}>
        <p class="dialog-text">{words.hideText}</p>
        <Area
          id={id}
          label={words.reason}
          rows={2}
          maxLength={1000}
          value={note.value}
          onInput={(value) => {
            note.value = value;
          }}
        />
        <div class="buttons">
          <button type="button" class="button quiet" onClick={onClose}>
            {texts.value.cancel}
          </button>
          <button type="submit" class="button">
            {words.hide}
          </button>
        </div>
      </Form>
    </Dialog>
  );
}
