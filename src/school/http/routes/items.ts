import type { itemOperations } from '../../contract/practice/items.ts';
import { audit, audited } from '../../people/audit.ts';
import { exportItems, exportLosses, importItems } from '../../practice/item-files.ts';
import { addStarterItems, itemTopics, listItems, saveItem, setItemStatus } from '../../practice/items.ts';
import type { Handlers } from '../call.ts';
import { serveBytes } from '../replies/serve-file.ts';

/** The school's bank of questions. */
export const itemHandlers: Handlers<typeof itemOperations> = {
  'GET /api/items': ({ school, query }) => ({ json: listItems(school.store, query) }),

  'GET /api/items/topics': ({ school }) => ({ json: { topics: itemTopics(school.store) } }),

  'POST /api/items': ({ school, me, body }) => ({
    json: {
      item: audited(school, me, ['items-changed', body.item.id, '1'], () => saveItem(school, me, body.item)),
    },
  }),

  'POST /api/items/status': ({ school, me, body }) => {
    const changed = setItemStatus(school, body.ids, body.status);
    audit(school, me, 'items-changed', body.status, `${changed}`);
    return { json: { changed } };
  },

  'POST /api/items/starter': ({ school, me }) => {
    const added = addStarterItems(school);
    audit(school, me, 'items-imported', 'starter', `${added}`);
    return { json: { added } };
  },

  'GET /api/items/drafts': ({ drafts }) => ({ json: { job: drafts.job ?? null } }),

  'POST /api/items/drafts': ({ drafts, me, body }) => ({ json: { job: drafts.start(me, body.bookId) } }),

  'DELETE /api/items/drafts': async ({ drafts }) => {
    await drafts.cancel();
    return undefined;
  },

  'POST /api/items/import': async ({ school, me, body }) => {
    const told = await importItems(school, me.name, body);
    audit(school, me, 'items-imported', 'file', `${told.added}`);
    return { json: told };
  },

  'GET /api/items/losses': ({ school, query }) => ({ json: exportLosses(school, query, query.format) }),

  'GET /api/items/export': ({ school, query }) => {
    const { fileName, bytes } = exportItems(school, query, query.format);
    return serveBytes(fileName, bytes);
  },
};
