import { parseJson, parseWith } from '../../core/schema.ts';
import type { GivenDetails } from '../../library/index.ts';
import { bookDetailsSchema } from '../contract/books.ts';
import type { Upload as UploadView } from '../contract/index.ts';
import type { uploadReasons, uploadStates } from '../contract/uploads.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { newId } from '../secrets.ts';

export type UploadReason = (typeof uploadReasons)[number];
/** What is kept; that a book is being indexed is known to the process only. */
type KeptState = Exclude<(typeof uploadStates)[number], 'indexing'>;

/** A book on its way into the library. */
export interface Upload {
  readonly number: number;
  readonly id: string;
  readonly personNumber: number;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly receivedBytes: number;
  readonly details: GivenDetails;
  readonly state: KeptState;
  readonly reason: UploadReason | null;
  readonly bookId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface UploadRow {
  readonly number: number;
  readonly id: string;
  readonly person_number: number;
  readonly file_name: string;
  readonly size_bytes: number;
  readonly modified_at: number;
  readonly received_bytes: number;
  readonly details: string;
  readonly state: KeptState;
  readonly reason: UploadReason | null;
  readonly book_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewUpload {
  readonly clientId: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly details: GivenDetails;
}

type Change = Partial<Pick<Upload, 'receivedBytes' | 'state' | 'reason' | 'bookId'>>;

/** The upload of an id, for whoever began it and administrators. @throws SchoolError `not-found`. */
export function uploadOf(store: Store, person: Person, id: string): Upload {
  const found = findUpload(store, 'id = :id', { id });
  if (!found || !mayManage(person, found)) throw notFound('upload');
  return found;
}

export function findUpload(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): Upload | undefined {
  const row = store.get<UploadRow>(`SELECT * FROM uploads WHERE ${condition}`, parameters);
  return row && toUpload(row);
}

/** The latest first. */
export function listUploads(
  store: Store,
  condition = 'true',
  parameters: Parameters<Store['all']>[1] = {},
): Upload[] {
  return store
    .all<UploadRow>(`SELECT * FROM uploads WHERE ${condition} ORDER BY number DESC`, parameters)
    .map(toUpload);
}

/** The uploads that a person sees. */
export function uploadsFor(store: Store, person: Person): Upload[] {
  return person.role === 'administrator'
    ? listUploads(store)
    : listUploads(store, 'person_number = :person', { person: person.number });
}

/** An upload of the same file that is not finished: it continues. */
export function unfinishedUpload(
  store: Store,
  person: Person,
  { clientId, fileName, sizeBytes, modifiedAt }: NewUpload,
): Upload | undefined {
  return findUpload(
    store,
    `person_number = :person AND (client_id = :clientId OR (state = 'receiving' AND file_name = :fileName
       AND size_bytes = :sizeBytes AND modified_at = :modifiedAt))`,
    { person: person.number, clientId, fileName, sizeBytes, modifiedAt },
  );
}

export function addUpload({ store, clock }: School, person: Person, given: NewUpload): Upload {
  const id = newId();
  store.run(
    `INSERT INTO uploads (id, person_number, client_id, file_name, size_bytes, modified_at, details, state,
       created_at, updated_at)
     VALUES (:id, :person, :clientId, :fileName, :sizeBytes, :modifiedAt, :details, 'receiving', :now, :now)`,
    {
      id,
      person: person.number,
      clientId: given.clientId,
      fileName: given.fileName,
      sizeBytes: given.sizeBytes,
      modifiedAt: given.modifiedAt,
      details: JSON.stringify(given.details),
      now: clock(),
    },
  );
  const added = findUpload(store, 'id = :id', { id });
  if (!added) throw new Error('The upload that was just added is not there.');
  return added;
}

/** Returns whether the upload is still there. */
export function changeUpload({ store, clock }: School, upload: Upload, change: Change): boolean {
  const { id, receivedBytes, state, reason, bookId } = { ...upload, ...change };
  const { changes } = store.run(
    `UPDATE uploads SET received_bytes = :receivedBytes, state = :state, reason = :reason, book_id = :bookId,
       updated_at = :now WHERE id = :id`,
    { id, receivedBytes, state, reason, bookId, now: clock() },
  );
  return changes > 0;
}

export function removeUpload(store: Store, { id }: Upload): void {
  store.run('DELETE FROM uploads WHERE id = :id', { id });
}

/** What the page is told, with how far the reading is. */
export function uploadView(
  { library }: School,
  upload: Upload,
  progress: { readonly page: number; readonly pageCount: number; readonly isIndexing: boolean } | undefined,
): UploadView {
  const book = upload.bookId === null ? undefined : library.book(upload.bookId);
  return {
    id: upload.id,
    fileName: upload.fileName,
    sizeBytes: upload.sizeBytes,
    modifiedAt: upload.modifiedAt,
    receivedBytes: upload.receivedBytes,
    state: upload.state === 'reading' && progress?.isIndexing ? 'indexing' : upload.state,
    reason: upload.reason,
    page: progress?.page ?? 0,
    pageCount: progress?.pageCount ?? 0,
    book: book ? { id: book.id, title: book.title } : null,
    createdAt: upload.createdAt,
  };
}

function mayManage(person: Person, upload: Upload): boolean {
  return person.role === 'administrator' || person.number === upload.personNumber;
}

function toUpload(row: UploadRow): Upload {
  const source = { family: 'corrupt', file: `uploads.details of ${row.id}` } as const;
  return {
    number: row.number,
    id: row.id,
    personNumber: row.person_number,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    modifiedAt: row.modified_at,
    receivedBytes: row.received_bytes,
    details: parseWith(bookDetailsSchema.partial(), parseJson(row.details, source), source),
    state: row.state,
    reason: row.reason,
    bookId: row.book_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
