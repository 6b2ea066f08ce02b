import type { BookWork } from '../../books/book-work.ts';
import {
  addUpload,
  listUploads,
  type Upload,
  unfinishedUpload,
  uploadOf,
  uploadsFor,
  uploadView,
} from '../../books/uploads.ts';
import { bookBytes, pieceBytes, type uploadOperations } from '../../contract/uploads.ts';
import type { School } from '../../school.ts';
import { notFound, SchoolError } from '../../school-error.ts';
import type { Handlers } from '../call.ts';
import { readBytes } from '../requests/read-body.ts';

/** A person who begins more and more uploads must not fill the disk. */
const mostUnfinished = 20;

/** Books that teachers bring. */
export const uploadHandlers: Handlers<typeof uploadOperations> = {
  'GET /api/uploads': ({ school, books, me }) => ({
    json: { uploads: uploadsFor(school.store, me).map((upload) => view(school, books, upload)) },
  }),

  'POST /api/uploads': async ({ school, books, me, body }) => {
    if (body.sizeBytes > bookBytes) {
      throw new SchoolError('too-large', `A book has at most ${bookBytes / 1024 ** 2} MB.`);
    }
    const known = unfinishedUpload(school.store, me, body);
    if (known) return { json: view(school, books, known) };
    const unfinished = listUploads(school.store, "person_number = :person AND state <> 'added'", {
      person: me.number,
    });
    if (unfinished.length >= mostUnfinished) {
      throw new SchoolError('quota', 'There are too many unfinished books.', {
        remedy: 'Remove some first.',
      });
    }
    await books.needRoom(body.sizeBytes);
    return { status: 201, json: view(school, books, addUpload(school, me, body)) };
  },

  'PUT /api/uploads/:id/bytes': async ({ school, books, me, query, parameter, request }) => {
    const upload = uploadOf(school.store, me, parameter('id'));
    const received = await books.receive(upload, query.offset, await readBytes(request, pieceBytes));
    if (!received) throw notFound('upload');
    return { json: view(school, books, received) };
  },

  'POST /api/uploads/:id/again': ({ school, books, me, parameter }) => {
    books.again(uploadOf(school.store, me, parameter('id')));
    return { json: view(school, books, uploadOf(school.store, me, parameter('id'))) };
  },

  'DELETE /api/uploads/:id': async ({ school, books, me, parameter }) => {
    await books.cancel(uploadOf(school.store, me, parameter('id')));
    return undefined;
  },
};

function view(school: School, books: BookWork, upload: Upload) {
  return uploadView(school, upload, books.progressOf(upload));
}
