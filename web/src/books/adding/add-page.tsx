import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { StaffLayout } from '../../staff/staff-layout.tsx';
import { useResource } from '../../staff/use-resource.ts';
import { bookTexts } from '../texts.ts';
import { DetailsFields, readDetails, useDetails } from './details-fields.tsx';
import { addingTexts } from './texts.ts';
import { bring } from './transfer.ts';
import { UploadList } from './upload-list.tsx';
import './adding.css';

/** A book is brought: its file and what is known of it; below, what is on its way. */
export function AddPage() {
  const books = bookTexts.value;
  const uploads = useResource('GET /api/uploads', { everyMs: 1000 });
  // The form is empty again after each book.
  const count = useSignal(0);
  return (
    <StaffLayout
      title={books.addBook}
      back={{ place: 'books', label: books.allBooks }}
      places={[]}
      current=""
    >
      <UploadList uploads={uploads.value.value?.uploads ?? []} onChange={() => void uploads.load()} />
      <AddForm
        key={count.value}
        onAdded={() => {
          count.value += 1;
          // What is on its way stands above.
          document.getElementById('main')?.scrollTo(0, 0);
          void uploads.load();
        }}
      />
    </StaffLayout>
  );
}

function AddForm({ onAdded }: { onAdded: () => void }) {
  const words = addingTexts.value;
  const id = useId();
  const file = useSignal<File | undefined>(undefined);
  const typed = useDetails();
  const known = useResource('GET /api/books');
  const action = useAction();
  const subjects = [...new Set(known.value.value?.books.map(({ subject }) => subject))].filter(Boolean);
  const isEmpty = file.value?.size === 0;
  const submit = async () => {
    const chosen = file.value;
    if (!chosen || chosen.size === 0) return;
    if (await action.run(() => bring(chosen, readDetails(typed)))) onAdded();
  };
  return (
    <Form class="add-book" submit={submit}>
      <div class="form-field">
        <div class="file-line">
          <input
            id={id}
            class="hidden"
            type="file"
            aria-describedby={`${id}-hint`}
            accept=".pdf,.docx,.doc,.odt,.epub,.html,.htm,.txt,.md,.jsonl"
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0];
              action.error.value = undefined;
            }}
          />
          <label class="button outline" for={id}>
            {words.chooseFile}
          </label>
          <span aria-live="polite">{file.value?.name}</span>
        </div>
        <p class="hint" id={`${id}-hint`}>
          {words.formats} {words.rights}
        </p>
        {isEmpty && (
          <p class="note error" role="alert">
            {words.emptyFile}
          </p>
        )}
      </div>
      <DetailsFields
        typed={typed}
        titleHint={words.titleHint}
        licenceHint={words.licenceHint}
        subjects={subjects}
      />
      <ErrorNote error={action.error.value} words={words.reasons} />
      <div class="buttons">
        <button
          type="submit"
          class="button"
          disabled={file.value === undefined || isEmpty || action.isRunning.value}
        >
          {words.add}
        </button>
      </div>
    </Form>
  );
}
