import { text } from 'node:stream/consumers';
import { jsonLine } from '../../core/json-lines.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { isReject, readOneFile, readReasons } from '../../documents/index.ts';
import { repairText } from '../../language/index.ts';
import { refusalOf } from '../refusal.ts';
import { cutPages } from './cut-pages.ts';
import { type ReadAnswer, readRequestSchema } from './protocol.ts';

// A process of its own, ended when a file takes too much time or memory: the file is untrusted. It gets one request on
// standard input and answers in JSON lines.
const pagesAtOnce = 50;
const progressEvery = 4;

function say(answer: ReadAnswer): void {
  process.stdout.write(jsonLine(answer));
}

const source = { file: 'standard input', family: 'corrupt' } as const;
const request = parseWith(readRequestSchema, parseJson(await text(process.stdin), source), source);
const losses: string[] = [];
let title = '';
let pageCount = 0;
let firstReject: Omit<Extract<ReadAnswer, { type: 'reject' }>, 'type'> | undefined;

const outcomes = readOneFile(request.path, new AbortController().signal, {
  onPage(page, total) {
    if (page % progressEvery === 0 || page === total) say({ type: 'progress', page, total });
  },
  ...(request.keptPages === undefined ? {} : { keptPages: request.keptPages }),
});
for await (const outcome of outcomes) {
  if (isReject(outcome)) {
    const message = `${outcome.reason}: ${outcome.value}`;
    firstReject ??= { reason: refusalOf(outcome.reason), message, remedy: readReasons[outcome.reason] };
    losses.push(message);
    continue;
  }
  const { metadata } = outcome;
  title ||= typeof metadata.title === 'string' ? repairText(metadata.title).text.slice(0, 300) : '';
  const pages = cutPages({
    // Unpaired surrogates have no UTF-8 form; zero characters end a text in SQLite.
    text: outcome.text.toWellFormed().replaceAll('\0', ' '),
    pageStarts: outcome.pageStarts ?? [],
    sections: typeof metadata.sections === 'string' ? metadata.sections : '',
    pageShift: typeof metadata.pageShift === 'number' ? metadata.pageShift : undefined,
  });
  pageCount += pages.length;
  for (let at = 0; at < pages.length; at += pagesAtOnce) {
    say({ type: 'pages', pages: pages.slice(at, at + pagesAtOnce) });
  }
}
if (pageCount > 0) say({ type: 'end', title, losses });
else {
  const nothing = {
    reason: 'no-text',
    message: 'no-text: the file holds no text',
    remedy: readReasons['no-text'],
  } as const;
  say({ type: 'reject', ...(firstReject ?? nothing) });
}
// A thread that reads PDFs may still wait for another file.
process.stdout.write('', () => process.exit(0));
