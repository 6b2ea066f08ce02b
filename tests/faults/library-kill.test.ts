import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { openLibrary } from '../../src/library/index.ts';
import { finish, killGroup, soro, startSoro } from '../support/soro.ts';

const textbook = join(sharedFolder(), 'data/documents/pdf/geography-grade-8-textbook.pdf');
const mark = 'Калимаисанҷишӣ';

describe.skipIf(!existsSync(textbook))('a book whose adding is killed', () => {
  it('goes on behind the last page that was read', { timeout: 240_000 }, async () => {
    const data = await temporaryFolder();
    const add = ['library', 'add', textbook, '--json', '--data', data];
    const child = startSoro(add);
    const ended = finish(child);
    const kept = await waitFor(
      () => pagesKept(data, 20),
      () => child.exitCode === null,
    );
    killGroup(child);
    await ended;
    expect(kept).toBeDefined();
    const file = kept ?? '';
    const before = openLibrary(data);
    expect(before.books().filter(({ origin }) => origin === 'added')).toEqual([]);
    before.close();

    // A word that the file does not hold, put where a kept page says «Боби»: it shows that the page was not read again.
    const lines = readFileSync(file, 'utf8').split('\n');
    const place = lines.findIndex((line, at) => at > 5 && /"text":"[\p{L}]{6,}/u.test(line));
    lines[place] = (lines[place] ?? '').replace(/"text":"[\p{L}]{6,}/u, `"text":"${mark}`);
    writeFileSync(file, lines.join('\n'));

    expect((await soro(add)).code).toBe(0);
    expect(readdirSync(join(data, 'books'))).toHaveLength(1);
    const after = openLibrary(data);
    const [book] = after.books().filter(({ origin }) => origin === 'added');
    expect(book?.pageCount).toBeGreaterThan(200);
    const texts = Array.from(
      { length: book?.pageCount ?? 0 },
      (_, at) => after.page(book?.id ?? '', at + 1)?.text ?? '',
    );
    expect(texts.filter((text) => text.includes(mark))).toHaveLength(1);
    after.close();
  });
});

/** The file of kept pages once it holds so many. */
function pagesKept(data: string, pages: number): string | undefined {
  const folder = join(data, 'books');
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((one) => one.endsWith('.reading.jsonl'));
  if (name === undefined) return undefined;
  const path = join(folder, name);
  return readFileSync(path, 'utf8').split('\n').length > pages ? path : undefined;
}

async function waitFor<Found>(
  look: () => Found | undefined,
  mayWait: () => boolean,
): Promise<Found | undefined> {
  while (mayWait()) {
    const found = look();
    if (found !== undefined) return found;
    await delay(20);
  }
  return undefined;
}
