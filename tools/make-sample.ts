// Makes data/sample from the shared data: `npx node tools/make-sample.ts`. The PDF is printed by Chromium (name it in CHROMIUM).
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sha256 } from '../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../src/core/configuration.ts';
import { readJsonLinesFile } from '../src/core/json-lines.ts';

const sample = fileURLToPath(new URL('../data/sample/', import.meta.url));
const shared = (path: string) => join(sharedFolder(), 'data', path);

const entriesPerDocument = 30;

/**
 * A tenth of the dictionary's first half. The half is chosen by the headword's hash (first byte below
 * 128): the other half is reserved for the benchmark and must never be trained on.
 */
async function dictionary(): Promise<string[]> {
  const entries: string[] = [];
  const schema = z.strictObject({ word: z.string(), definition: z.string() });
  for await (const { word, definition } of readJsonLinesFile(
    shared('linguistic/explanatory-dictionary/words.jsonl'),
    schema,
  )) {
    const hash = Buffer.from(sha256(word), 'hex');
    if ((hash[0] ?? 255) >= 128 || (hash[1] ?? 255) >= 24 || definition.trim() === '') continue;
    entries.push(`${word}: ${definition.trim()}`);
  }
  entries.sort(new Intl.Collator('tg').compare);
  const documents: string[] = [];
  for (let start = 0; start < entries.length; start += entriesPerDocument) {
    documents.push(JSON.stringify({ text: entries.slice(start, start + entriesPerDocument).join('\n') }));
  }
  return documents;
}

/** Some of the longer pages of www.mozilla.org in Tajik, one document a page; strings with values to be filled in are left out. */
async function mozilla(): Promise<string[]> {
  const pages = new Map<string, string[]>();
  const schema = z.strictObject({
    file: z.string(),
    key: z.string(),
    en: z.string().nullable(),
    tg: z.string(),
  });
  for await (const { file, tg } of readJsonLinesFile(
    shared('teaching/mozilla-en-tg/en_tg_pairs.jsonl'),
    schema,
  )) {
    const text = tg
      .replace(/<[^>]*>/g, '')
      .replace(/\{ *-brand-name-([a-z-]+) *\}/g, (_, name: string) =>
        name.split('-').map(brandWord).join(' '),
      )
      .replace(/\s+/g, ' ')
      .trim();
    if (text.includes('{') || text === '') continue;
    const lines = pages.get(file) ?? [];
    if (!lines.includes(text)) lines.push(text);
    pages.set(file, lines);
  }
  return [...pages]
    .filter(([, lines]) => lines.join('\n').length >= 800)
    .filter(([file]) => sha256(file) < 'a')
    .map(([file, lines]) =>
      JSON.stringify({
        text: lines.join('\n'),
        title: file,
        address: `https://github.com/mozilla-l10n/www-l10n/blob/main/${file}`,
      }),
    );
}

function brandWord(word: string): string {
  if (['ai', 'esr', 'mdn', 'vpn'].includes(word)) return word.toUpperCase();
  return word === 'ios' ? 'iOS' : word.slice(0, 1).toUpperCase() + word.slice(1);
}

const repetitive = `<!doctype html>
<html lang="tg"><head><title>Саҳифаи такрорӣ</title></head><body>
<p>Ин саҳифа барои санҷиши полоиши такрор навишта шудааст.</p>
${'<p>Барои хондани идомаи матн ин ҷоро пахш кунед ва каме интизор шавед.</p>\n'.repeat(40)}</body></html>
`;

await writeFile(join(sample, 'dictionary.jsonl'), `${(await dictionary()).join('\n')}\n`);
await writeFile(join(sample, 'mozilla-www.jsonl'), `${(await mozilla()).join('\n')}\n`);
await copyFile(shared('languages/udhr/tgk.html'), join(sample, 'declaration-tajik.html'));
await copyFile(shared('languages/udhr/tgk.html'), join(sample, 'declaration-tajik-copy.html'));
await copyFile(shared('languages/udhr/rus.html'), join(sample, 'declaration-russian.html'));
await writeFile(join(sample, 'repetitive.html'), repetitive);

const folder = await mkdtemp(join(tmpdir(), 'soro-sample-'));
const page = (await readFile(shared('languages/udhr/tgk.html'), 'utf8')).replace(
  '<head>',
  '<head><meta charset="utf-8"><style>body { font: 12pt "DejaVu Serif"; } @page { size: A4; margin: 25mm }</style>',
);
await writeFile(join(folder, 'page.html'), page);
await promisify(execFile)(process.env.CHROMIUM ?? 'chromium', [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-pdf-header-footer',
  `--print-to-pdf=${join(sample, 'declaration-tajik.pdf')}`,
  pathToFileURL(join(folder, 'page.html')).href,
]);
await rm(folder, { recursive: true });
