import { useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Confirm, Dialog } from '../../parts/dialog.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { go } from '../../routes.ts';
import { call } from '../../server/call.ts';
import { person } from '../../server/session.ts';
import type { Book } from '../../server/types.ts';
import { bookTexts } from '../texts.ts';
import { DetailsFields, readDetails, useDetails } from './details-fields.tsx';
import './adding.css';

interface BookCareProps {
  readonly book: Book;
  readonly onChange: () => void;
}

/** What whoever looks after the books does with one: change its details, remove it. */
export function BookCare({ book, onChange }: BookCareProps) {
  const words = bookTexts.value;
  const open = useSignal<'change' | 'remove' | undefined>(undefined);
  const action = useAction();
  const close = () => {
    open.value = undefined;
  };
  const mayRemove = book.origin === 'added' || person.value?.role !== 'teacher';
  return (
    <>
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        <button
          type="button"
          class="button quiet small"
          onClick={() => {
            open.value = 'change';
          }}
        >
          {words.change}
        </button>
        {mayRemove && (
          <button
            type="button"
            class="button quiet small"
            disabled={action.isRunning.value}
            onClick={() => {
              open.value = 'remove';
            }}
          >
            {words.remove}
          </button>
        )}
      </div>
      {open.value === 'change' && (
        <ChangeDialog
          book={book}
          onClose={close}
          onChanged={() => {
            close();
            onChange();
          }}
        />
      )}
      {open.value === 'remove' && (
        <Confirm
          title={words.remove}
          text={fill(words.removeQuestion, { title: book.title })}
          confirm={words.remove}
          onClose={close}
          onConfirm={() =>
            void action.run(async () => {
              await call('DELETE /api/books/:id', { path: { id: book.id } });
              go('books', true);
            })
          }
        />
      )}
    </>
  );
}

function ChangeDialog({
  book,
  onClose,
  onChanged,
}: {
  book: Book;
  onClose: () => void;
  onChanged: () => void;
}) {
  const typed = useDetails(book);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const { authors, ...rest } = readDetails(typed);
      const body = { ...rest, ...(authors && { authors: [...authors] }) };
      await call('PATCH /api/books/:id', { path: { id: book.id }, body });
      onChanged();
    });
  return (
    <Dialog title={bookTexts.value.change} class="wide-dialog" onClose={onClose}>
      <Form submit={save}>
        <DetailsFields typed={typed} />
        <ErrorNote error={action.error.value} />
        <div class="buttons">
          <button type="submit" class="button" disabled={action.isRunning.value}>
            {texts.value.save}
          </button>
        </div>
      </Form>
    </Dialog>
  );
}
