// How much of a page's text the HTML reader keeps and how much of the rest it leaves out, on pages annotated by others:
// the evaluation set of trafilatura (990 pages; Apache-2.0; not in this repository). Each page names passages that belong
// to its text and passages that do not; F is over all passages, as trafilatura's own evaluation counts them.
//   npx node bench/documents/html-extraction.ts FOLDER [tune|test|all]
// FOLDER holds evaldata.json, cache/ and eval/ (`tests/` of github.com/adbar/trafilatura). Rules were written on the half
// `tune` alone (by the hash of the address); `test` is the figure. Peer on the same half: bench/documents/html-extraction-peer.py.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readHtml } from '../../src/documents/html/reader.ts';

const dataSchema = z.record(
  z.string(),
  z.object({ file: z.string(), with: z.array(z.string()), without: z.array(z.string()) }),
);
const [folder = '', half = 'test', show] = process.argv.slice(2);
const data = dataSchema.parse(JSON.parse(readFileSync(join(folder, 'evaldata.json'), 'utf8')));
const counts = { pages: 0, rejected: 0, kept: 0, lost: 0, wrong: 0, left: 0 };
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
const started = process.cpuUsage();
let bytes = 0;
for (const [address, { file, with: wanted, without }] of Object.entries(data)) {
  const isTest = (createHash('sha256').update(address).digest()[0] ?? 0) % 2 === 1;
  if (half !== 'all' && isTest !== (half === 'test')) continue;
  const path = ['cache', 'eval'].map((name) => join(folder, name, file)).find((one) => existsSync(one));
  if (!path) continue;
  const content = readFileSync(path);
  bytes += content.length;
  const outcome = await readHtml(content);
  const text = 'text' in outcome ? tidy(outcome.text) : '';
  counts.pages += 1;
  if (!('text' in outcome)) counts.rejected += 1;
  const lost = wanted.filter((passage) => !text.includes(tidy(passage)));
  const wrong = without.filter((passage) => text.includes(tidy(passage)));
  counts.kept += wanted.length - lost.length;
  counts.lost += lost.length;
  counts.wrong += wrong.length;
  counts.left += without.length - wrong.length;
  if (show && lost.length + wrong.length > 0) console.log(JSON.stringify({ file, lost, wrong }));
}
const { user, system } = process.cpuUsage(started);
const precision = counts.kept / (counts.kept + counts.wrong);
const recall = counts.kept / (counts.kept + counts.lost);
const f = (2 * precision * recall) / (precision + recall);
console.log(
  `${half}: ${counts.pages} pages (${counts.rejected} without text), precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F ${f.toFixed(3)}; ${((bytes / (user + system)) * 1).toFixed(2)} MB a CPU second`,
);
