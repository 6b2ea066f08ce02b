import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { fill } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import type { Upload } from '../../server/types.ts';
import { sizeText } from '../../staff/size-text.ts';
import { addingTexts } from './texts.ts';
import { send, stopSending, type TransferState, transfers } from './transfer.ts';

interface UploadListProps {
  readonly uploads: readonly Upload[];
  readonly onChange: () => void;
}

/** Books on their way, each with how far it is and what can be done. */
export function UploadList({ uploads, onChange }: UploadListProps) {
  if (uploads.length === 0) return null;
  const words = addingTexts.value;
  return (
    <section>
      <h2>{words.onTheWay}</h2>
      <ul class="uploads">
        {uploads.map((upload) => (
          <li key={upload.id}>
            <UploadEntry upload={upload} onChange={onChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function UploadEntry({ upload, onChange }: { upload: Upload; onChange: () => void }) {
  const words = addingTexts.value;
  const action = useAction();
  const transfer = transfers.value.get(upload.id);
  const path = { id: upload.id };
  const forget = () =>
    action.run(async () => {
      stopSending(upload.id);
      await call('DELETE /api/uploads/:id', { path });
      onChange();
    });
  const again = () =>
    action.run(async () => {
      await call('POST /api/uploads/:id/again', { path });
      onChange();
    });
  const isOver = upload.state === 'added' || upload.state === 'refused';
  const isStuck = upload.state === 'receiving' && transfer !== 'sending' && transfer !== 'lost';
  return (
    <>
      <h3>{upload.book?.title ?? upload.fileName}</h3>
      {upload.state === 'refused' ? (
        <p class="note error" role="alert">
          {words.reasons[upload.reason ?? 'failed']}
        </p>
      ) : (
        <p class="quiet-text" role="status">
          {stateText(upload, transfer)} {upload.state === 'receiving' && `(${sizeText(upload.sizeBytes)})`}
        </p>
      )}
      {!isOver && <Progress upload={upload} />}
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        {isStuck && <ChooseAgain upload={upload} />}
        {upload.state === 'refused' && upload.reason !== 'known' && (
          <button type="button" class="button quiet small" onClick={() => void again()}>
            {words.again}
          </button>
        )}
        {upload.book && (
          <a class="button small" href={`/#/books/${encodeURIComponent(upload.book.id)}`}>
            {upload.book.title}
          </a>
        )}
        <button type="button" class="button quiet small" onClick={() => void forget()}>
          {isOver ? words.forget : words.cancel}
        </button>
      </div>
    </>
  );
}

function stateText(upload: Upload, transfer: TransferState | undefined): string {
  const words = addingTexts.value;
  const { state, page, pageCount } = upload;
  const percent = percentOf(upload);
  if (state === 'receiving') {
    if (transfer === 'sending') return fill(words.receiving, { percent });
    if (transfer === 'lost') return fill(words.lost, { percent });
    return transfer === 'unreadable' ? words.unreadable : fill(words.paused, { percent });
  }
  if (state === 'reading')
    return pageCount === 0 ? words.readingBegins : fill(words.reading, { page, pages: pageCount });
  return state === 'waiting' ? words.waiting : state === 'indexing' ? words.indexing : words.added;
}

function percentOf({ receivedBytes, sizeBytes }: Upload): number {
  return Math.floor((100 * receivedBytes) / sizeBytes);
}

function Progress({ upload }: { upload: Upload }) {
  const { state, page, pageCount } = upload;
  const label = upload.fileName;
  if (state === 'receiving') return <progress aria-label={label} max={100} value={percentOf(upload)} />;
  if (state === 'reading' && pageCount > 0)
    return <progress aria-label={label} max={pageCount} value={page} />;
  return <progress aria-label={label} />;
}

/** After a reload the browser has forgotten the file: the person shows it again. */
function ChooseAgain({ upload }: { upload: Upload }) {
  const words = addingTexts.value;
  const id = useId();
  const isOther = useSignal(false);
  return (
    <>
      <input
        id={id}
        class="hidden"
        type="file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (!file) return;
          isOther.value = file.name !== upload.fileName || file.size !== upload.sizeBytes;
          if (!isOther.value) send(upload, file);
        }}
      />
      <label class="button small" for={id}>
        {words.goOn}
      </label>
      {isOther.value && (
        <p class="note error" role="alert">
          {fill(words.otherFile, { name: upload.fileName })}
        </p>
      )}
    </>
  );
}
