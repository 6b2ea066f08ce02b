import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { ReplyOf } from '../../../../src/school/contract/index.ts';
import { language, texts } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';

type Job = NonNullable<ReplyOf<'GET /api/items/drafts'>['job']>;

const lookAgainMs = 500;

/** Drafts from a book: begun here, made by the server, seen page by page, stopped at will. */
export function BookDrafts({ onChange }: { onChange: () => void }) {
  const words = taskTexts.value;
  const id = useId();
  const books = useResource('GET /api/books').value.value?.books ?? [];
  const book = useSignal('');
  const job = useSignal<Job | undefined>(undefined);
  const action = useAction();
  // A look must not stand in the way of a button.
  const looking = useAction();
  const isRunning = job.value?.state === 'running';
  const look = () =>
    looking.run(async () => {
      const before = job.value?.state;
      job.value = (await call('GET /api/items/drafts')).job ?? undefined;
      if (before === 'running' && job.value?.state === 'done') onChange();
    });
  // What another visit or another teacher began goes on, too.
  useEffect(() => void look(), []);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void look(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  const start = () =>
    action.run(async () => {
      const told = await call('POST /api/items/drafts', { body: { bookId: book.value } });
      job.value = told.job ?? undefined;
    });
  const stop = () =>
    action.run(async () => {
      await call('DELETE /api/items/drafts');
      job.value = undefined;
    });
  return (
    <>
      <div class="form-field">
        <label for={id}>{words.draftsOf}</label>
        <select
          id={id}
          value={book.value}
          disabled={isRunning}
          onChange={(event) => {
            book.value = event.currentTarget.value;
          }}
        >
          <option value="">–</option>
          {books.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </div>
      {isRunning ? (
        <button type="button" class="button quiet" onClick={() => void stop()}>
          {texts.value.cancel}
        </button>
      ) : (
        <button type="button" class="button quiet" disabled={book.value === ''} onClick={() => void start()}>
          {words.makeDrafts}
        </button>
      )}
      <ErrorNote error={action.error.value} />
      {job.value && <JobLine job={job.value} />}
    </>
  );
}

function JobLine({ job: { state, title, page, pageCount, added } }: { job: Job }) {
  const words = taskTexts.value;
  if (state === 'failed') return <p class="note error">{words.draftsFailed}</p>;
  if (state === 'done') {
    return (
      <p role="status">
        «<span lang="tg">{title}</span>»: {plural(language.value, added, words.added)}
      </p>
    );
  }
  const line = fill(words.draftsRunning, { page, pages: pageCount });
  return (
    <p>
      «<span lang="tg">{title}</span>»: {line}
      <progress class="draft-progress" max={pageCount} value={page} aria-label={line} />
    </p>
  );
}
