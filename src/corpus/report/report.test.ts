import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { emptyCounts } from '../clean/counters.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { corpusSettings } from '../settings.ts';
import { documentColumns, ledgerColumns, rejectColumns } from '../tables/corpus-tables.ts';
import { writeTables } from '../tables/parquet-tables.ts';
import { measureVariation } from '../variation/removal-ratio.ts';
import { renderHistogram } from './histogram.ts';
import { percent, shorten } from './html.ts';
import { writeReport } from './write-report.ts';

const hostile = '<script>alert("x")</script> ва матни тоҷикӣ, +992 93 500 12 34';
const signal = new AbortController().signal;

async function writeCorpus(directory: string): Promise<Ledger> {
  const id = (index: number) => index.toString(16).padStart(2, '0').repeat(32);
  await writeTables(
    {
      documents: { columns: documentColumns, file: join(directory, 'documents-00000.parquet') },
      rejects: { columns: rejectColumns, file: join(directory, 'rejects-00000.parquet') },
      ledger: { columns: ledgerColumns, file: join(directory, 'ledger-00000.parquet') },
    },
    join(directory, 'temporary'),
    async (append) => {
      for (let index = 0; index < 60; index += 1) {
        const isKept = index % 2 === 0;
        const place = { place: index, id: id(index), source_name: 'Китоб & Co', source_address: '' };
        const shared = { ...place, source_licence: 'CC0-1.0', kind: 'text', register: 'school' };
        append.ledger({
          ...shared,
          original_id: id(index),
          original_characters: 10 * 2 ** (index % 8),
          characters: 100,
          changed_by: [],
          removed_passages: '',
          measures: '{}',
          outcome: isKept ? 'kept' : 'length',
          reason: isKept ? '' : 'too-short',
          value: '3',
          cluster_size: 1,
          copies: 1,
          split: 'train',
        });
        const text = `${hostile} ${index}`;
        const more = { ...shared, text, retrieved: '', page_starts: [], metadata: '{"quality":0.75}' };
        if (isKept) {
          append.documents({
            ...more,
            split: 'train',
            cluster_size: 1,
            copies: 1,
            copy_number: 1,
            changed_by: [],
          });
        } else append.rejects({ ...more, stage: 'length', reason: 'too-short', value: '3' });
      }
    },
    signal,
  );
  const measures = (times: number) => {
    const one = measureVariation('китоби намеша шумоён Омрико хуб аст');
    return Object.fromEntries(Object.entries(one).map(([name, amount]) => [name, amount * times]));
  };
  const step = {
    ...emptyCounts('length'),
    documents: 60,
    characters: 6000,
    dropped: 30,
    charactersDropped: 3000,
    reasons: { 'too-short': 30 },
    measuresIn: measures(60),
    measuresOut: measures(30),
  };
  const register = { documents: 30, characters: 3000, charactersTaken: 3000, measures: measures(30) };
  return {
    sources: [
      {
        name: 'Китоб & Co',
        licences: ['CC0-1.0'],
        documentsIn: 60,
        charactersIn: 6000,
        documentsKept: 30,
        documentsHeldOut: 2,
        charactersKept: 3000,
        charactersTaken: 3000,
        rejects: { 'too-short': 30 },
        registers: { school: register },
        steps: [step],
      },
    ],
    steps: [step],
    registers: { school: register },
    withdrawn: [],
    settings: corpusSettings.parse({}),
  };
}

describe('writeReport', () => {
  it('shows funnel, distributions, tokens, variation and samples on a page that loads nothing', async () => {
    const directory = await temporaryFolder();
    const ledger = await writeCorpus(directory);
    const place = { directory, temporaryFolder: join(directory, 'temporary') };
    await writeReport(place, ledger, signal);
    const page = await readFile(join(directory, 'report.html'), 'utf8');
    for (const part of ['funnel', 'distributions', 'tokens', 'variation', 'samples', 'settings']) {
      expect(page).toContain(`id="${part}"`);
    }
    expect(page).not.toMatch(/<script|src=|href="(?!#)|url\(|@import/);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).toContain('[рақами телефон]');
    expect(page).not.toContain('500 12 34');
    expect(page).toContain('Китоб &amp; Co');
    expect(page).toContain('too-short: 3');
    expect(page).toContain('20 that passed, 20 left out');
    expect(page).toContain('Likeness to textbook prose');

    await writeReport(place, ledger, signal);
    expect(await readFile(join(directory, 'report.html'), 'utf8')).toBe(page);
  });
});

describe('renderHistogram', () => {
  it('says every bar in words', () => {
    const svg = renderHistogram({
      title: 'A',
      unit: 'characters',
      edges: [1, 2, 4],
      kept: [3, 0],
      rejected: [1, 2],
    });
    expect(svg).toContain('<title>1–2 characters: 3 kept, 1 left out</title>');
    expect(svg).not.toContain('NaN');
  });
});

describe('texts of the page', () => {
  it('cuts at a space and never inside a character', () => {
    expect(shorten('як ду се чор панҷ', 9)).toBe('як ду се …');
    expect(shorten('😀'.repeat(10), 5).isWellFormed()).toBe(true);
    expect([percent(0.5), percent(0.0004), percent(Number.NaN)]).toEqual(['50 %', '&lt; 0.1 %', '–']);
  });
});
