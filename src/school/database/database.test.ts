import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptArtefactError, DiskFullError } from '../../core/errors.ts';
import { listVerifiedBackups, writeBackup } from './backup.ts';
import { migrate, schemaVersion, versionOf } from './migrate.ts';
import { openSchool } from './open-school.ts';
import { checkDatabase, restoreBackup } from './restore.ts';
import { searchQuery, searchWords } from './search-words.ts';
import { openStore, type Store } from './store.ts';

const fixture = (version: number) => join(import.meta.dirname, 'fixtures', `version-${version}.sql`);

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'soro-database-'));
}

function schemaOf(store: Store): unknown[] {
  return store.all("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
}

function opened(file = ':memory:'): Store {
  const store = openStore(file);
  migrate(store);
  return store;
}

function addConversation(store: Store, text: string): void {
  store.transaction(() => {
    const id = String(Math.random());
    const person = store.run(
      "INSERT INTO people (id, role, name, name_key, created_at) VALUES (:id, 'teacher', :id, :id, 1)",
      { id },
    );
    const conversation = store.run(
      `INSERT INTO conversations (id, person_number, client_id, title, readable, created_at, updated_at)
       VALUES (:id, :person, :id, '', 0, 1, 1)`,
      { id, person: person.inserted },
    );
    store.run(
      `INSERT INTO messages (id, conversation_number, role, client_id, text, state, created_at)
       VALUES (:id, :conversation, 'user', :id, :text, 'complete', 1)`,
      { id, conversation: conversation.inserted, text },
    );
  });
}

const countMessages = (store: Store) =>
  store.get<{ count: number }>('SELECT count(*) AS count FROM messages')?.count;

describe('migrations', () => {
  const versions = Array.from({ length: schemaVersion }, (_, index) => index + 1);

  it.each(versions)(
    'bring a database of version %i to the present one, with its content',
    async (version) => {
      const store = openStore(':memory:');
      store.database.exec(await readFile(fixture(version), 'utf8'));
      expect(versionOf(store)).toBe(version);
      migrate(store);
      checkDatabase(store);
      expect(versionOf(store)).toBe(schemaVersion);
      const fresh = opened();
      expect(schemaOf(store)).toEqual(schemaOf(fresh));
      expect(store.get('SELECT text FROM messages WHERE id = :id', { id: 'question-1' })).toEqual({
        text: 'Пойтахти Тоҷикистон кадом шаҳр аст?',
      });
      const query = searchQuery('точикистон');
      expect(
        store.all('SELECT rowid FROM search WHERE search MATCH :query', { query: query ?? '' }),
      ).toHaveLength(1);
      store.close();
      fresh.close();
    },
  );

  it('refuse a database of a later Soro', () => {
    const store = opened();
    store.database.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
    expect(() => migrate(store)).toThrow(CorruptArtefactError);
    store.close();
  });
});

describe('a store', () => {
  it('undoes the whole transaction when a part of it fails', () => {
    const store = opened();
    expect(() =>
      store.transaction(() => {
        addConversation(store, 'а');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(countMessages(store)).toBe(0);
    store.close();
  });

  it('syncs what is confirmed, and is readable by its owner only', async () => {
    const file = join(await folder(), 'school.sqlite');
    const store = opened(file);
    expect(store.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(store.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect((await stat(file)).mode & 0o077).toBe(0);
    store.close();
  });

  it('says that the disk is full, keeps what was there, and goes on when there is room', async () => {
    const store = opened(join(await folder(), 'school.sqlite'));
    addConversation(store, 'пеш');
    const { page_count } = store.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
    store.database.exec(`PRAGMA max_page_count = ${page_count + 1}`);
    const fill = () => {
      for (let turn = 0; turn < 50; turn += 1) addConversation(store, 'пур '.repeat(5000));
    };
    expect(fill).toThrow(DiskFullError);
    checkDatabase(store);
    const kept = countMessages(store) ?? 0;
    store.database.exec('PRAGMA max_page_count = 1000000');
    addConversation(store, 'баъд');
    expect(countMessages(store)).toBe(kept + 1);
    store.close();
  });

  it('says that a file is no database', async () => {
    const file = join(await folder(), 'school.sqlite');
    await writeFile(file, 'not a database, but long enough to be read as one by its header'.repeat(20));
    expect(() => openStore(file)).toThrow(CorruptArtefactError);
  });
});

describe('a backup', () => {
  it('is taken while somebody writes, and comes back whole', async () => {
    const at = await folder();
    const store = opened(join(at, 'school.sqlite'));
    for (let turn = 0; turn < 30; turn += 1) addConversation(store, `паём ${turn} ${'х'.repeat(2000)}`);
    const writing = writeBackup(store, join(at, 'b.soro-backup'), 7);
    for (let turn = 0; turn < 10; turn += 1) {
      addConversation(store, 'ҳангоми нусхабардорӣ');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await writing;
    const target = join(at, 'other', 'school.sqlite');
    const header = await restoreBackup(join(at, 'b.soro-backup'), target);
    expect(header).toMatchObject({ schemaVersion, createdAt: 7 });
    const restored = opened(target);
    expect(countMessages(restored)).toBeGreaterThanOrEqual(30);
    restored.close();
    store.close();
  });

  it('is what was committed when it began, while a transaction is open', async () => {
    const at = await folder();
    const store = opened(join(at, 'school.sqlite'));
    addConversation(store, 'пеш');
    store.database.exec('BEGIN IMMEDIATE');
    addConversation(store, 'дар ҳоли навиштан');
    await writeBackup(store, join(at, 'b.soro-backup'), 7);
    store.database.exec('COMMIT');
    await restoreBackup(join(at, 'b.soro-backup'), join(at, 'other.sqlite'));
    const restored = opened(join(at, 'other.sqlite'));
    expect(countMessages(restored)).toBe(1);
    restored.close();
    store.close();
  });

  it('is restored under a server that runs, which goes on with it', async () => {
    const at = await folder();
    const file = join(at, 'school.sqlite');
    const store = opened(file);
    addConversation(store, 'як');
    await writeBackup(store, join(at, 'b.soro-backup'), 7);
    addConversation(store, 'ду');
    expect(countMessages(store)).toBe(2);
    await restoreBackup(join(at, 'b.soro-backup'), file);
    expect(countMessages(store)).toBe(1);
    addConversation(store, 'се');
    expect(countMessages(store)).toBe(2);
    checkDatabase(store);
    store.close();
  });

  it('of an earlier version is brought to the present one', async () => {
    const at = await folder();
    const old = openStore(join(at, 'old.sqlite'));
    old.database.exec(await readFile(fixture(1), 'utf8'));
    await writeBackup(old, join(at, 'b.soro-backup'), 7);
    old.close();
    await restoreBackup(join(at, 'b.soro-backup'), join(at, 'school.sqlite'));
    const store = opened(join(at, 'school.sqlite'));
    expect(countMessages(store)).toBe(2);
    store.close();
  });

  it('that is damaged anywhere is refused, and nothing is changed', async () => {
    const at = await folder();
    const file = join(at, 'school.sqlite');
    const store = opened(file);
    addConversation(store, 'як');
    await writeBackup(store, join(at, 'b.soro-backup'), 7);
    const good = await readFile(join(at, 'b.soro-backup'));
    addConversation(store, 'ду');
    const broken = join(at, 'broken.soro-backup');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: good.length - 1 }), fc.boolean(), async (place, cut) => {
        const bad = cut ? good.subarray(0, place) : Buffer.from(good);
        if (!cut) bad[place] = (bad[place] ?? 0) ^ 0x41;
        await writeFile(broken, bad);
        // The one thing a flipped bit may change unseen is the time that the first line tells.
        const outcome = await restoreBackup(broken, file).catch((error: unknown) => error);
        if (!(outcome instanceof CorruptArtefactError))
          expect(outcome).toMatchObject({ format: 'soro-backup-1' });
        else expect(countMessages(store)).toBe(2);
        while ((countMessages(store) ?? 0) < 2) addConversation(store, 'ду');
      }),
      { numRuns: 25 },
    );
    store.close();
  });
});

describe('a database that is damaged', () => {
  /** A school with a backup, and damage of one kind done to its file. */
  async function damagedSchool(damage: (file: string) => Promise<void>) {
    const at = await folder();
    const file = join(at, 'school.sqlite');
    const backups = join(at, 'backups');
    const store = opened(file);
    for (let turn = 0; turn < 200; turn += 1) addConversation(store, `паём ${turn} ${'х'.repeat(2000)}`);
    const backup = join(backups, 'daily-school-2026-11-02T06-00-00.soro-backup');
    await writeBackup(store, backup, 7);
    store.close();
    await damage(file);
    return { file, backups, backup };
  }

  const kinds: Readonly<Record<string, (file: string) => Promise<void>>> = {
    'of length 0': (file) => writeFile(file, ''),
    'without a header': (file) => writeFile(file, 'damaged '.repeat(10_000)),
    'cut off': async (file) => truncate(file, 20_000),
    'with garbage pages': async (file) => {
      const handle = await open(file, 'r+');
      for (let page = 40; page < 80; page += 1)
        await handle.write(Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
      await handle.close();
    },
  };

  it.each(Object.entries(kinds))(
    '%s is not opened, and the remedy names the latest backup',
    async (_kind, damage) => {
      const { file, backups, backup } = await damagedSchool(damage);
      const before = await readFile(file);
      await expect(openSchool(file, backups)).rejects.toMatchObject({
        constructor: CorruptArtefactError,
        file,
        remedy: expect.stringContaining(`soro restore ${backup} --yes`),
      });
      expect((await readFile(file)).equals(before)).toBe(true);
    },
  );

  it.each(Object.entries(kinds))(
    '%s is moved to backups/, and the backup is put in its place',
    async (_kind, damage) => {
      const { file, backups, backup } = await damagedSchool(damage);
      const damaged = await readFile(file);
      const { damagedFolder } = await restoreBackup(backup, file);
      expect(damagedFolder?.startsWith(join(backups, 'damaged-'))).toBe(true);
      expect((await readFile(join(damagedFolder ?? '', 'school.sqlite'))).equals(damaged)).toBe(true);
      const store = await openSchool(file, backups);
      checkDatabase(store);
      expect(countMessages(store)).toBe(200);
      store.close();
    },
  );

  it('is left where it is while a server holds it, and when the backup is damaged too', async () => {
    const { file, backup } = await damagedSchool(kinds['of length 0'] ?? (async () => {}));
    const lock = join(dirname(file), 'server.lock');
    const server = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `const { takeLock } = await import('${new URL('../../core/processes/process-lock.ts', import.meta.url).href}');
       await takeLock('${lock}', 'x'); console.log('taken'); setInterval(() => {}, 1000);`,
    ]);
    await once(server.stdout, 'data');
    await expect(restoreBackup(backup, file)).rejects.toThrow(String(server.pid));
    server.kill('SIGKILL');
    await once(server, 'exit');
    await writeFile(`${backup}.bad`, (await readFile(backup)).subarray(0, -10));
    await expect(restoreBackup(`${backup}.bad`, file)).rejects.toBeInstanceOf(CorruptArtefactError);
    expect((await stat(file)).size).toBe(0);
    expect((await restoreBackup(backup, file)).damagedFolder).toBeDefined();
  });

  it('and has no backup says that a new school begins when the file is gone', async () => {
    const at = await folder();
    const file = join(at, 'school.sqlite');
    await writeFile(file, '');
    await expect(openSchool(file, join(at, 'backups'))).rejects.toMatchObject({
      remedy: expect.stringContaining('delete this file'),
    });
    await rm(file);
    (await openSchool(file, join(at, 'backups'))).close();
  });
});

describe('the list of backups', () => {
  it('says which of them were read whole', async () => {
    const at = await folder();
    const store = opened(join(at, 'school.sqlite'));
    addConversation(store, 'як');
    await writeBackup(store, join(at, 'a.soro-backup'), 7);
    await writeBackup(store, join(at, 'b.soro-backup'), 8);
    store.close();
    await truncate(join(at, 'a.soro-backup'), 300);
    const listed = async () => (await listVerifiedBackups(at)).map(({ name, verified }) => [name, verified]);
    expect(await listed()).toEqual([
      ['b.soro-backup', true],
      ['a.soro-backup', false],
    ]);
    await writeFile(join(at, 'b.soro-backup'), 'no backup at all');
    expect((await listed())[0]).toEqual(['b.soro-backup', false]);
  });
});

describe('search words', () => {
  it('make a query of anything that is typed', () => {
    const store = opened();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
        const query = searchQuery(typed);
        if (query !== undefined) store.all('SELECT rowid FROM search WHERE search MATCH :query', { query });
      }),
      { numRuns: 200 },
    );
    store.close();
  });

  it('level case and Tajik letters', () => {
    expect(searchWords('Ҷумҳурӣ')).toBe('чумхури');
    expect(searchWords('КИТОБҲОРО').split(' ')).toEqual(['китобхоро', 'китоб']);
  });
});
