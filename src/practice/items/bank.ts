import { migrateTo } from '../../core/database/schema-version.ts';
import { openStore, type Store } from '../../core/database/store.ts';
import { BadInputError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Item, type ItemKind, itemSchema } from './item.ts';

/** Which items are wanted; a key that is left out does not restrict. */
export interface ItemFilter {
  readonly status?: Item['status'];
  readonly subject?: string;
  readonly grade?: number;
  readonly topic?: string;
  readonly kind?: ItemKind;
  readonly book?: string;
}

/** Items in a SQLite file. Every version that was ever stored can be read again. */
export interface ItemBank {
  /**
   * Stores items, all or none. An item whose content differs from the stored one needs a higher version; a change
   * of status does not.
   * @throws BadInputError naming the item whose version is too low.
   */
  put(items: readonly Item[]): void;
  /** The newest version, or the one that is named. */
  get(id: string, version?: number): Item | undefined;
  /** The newest versions, by id. */
  list(filter?: ItemFilter): Item[];
  /** Subjects with their topics and the number of items of the newest versions. */
  topics(status: Item['status']): { subject: string; topic: string | null; items: number }[];
  close(): void;
}

interface ItemRow {
  readonly content: string;
}

const schemaVersion = 1;
/** Also in the school's migrations: there the items lie in the school's database. */
const tables = `
  CREATE TABLE item (
    id TEXT NOT NULL, version INTEGER NOT NULL, newest INTEGER NOT NULL, status TEXT NOT NULL,
    subject TEXT NOT NULL, grade INTEGER, topic TEXT, kind TEXT NOT NULL, book TEXT, content TEXT NOT NULL,
    PRIMARY KEY (id, version)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX item_newest ON item (newest, status, subject, topic);
`;

/**
 * Opens an item bank, made when absent; `:memory:` for one that is not kept.
 * @throws CorruptArtefactError when the file is no item bank, MachineError without permission or space.
 */
export function openItemBank(file: string): ItemBank {
  return itemBankOf(openDatabase(file));
}

/** The item bank in a database that has the table `item`, such as a school's. */
export function itemBankOf(database: Store): ItemBank {
  const { file } = database;
  const read = ({ content }: ItemRow): Item => {
    const source = { file, family: 'corrupt' } as const;
    return parseWith(itemSchema, parseJson(content, source), source);
  };

  const get = (id: string, version?: number): Item | undefined => {
    const row =
      version === undefined
        ? database.get<ItemRow>('SELECT content FROM item WHERE id = :id AND newest = 1', { id })
        : database.get<ItemRow>('SELECT content FROM item WHERE id = :id AND version = :version', {
            id,
            version,
          });
    return row && read(row);
  };

  const putOne = (item: Item): void => {
    const known = get(item.id);
    if (known && (item.version < known.version || (item.version === known.version && !isSame(known, item)))) {
      throw new BadInputError({
        message: `The item "${item.id}" is stored with version ${known.version} and another content.`,
        file,
        place: item.id,
        remedy: `Give the changed item version ${known.version + 1}.`,
      });
    }
    const { id, version, status, subject, grade, topic, kind } = item;
    database.run('UPDATE item SET newest = 0 WHERE id = :id AND version < :version', { id, version });
    const book = item.source === null ? null : item.source.book;
    database.run(
      `INSERT INTO item VALUES (:id, :version, 1, :status, :subject, :grade, :topic, :kind, :book, :content)
       ON CONFLICT (id, version) DO UPDATE SET status = :status, content = :content`,
      { id, version, status, subject, grade, topic, kind, book, content: JSON.stringify(item) },
    );
  };

  return {
    put: (items) => {
      database.transaction(() => {
        for (const item of items) putOne(parseWith(itemSchema, item));
      });
    },
    get,
    list: (filter = {}) => {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      const where = ['newest = 1', ...wanted.map(([key]) => `${columns[key]} = :${key}`)].join(' AND ');
      return database
        .all<ItemRow>(`SELECT content FROM item WHERE ${where} ORDER BY id`, Object.fromEntries(wanted))
        .map(read);
    },
    topics: (status) =>
      database.all(
        `SELECT subject, topic, count(*) AS items FROM item
         WHERE newest = 1 AND status = :status GROUP BY subject, topic ORDER BY subject, topic`,
        { status },
      ),
    close: () => database.close(),
  };
}

const columns: Readonly<Record<string, string>> = {
  status: 'status',
  subject: 'subject',
  grade: 'grade',
  topic: 'topic',
  kind: 'kind',
  book: 'book',
};

function openDatabase(file: string): Store {
  const remedy = 'Name another file, or import the items into a new one.';
  const name = 'item bank';
  const store = openStore(file, { synchronous: 'full', words: { name, whenDamaged: remedy } });
  try {
    const version = schemaVersion;
    migrateTo(store, [{ version, sql: tables }], { version, name, remedy });
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

/** Whether two items differ at most in their status. */
function isSame(one: Item, other: Item): boolean {
  return JSON.stringify({ ...one, status: '' }) === JSON.stringify({ ...other, status: '' });
}
