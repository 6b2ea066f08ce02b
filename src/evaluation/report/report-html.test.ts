import { describe, expect, it } from 'vitest';
import { summarise } from '../figures/summarise.ts';
import { summarySchema } from '../figures/summary.ts';
import type { ItemResult } from '../results.ts';
import { makeTask } from '../testing/task.ts';
import { renderReport } from './report-html.ts';

const task = makeTask(
  [
    { id: 'm1', question: 'Оби <яхкарда>', choices: ['ях', 'барф'], answer: 0, subject: 'water', grade: 2 },
    {
      id: 'm2',
      question: 'Фасли гармо',
      choices: ['зимистон', 'тобистон'],
      answer: 1,
      subject: 'seasons',
      grade: 2,
    },
  ],
  { id: 'meaning', version: 2, title: 'Meaning <of> words', source: 'a dictionary' },
);
const labels = ['before', 'after'];
const choice = (model: string, item: string, answer: number, chosen: number): ItemResult => ({
  kind: 'choice',
  model,
  task: 'meaning',
  item,
  answer,
  chosen,
  chosenByCharacters: answer,
  chosenByBytes: answer,
  logProbabilities: [-1, -2],
  truncatedTokens: 0,
});
const text = (model: string, document: string, bits: number): ItemResult => ({
  kind: 'text',
  model,
  text: 'held-out',
  document,
  characters: 100,
  tokens: 40,
  bits,
});
const measurements = {
  seed: 1,
  contextTokens: 512,
  models: labels.map((label) => ({
    label,
    kind: 'checkpoint' as const,
    name: label,
    fingerprint: 'a'.repeat(64),
    engine: 'llama.cpp 1',
    scoring: 'log-probability' as const,
    chatTemplate: false,
  })),
  texts: [
    {
      name: 'held-out',
      documents: ['d1', 'd2'].map((id) => ({ id, text: 'х', characters: 100, cut: id === 'd2' })),
    },
  ],
  tasks: [task],
  results: [
    text('before', 'd1', 300),
    text('before', 'd2', 320),
    text('after', 'd1', 250),
    text('after', 'd2', 270),
    choice('before', 'm1', 0, 1),
    choice('before', 'm2', 1, 1),
    choice('after', 'm1', 0, 0),
    choice('after', 'm2', 1, 1),
  ],
};

describe('summarise', () => {
  const summary = summarise(measurements);

  it('breaks accuracy down by what tells items apart', () => {
    expect(
      summary.breakdown.map(({ model, by, group, items, value }) => [model, by, group, items, value]),
    ).toEqual([
      ['before', 'subject', 'seasons', 1, 1],
      ['after', 'subject', 'seasons', 1, 1],
      ['before', 'subject', 'water', 1, 0],
      ['after', 'subject', 'water', 1, 1],
    ]);
  });

  it('says exactly what was asked', () => {
    expect(summary.tasks[0]).toMatchObject({
      version: 2,
      contentHash: 'c'.repeat(64),
      commit: null,
      leftOut: {},
    });
  });

  it('fits its own schema', () => {
    expect(summarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  it('gives figures by model and their paired difference', () => {
    expect(summary.bitsPerCharacter.map(({ model, value }) => [model, value])).toEqual([
      ['before', 3.1],
      ['after', 2.6],
    ]);
    expect(summary.differences[0]).toEqual({
      before: 'before',
      after: 'after',
      measure: 'bits-per-character',
      on: 'held-out',
      value: -0.5,
      low: -0.5,
      high: -0.5,
      pValue: expect.any(Number),
      corrected: expect.any(Number),
    });
    expect(summary.texts[0]).toEqual({ name: 'held-out', documents: 2, characters: 200, cutDocuments: 1 });
    const accuracy = summary.accuracy.filter(({ metric }) => metric === 'accuracy');
    expect(accuracy.map(({ value }) => value)).toEqual([0.5, 1]);
  });
});

describe('renderReport', () => {
  const page = renderReport(summarise(measurements), {
    tasks: [task],
    results: measurements.results,
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|https?:|\burl\(|\bon\w+=/i);
  });

  it('shows figures with their intervals, differences and answers', () => {
    expect(page).toContain('<b>3.100</b> <small>[3.000, 3.200]</small>');
    expect(page).toContain('<b>-0.500</b>');
    expect(page).toContain('could be chance');
    expect(page).toContain('✗ барф');
    expect(page).toContain('✓ ях');
  });

  it('escapes what comes from outside', () => {
    expect(page).toContain('Meaning &lt;of&gt; words');
    expect(page).toContain('Оби &lt;яхкарда&gt;');
  });

  it('is the same text every time', () => {
    const again = renderReport(summarise(measurements), {
      tasks: [task],
      results: measurements.results,
    });
    expect(again).toBe(page);
  });
});
