import { parentPort, workerData } from 'node:worker_threads';
import { parseWith } from '../../core/schema.ts';
import { type DraftEvent, draftBookSchema } from './draft-apart.ts';
import { draftItems } from './draft-items.ts';

// Makes the drafts of one book in a thread of its own: seconds in which a server would answer nobody.
const tell = (event: DraftEvent) => parentPort?.postMessage(event);

const items = draftItems(parseWith(draftBookSchema, workerData), {
  onPage: (page, total) => tell({ type: 'progress', page, total }),
});
tell({ type: 'drafts', items });
