// Over- and under-stemming against the paradigms of apertium-tgk (a judge only: nothing of it is in the project).
//   npm run bench -- stemming

import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { countUp } from '../../src/core/count-up.ts';
import { readText } from '../../src/core/files.ts';
import { stemWord } from '../../src/language/stemming/stem-word.ts';

const mostFormsALemma = 400;
const words = expand(
  await readText(join(sharedFolder(), 'data/linguistic/apertium-tgk/apertium-tgk.tgk.dix')),
);

for (const kind of ['n', 'np', 'adj', 'vblex', 'all']) {
  const chosen = words.filter((word) => kind === 'all' || word.kind === kind);
  console.log(
    `${kind}: ${chosen.length} lemmas, ${chosen.reduce((sum, { forms }) => sum + forms.length, 0)} forms`,
  );
  report('  as written', chosen, (word) => word);
  report('  stemWord', chosen, stemWord);
  report('  longest of -ҳо(и) -ро -и -ам -он -е, always', chosen, blunt);
}

interface Lemma {
  readonly lemma: string;
  readonly kind: string;
  readonly forms: readonly string[];
}

/** Pairs of forms of one lemma that get different stems, and pairs of different lemmas that get the same (Paice 1994). */
function report(name: string, lemmas: readonly Lemma[], stem: (word: string) => string): void {
  let [apart, together] = [0, 0];
  const lemmasByStem = new Map<string, Map<string, number>>();
  const owners = new Map<string, Set<string>>();
  for (const { lemma, forms } of lemmas)
    for (const form of forms) owners.set(form, (owners.get(form) ?? new Set()).add(lemma));
  for (const { lemma, forms } of lemmas) {
    const counts = new Map<string, number>();
    for (const form of forms) {
      const key = stem(form);
      countUp(counts, key);
      // A form of two lemmas says nothing about either.
      if ((owners.get(form)?.size ?? 0) > 1) continue;
      const row = lemmasByStem.get(key) ?? new Map<string, number>();
      countUp(row, lemma);
      lemmasByStem.set(key, row);
    }
    const pairs = (forms.length * (forms.length - 1)) / 2;
    const same = [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
    together += same;
    apart += pairs - same;
  }
  let merged = 0;
  const examples: string[] = [];
  for (const [key, row] of lemmasByStem) {
    if (row.size < 2) continue;
    merged += row.size - 1;
    examples.push(`${key}: ${[...row.keys()].join(', ')}`);
  }
  console.log(
    `${name.padEnd(48)} under-stemming ${((100 * apart) / (apart + together)).toFixed(1)} % of pairs, lemmas merged ${((100 * merged) / lemmas.length).toFixed(2)} %`,
  );
  if (name.includes('stemWord')) console.log(`    e.g. ${examples.slice(0, 12).join('; ')}`);
}

function blunt(word: string): string {
  return word.replace(/(?:ҳо(?:и|е|яш|ям|ят)?|и|е|ам|аш|ат|он)?(?:ро)?$/u, '');
}

/** The forms of each entry of a monolingual dictionary in lttoolbox format. */
function expand(xml: string): Lemma[] {
  const text = xml.replace(/<!--[\s\S]*?-->/g, '');
  const definitions = new Map<string, Part[][]>();
  for (const [, name = '', body = ''] of text.matchAll(/<pardef n="([^"]+)"\s*>([\s\S]*?)<\/pardef>/g)) {
    definitions.set(
      name,
      [...body.matchAll(/<e(?:\s[^>]*)?>([\s\S]*?)<\/e>/g)].map(([, entry = '']) => parts(entry)),
    );
  }
  const known = new Map<string, string[]>();
  const formsOf = (name: string): string[] => {
    const old = known.get(name);
    if (old) return old;
    known.set(name, []);
    const made = [...new Set((definitions.get(name) ?? []).flatMap((one) => write(one)))].slice(
      0,
      mostFormsALemma,
    );
    known.set(name, made);
    return made;
  };
  const write = (list: readonly Part[]): string[] =>
    list.reduce<string[]>(
      (sofar, part) => {
        const added = part.paradigm ? formsOf(part.paradigm) : [part.text];
        return sofar.flatMap((one) => added.map((two) => one + two)).slice(0, mostFormsALemma);
      },
      [''],
    );
  const found = new Map<string, { lemma: string; kind: string; forms: Set<string> }>();
  for (const [, lemma = '', body = ''] of text
    .slice(text.indexOf('<section'))
    .matchAll(/<e lm="([^"]+)"[^>]*>([\s\S]*?)<\/e>/g)) {
    const kind = /__([a-z]+)"/.exec(body)?.[1] ?? '';
    const key = `${lemma} ${kind}`;
    const entry = found.get(key) ?? { lemma: lemma.toLowerCase(), kind, forms: new Set<string>() };
    for (const form of write(parts(body)))
      if (/^[а-яёғӣқӯҳҷ]+$/u.test(form.toLowerCase())) entry.forms.add(form.toLowerCase());
    if (/^[а-яёғӣқӯҳҷ]+$/u.test(entry.lemma)) found.set(key, entry);
  }
  return [...found.values()]
    .map(({ lemma, kind, forms }) => ({ lemma, kind, forms: [...forms] }))
    .filter(({ forms }) => forms.length > 0);
}

interface Part {
  readonly text: string;
  readonly paradigm?: string;
}

function parts(entry: string): Part[] {
  return [...entry.matchAll(/<i>([\s\S]*?)<\/i>|<l>([\s\S]*?)<\/l>|<l\/>|<par n="([^"]+)"\s*\/>/g)].map(
    ([, same, left, paradigm]) =>
      paradigm
        ? { text: '', paradigm }
        : { text: (same ?? left ?? '').replace(/<b\/>/g, ' ').replace(/<[^>]+>/g, '') },
  );
}
