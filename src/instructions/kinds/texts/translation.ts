import {
  computedOrigin,
  type Generator,
  type Origin,
  type RawDialogue,
  sourceOrigin,
} from '../../generator.ts';
import { type Random, sampleStream } from '../../random.ts';
import { readGlossary } from '../../readers/glossary.ts';
import { readOwnGlossary } from '../../readers/own-glossary.ts';
import { type Pair, readArticles, readPairs } from '../../readers/pairs.ts';
import { sourcesOf } from '../../source-settings.ts';
import { languageNames } from '../../text/tajik-names.ts';

/** Words and texts to and from Russian and English. */
export const generateTranslations: Generator = async function* (context) {
  const { sources, random, wanted } = context;
  yield* interleave(random.shuffle([...ownTasks(), ...regionTasks()]), await namedTasks());

  async function namedTasks(): Promise<RawDialogue[]> {
    const tasks: RawDialogue[] = [];
    for (const source of sourcesOf(sources, 'articles')) {
      for (const pair of await readArticles(source.file))
        tasks.push(...pairTasks(pair, sourceOrigin(source, pair.place), random));
    }
    for (const source of sourcesOf(sources, 'pairs')) {
      const pairs = await sampleStream(readPairs(source.file), wanted, random);
      for (const pair of pairs) tasks.push(...pairTasks(pair, sourceOrigin(source, pair.place), random));
    }
    for (const source of sourcesOf(sources, 'glossary')) {
      for (const { word, english } of await sampleStream(readGlossary(source.file), wanted, random)) {
        const origin = sourceOrigin(source, `entry ${word}`);
        tasks.push({ ...origin, turns: [wordTo(word, english, 'english')] });
      }
    }
    return random.shuffle(tasks);
  }
};

type Language = Pair['language'];

function wordTo(word: string, answer: string, language: Language) {
  return { group: 'word-to', slots: { word, answer, ...languageNames(language) } };
}

function wordFrom(word: string, answer: string, language: Language) {
  return { group: 'word-from', slots: { word, answer, ...languageNames(language) } };
}

/** One direction by chance, seldom both: the same sentences are not to be learned twice. */
function pairTasks({ tajik, other, language }: Pair, origin: Origin, random: Random): RawDialogue[] {
  const names = languageNames(language);
  const to: RawDialogue = {
    ...origin,
    turns: [{ group: 'text-to', slots: { text: tajik, answer: other, ...names } }],
  };
  const from: RawDialogue = {
    ...origin,
    turns: [{ group: 'text-from', slots: { text: other, answer: tajik, ...names } }],
  };
  if (random.chance(0.2)) return [to, from];
  return [random.chance(0.3) ? to : from];
}

function* ownTasks(): Iterable<RawDialogue> {
  const { words, sentences } = readOwnGlossary();
  for (const [tajik, russian, english] of words) {
    const origin = computedOrigin(`glossary.yaml, ${tajik}`);
    yield { ...origin, turns: [wordTo(tajik, russian, 'russian')] };
    yield { ...origin, turns: [wordTo(tajik, english, 'english')] };
    // A gloss in parentheses tells which sense is meant: it is not something to ask for.
    if (!/[(;,]/.test(russian)) yield { ...origin, turns: [wordFrom(russian, tajik, 'russian')] };
    if (!/[(;,]/.test(english)) yield { ...origin, turns: [wordFrom(english, tajik, 'english')] };
  }
  for (const [tajik, russian, english] of sentences) {
    const origin = computedOrigin(`glossary.yaml, ${tajik}`);
    for (const [language, other] of [
      ['russian', russian],
      ['english', english],
    ] as const) {
      const names = languageNames(language);
      yield { ...origin, turns: [{ group: 'text-to', slots: { text: tajik, answer: other, ...names } }] };
      yield { ...origin, turns: [{ group: 'text-from', slots: { text: other, answer: tajik, ...names } }] };
    }
  }
}

/** Names of countries in three languages, from the Unicode CLDR that Node carries. */
function* regionTasks(): Iterable<RawDialogue> {
  const [tajik, russian, english] = ['tg', 'ru', 'en'].map(
    (locale) => new Intl.DisplayNames([locale], { type: 'region' }),
  );
  for (const code of regionCodes()) {
    const names = [tajik, russian, english].map((display) => display?.of(code) ?? code);
    const [name = '', inRussian = '', inEnglish = ''] = names;
    if (name === code || name === inEnglish || /[(«a-z]/u.test(name)) continue;
    if (/\(|о-в/u.test(inRussian) || inEnglish.includes('(')) continue;
    const origin: Origin = { source: 'Unicode CLDR', licence: 'Unicode-3.0', provenance: `region ${code}` };
    yield { ...origin, turns: [wordTo(name, inRussian, 'russian')] };
    yield { ...origin, turns: [wordTo(name, inEnglish, 'english')] };
    yield { ...origin, turns: [wordFrom(inRussian, name, 'russian')] };
    yield { ...origin, turns: [wordFrom(inEnglish, name, 'english')] };
  }
}

function* regionCodes(): Iterable<string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      // A code that is no longer in use (HV, Upper Volta) has the name of its successor.
      const isCurrent = new Intl.Locale(`und-${code}`).maximize().region === code;
      if (isCurrent && !['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'].includes(code) && english.of(code))
        yield code;
    }
  }
}

function* interleave(first: readonly RawDialogue[], second: readonly RawDialogue[]): Iterable<RawDialogue> {
  for (let place = 0; place < Math.max(first.length, second.length); place += 1) {
    const one = first[place];
    const other = second[place];
    if (one) yield one;
    if (other) yield other;
  }
}
