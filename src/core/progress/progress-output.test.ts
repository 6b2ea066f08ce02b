import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createProgress, describeDuration, describeRate } from './progress-output.ts';

function capture(style: 'bar' | 'lines' | 'json') {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  const progress = createProgress(style, stream as unknown as NodeJS.WriteStream);
  return { progress, text: () => text };
}

it('writes plain lines without control codes off a terminal', () => {
  const { progress, text } = capture('lines');
  const task = progress.task('corpus', { total: 2, unit: 'shards' });
  task.advance(2);
  task.finish('412 documents');
  progress.warn('one file was empty');
  expect(text()).toContain('corpus: done, 412 documents\n');
  expect(text()).toContain('warning: one file was empty\n');
  expect(text()).not.toContain('\x1b');
});

it('writes one JSON object a line on request', () => {
  const { progress, text } = capture('json');
  progress.task('training', { total: 10 }).finish('done');
  progress.log('hello');
  const events = text()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map((event) => event.event)).toEqual(['progress', 'finished', 'message']);
});

it('redraws one line on a terminal', () => {
  const { progress, text } = capture('bar');
  progress.task('packing', { total: 4 }).advance();
  expect(text()).toContain('\r');
});

it('says durations as people do', () => {
  expect(describeDuration(8)).toBe('8 s');
  expect(describeDuration(200)).toBe('3 min 20 s');
  expect(describeDuration(7500)).toBe('2 h 5 min');
});

it('says how long one takes where a second is too short for one', () => {
  expect([35, 2.44, 0.5, 0.0625].map(describeRate)).toEqual(['35/s', '2.4/s', '0.5/s', '16 s each']);
});
