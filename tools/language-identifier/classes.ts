// Brings the sources of all languages into the classes of each script's model.
import { addToList } from '../../src/core/count-up.ts';
import { characterTables, kinds } from '../../src/language/identify/characters.ts';
import { readClass, type Script, scripts } from '../../src/language/identify/labels.ts';
import { type Places, type Source, sourcesOf, trainedLanguages } from './sources.ts';
import { inLegacyFont, tajikInLatin, withoutTajikLetters } from './variants.ts';

/** A class with its text and how often it is drawn. */
export interface TrainingClass {
  readonly name: string;
  readonly script: Script;
  readonly sources: readonly Source[];
  readonly weight: number;
}

const classWeights: Readonly<Record<string, number>> = {
  tgk_Cyrl: 1.3,
  rus_Cyrl: 2,
  uzn_Cyrl: 2.5,
  kir_Cyrl: 1.3,
  'tgk_Cyrl/without-tajik-letters': 0.6,
  'tgk_Cyrl/legacy-font': 0.4,
  tgk_Arab: 0.2,
  tgk_Latn: 0.6,
  other: 1.5,
};
/** No source gives more lines: the rest would never be drawn. */
const maximumLines = 40_000;

/** All classes of all scripts. */
export function collectClasses(places: Places): TrainingClass[] {
  const byClass = new Map<string, Source[]>();
  const add = (name: string, script: Script, source: Source) => {
    if (source.lines.length < 5) return;
    const key = `${script} ${name}`;
    addToList(byClass, key, source);
  };
  for (const language of trainedLanguages) {
    for (const source of sourcesOf(language, places)) {
      for (const [script, lines] of byScript(source.lines)) {
        // English among the messages of another language is neither.
        const label = language === 'other' ? 'other' : readClass(`${language}_${script}`).label;
        if (label) add(label, script, { ...source, lines: every(lines, maximumLines) });
      }
    }
  }
  const tajik = byClass.get('Cyrl tgk_Cyrl') ?? [];
  for (const { name, lines, weight } of tajik) {
    const some = every(lines, 8000);
    const make = (kind: string, rule: (line: string, index: number) => string) => ({
      name: `${name}, ${kind}`,
      lines: some.map(rule),
      weight,
    });
    add('tgk_Cyrl/without-tajik-letters', 'Cyrl', make('without Tajik letters', withoutTajikLetters));
    add('tgk_Cyrl/legacy-font', 'Cyrl', make('in legacy font letters', inLegacyFont));
    add('tgk_Latn', 'Latn', make('transliterated', tajikInLatin));
  }
  for (const script of scripts) {
    const lines = [...byClass].filter(([key]) => key.startsWith(script)).flatMap(([, sources]) => sources);
    add('other', script, { name: 'shuffled letters', lines: shuffledLines(lines), weight: 4 });
  }
  return [...byClass].map(([key, sources]) => {
    const [script = '', name = ''] = key.split(' ');
    return { name, script: script as Script, sources, weight: classWeights[name] ?? 1 };
  });
}

function byScript(lines: readonly string[]): Map<Script, string[]> {
  const { kind } = characterTables();
  const groups = new Map<Script, string[]>();
  for (const line of lines) {
    const letters = scripts.map(() => 0);
    for (let place = 0; place < line.length; place += 1) {
      const found = (kind[line.charCodeAt(place)] ?? 0) - kinds.Cyrl;
      if (found >= 0 && found < scripts.length) letters[found] = (letters[found] ?? 0) + 1;
    }
    const total = letters.reduce((sum, count) => sum + count, 0);
    const most = Math.max(...letters);
    const script = scripts[letters.indexOf(most)];
    // A line of two scripts says little about either; a short one is a name or a command.
    if (!script || most < 8 || most < total * 0.7) continue;
    const group = groups.get(script);
    if (group) group.push(line);
    else groups.set(script, [line]);
  }
  return groups;
}

/** At most `count` lines, evenly taken. */
function every(lines: readonly string[], count: number): readonly string[] {
  const step = lines.length / count;
  return step <= 1
    ? lines
    : Array.from({ length: count }, (_, index) => lines[Math.floor(index * step)] ?? '');
}

/** Lines whose words have their letters in another order: not a language, whatever the alphabet. */
function shuffledLines(sources: readonly Source[]): string[] {
  return sources.flatMap(({ lines }) =>
    every(lines, 60).map((line) =>
      line.replace(/\p{L}+/gu, (word) => {
        const letters = [...word];
        // A fixed shuffle by the word's own letters: the same word becomes the same every time.
        return letters
          .map((letter, index) => ({
            letter,
            key: Math.imul(letter.charCodeAt(0) + index * 31, 0x9e3779b1) >>> 0,
          }))
          .sort((one, other) => one.key - other.key)
          .map(({ letter }) => letter)
          .join('');
      }),
    ),
  );
}
