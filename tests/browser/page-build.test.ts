import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { pageFolder } from '../../src/chat/api/page.ts';
import { saySkipped } from './browser.ts';

const missing = existsSync(pageFolder) ? [] : ['the page is not built (npm run setup)'];

const read = (name: string) => readFileSync(join(pageFolder, name), 'utf8');
const namesIn = (folder: string) => readdirSync(join(pageFolder, folder));
const gzipBytes = (name: string) => gzipSync(readFileSync(join(pageFolder, name))).length;

/** What is newer than Chrome 87 (November 2020), by name; each would break only on an old phone. */
const newerThanTheFloor: readonly (readonly [string, RegExp])[] = [
  ['Array.prototype.at (92)', /\.at\(/u],
  ['Object.hasOwn (93)', /Object\.hasOwn\b/u],
  ['structuredClone (98)', /\bstructuredClone\(/u],
  ['findLast (97)', /\.findLast(Index)?\(/u],
  ['toSorted, toReversed, with (110)', /\.(toSorted|toReversed|toSpliced)\(/u],
  ['Object.groupBy (117)', /\b(Object|Map)\.groupBy\b/u],
  ['Promise.withResolvers (119)', /Promise\.withResolvers\b/u],
  ['Promise.try (128)', /Promise\.try\b/u],
  ['AbortSignal.timeout, any (103, 116)', /AbortSignal\.(timeout|any|abort)\b/u],
  ['throwIfAborted (100)', /\.throwIfAborted\(/u],
  ['crypto.randomUUID (92, and only in secure contexts)', /\.randomUUID\b/u],
  ['URL.canParse (120)', /URL\.(canParse|parse)\b/u],
  ['iterator helpers (122)', /Iterator\.from\b|\.values\(\)\.(map|filter)\(/u],
  ['set methods (122)', /\.(isSubsetOf|symmetricDifference|isDisjointFrom)\(/u],
  ['Array.fromAsync (121)', /Array\.fromAsync\b/u],
  ['RegExp v flag (112)', /\/[a-z]*v[a-z]*\.(test|exec)\(/u],
  ['RegExp match indices (90)', /hasIndices/u],
  ['scheduler.postTask (94)', /scheduler\.(postTask|yield)\b/u],
  ['Element.checkVisibility (105)', /\.checkVisibility\(/u],
  ['popover (114)', /\bshowPopover\b|popovertarget/iu],
  ['streams read with for await (124)', /for await\s*\([^)]*\.body\)/u],
];

const newerStyles: readonly (readonly [string, RegExp])[] = [
  [':is and :where (88)', /:(is|where)\(/u],
  [':has (105)', /:has\(/u],
  ['aspect-ratio (88)', /aspect-ratio\s*:/u],
  ['container queries (105)', /@container|container-type/u],
  ['cascade layers (99)', /@layer/u],
  ['color-mix (111)', /color-mix\(|oklch\(/u],
  ['media ranges (104)', /@media[^{]*[<>]/u],
  ['nesting (120)', /&[\s:.]/u],
];

describe.skipIf(saySkipped('the build of the page', missing))('the built page', () => {
  const html = missing.length === 0 ? read('index.html') : '';
  const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg))"/gu)].map(
    (match) => match[1] ?? '',
  );
  const scripts = missing.length === 0 ? namesIn('assets').filter((name) => name.endsWith('.js')) : [];

  it('is 60 kB or less at its first load, compressed', () => {
    expect(first.length).toBeGreaterThan(3);
    const sizes = Object.fromEntries(['index.html', ...first].map((name) => [name, gzipBytes(name)]));
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    process.stderr.write(`First load: ${total} bytes in ${Object.keys(sizes).length} files.\n`);
    expect(total).toBeLessThanOrEqual(60_000);
  });

  it('has no script and no style inside its document', () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/iu);
    for (const [, attributes = '', body = ''] of html.matchAll(/<script([^>]*)>(.*?)<\/script>/gsu)) {
      expect(attributes).toContain('src=');
      expect(body.trim()).toBe('');
    }
  });

  it('writes no style attributes, no markup and makes no code of text', () => {
    const forbidden = /\beval\(|new Function\(|document\.write\(|setAttribute\(["'`]style/u;
    expect(scripts.filter((name) => forbidden.test(read(`assets/${name}`)))).toEqual([]);
    // Preact knows dangerouslySetInnerHTML; no file of ours uses it.
    // Preact's own chunk, whatever it is called, is the one that knows this property.
    const own = scripts.filter((name) => !read(`assets/${name}`).includes('dangerouslySetInnerHTML'));
    expect(own).toHaveLength(scripts.length - 1);
    const markup = /innerHTML|outerHTML|insertAdjacentHTML/u;
    expect(own.filter((name) => markup.test(read(`assets/${name}`)))).toEqual([]);
  });

  it('names no address but its own', () => {
    for (const name of [...scripts.map((one) => `assets/${one}`), 'service-worker.js', 'index.html']) {
      const addresses = [...read(name).matchAll(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z0-9.-]+/giu)].map(
        ([found]) => found,
      );
      // The names of XML's vocabularies are names, not addresses that anything asks.
      expect(addresses.filter((found) => !found.includes('www.w3.org'))).toEqual([]);
    }
  });

  it('has only syntax that Chrome 87 knows', async () => {
    for (const name of [...scripts.map((one) => `assets/${one}`), 'service-worker.js']) {
      const lowered = await transformWithOxc(read(name), name, { target: 'chrome87' });
      const plain = await transformWithOxc(read(name), name, { target: 'esnext' });
      // Lowering to the floor changes nothing: there was nothing newer.
      expect(lowered.code === plain.code, name).toBe(true);
    }
  });

  it.each(newerThanTheFloor)('does not use %s', (_what, pattern) => {
    const using = [...scripts.map((name) => `assets/${name}`), 'service-worker.js'];
    expect(using.filter((name) => pattern.test(read(name)))).toEqual([]);
  });

  it.each(newerStyles)('styles without %s', (_what, pattern) => {
    const sheets = namesIn('assets').filter((name) => name.endsWith('.css'));
    expect(sheets.filter((name) => pattern.test(read(`assets/${name}`)))).toEqual([]);
  });

  it('can be installed: names, colours, icons of the sizes it says', () => {
    const manifest = JSON.parse(read('manifest.webmanifest')) as {
      name: string;
      display: string;
      icons: { src: string; sizes: string; type: string; purpose?: string }[];
    };
    expect(manifest).toMatchObject({ name: 'Соро', display: 'standalone', start_url: '/' });
    for (const { src, sizes } of manifest.icons.filter(({ type }) => type === 'image/png')) {
      const png = readFileSync(join(pageFolder, src));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
    }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  });

  it('keeps offline just what its document loads, and every file of that is there', () => {
    const worker = read('service-worker.js');
    const list = JSON.parse(/new Set\((\[[^\]]*\])\)/u.exec(worker)?.[1] ?? '[]') as string[];
    for (const name of first) expect(list).toContain(`/${name}`);
    for (const path of list.filter((one) => one !== '/'))
      expect(existsSync(join(pageFolder, path)), path).toBe(true);
    expect(worker).not.toContain('__SHELL');
  });
});
