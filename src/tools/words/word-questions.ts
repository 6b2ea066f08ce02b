import { defineWords, type Found, patterns } from '../reading/patterns.ts';
import { asTyped, type Reading } from '../reading/reading.ts';
import type { Finding, Tool, ToolContext } from '../tool.ts';
import { conjugate, type Tense, tenseNames } from './verb-forms.ts';
import { type Entry, findForeign, findWord, sourceOf } from './word-book.ts';

defineWords(
  'meansWhat',
  'чӣ маъно дорад, чи маъно дора, чӣ маъно, маънояш чист, маънош чи, маънояш, гуфта чиро мегӯянд, гуфта чӣ мефаҳманд, яъне чӣ, маънояш чӣ, чанд маъно дорад, чиро мефаҳмонад, чӣ маъноро дорад, чӣ маънӣ дорад',
);
defineWords('toLanguage', 'ба, бо, дар забони, ба забони, бо забони, на');
defineWords('russian', 'русӣ, рус, руси, русский, русском, русӣ чӣ, по русски');
defineWords('english', 'англисӣ, англиси, инглисӣ, английский, английском');
defineWords('tajik', 'тоҷикӣ, таджикском, таджикский');
defineWords(
  'language',
  'русӣ, рус, русский, русском, англисӣ, англиси, инглисӣ, английский, английском, тоҷикӣ, таджикском, таджикский',
);
defineWords(
  'how',
  'чӣ, чӣ мешавад, чӣ мешава, чӣ тавр мешавад, чӣ тавр тарҷума мешавад, чӣ хел мешавад, чихел мешавад, чист, чӣ мешад, тарҷума кун, тарҷума кунед, тарҷумааш чист, тарҷумааш, тарҷума',
);
defineWords(
  'tense',
  'ҳозира, ҳозира оянда, гузашта, оянда, ҳозираи муайян, гузаштаи нақлӣ, гузаштаи наздик, гузаштаи ҳикоягӣ, ҳозирааш, гузаштааш, ояндааш, ҳозира − оянда',
);

const meaning = patterns(
  'калимаи *w {meansWhat}',
  '"w {meansWhat}',
  'маънои [калимаи] *w [чист|чӣ]',
  'калимаи *w чист',
  'маънояшро гӯед : *w',
  'шарҳи калимаи *w',
  'маънои калимаи *w [ро] [гӯй|фаҳмон|фаҳмонед]',
);
const bareMeaning = patterns('*w {meansWhat}', '*w чист', '*w кист', '*w ки аст', '*w чӣ аст');
const plural = patterns(
  'шумораи ҷамъи [калимаи] *w [чӣ|чист] [мешавад]',
  'ҷамъи [калимаи] *w чӣ|чист|чӣ_мешавад',
  'ҷамъи калимаи *w',
  '*w [дар] шакли ҷамъ [чӣ] [мешавад]',
  '*w ҷамъаш [чӣ|чист] [мешавад]',
  'шакли ҷамъи [калимаи] *w',
  '*w шумораи ҷамъаш [чӣ|чист]',
);
const synonyms = patterns(
  'муродифи|муродифҳои|муродиф|синоними [калимаи] *w [чист|кадом|барои]',
  '*w муродифаш [чист|кадом]',
  'калимаи ҳаммаънои *w',
  'ба ҷойи [калимаи] *w кадом калима',
  'барои [калимаи] *w муродиф [ёб|ёбед|гӯед]',
  'муродифҳои [калимаи] *w ро [ёб|ёбед|нависед]',
);
const antonyms = patterns(
  'зидди|зиди|антоними|муқобили|мутазоди [калимаи] *w [чист|кадом]',
  '*w зидаш|зиддаш|антонимаш [чист|кадом]',
  'калимаи зидмаънои|зидди|муқобили *w',
  'антоними [калимаи] *w ро [ёб|ёбед]',
  '*w муқобилаш [чист|кадом]',
);
const usedInSentence = patterns(
  'бо [калимаи] *w [як] ҷумла соз|созед|навис|нависед|тартиб_деҳ|тартиб_диҳед',
  'бо калимаи *w мисол биёр|биёред|оред|нависед',
);
const translated = patterns(
  '{toLanguage} {language} [калимаи] *w [{how}]',
  '[калимаи] *w {toLanguage} {language} [{how}]',
  'тарҷумаи [калимаи] *w {toLanguage} {language}',
  'как [будет] *w {toLanguage} {language}',
  '*w {language} чӣ|чист',
  '*w русиаш|англисиаш|тоҷикиаш [чӣ|чист]',
  'калимаи *w ро {toLanguage} {language} тарҷума кун|кунед',
  '[калимаи] *w {toLanguage} {language} {how}',
  '*w по русски|таджикски|английски',
);
const conjugated = patterns(
  'тасрифи [феъли] *w [дар] [замони] [{tense}]',
  '[феъли] *w [ро] дар замони {tense} [тасриф] [кун|кунед]',
  '[феъли] *w замони {tense}',
  'феъли *w [ро] тасриф кун|кунед',
  '*w ро тасриф кун|кунед [дар] [замони] [{tense}]',
  'тасрифи [феъли] *w',
  'шаклҳои феъли *w',
);
const stems = patterns(
  '[феъли] *w асоси замони {tense} [чӣ|чист]',
  'асоси замони {tense} [феъли] *w',
  'асоси феъли *w',
  'асосҳои феъли *w',
  '*w асосҳояш',
);

/** Meaning, plural, synonyms, antonyms, translation, verb forms, from the word book alone. */
export const wordBook: Tool = {
  name: 'word-book',
  title: 'Луғат',
  examples: [
    '«зирак» чӣ маъно дорад?',
    'хона ба русӣ чӣ мешавад?',
    'library ба тоҷикӣ',
    'муродифи хона',
    'зидди калон',
    'шумораи ҷамъи хонанда',
    'рафтан дар замони ҳозира',
  ],
  answer(reading, context) {
    return (
      forms(reading) ??
      inSentence(reading) ??
      related(reading) ??
      translation(reading) ??
      meaningOf(reading, context)
    );
  },
};

/** The entry that a pattern's free text names. */
function entryOf(found: Found | undefined, reading: Reading): Entry | undefined {
  if (!found?.has('w')) return undefined;
  const text = found.text('w');
  return findWord(/^\d+$/.test(text) ? (reading.quotes[Number(text)] ?? '') : asTyped(text, reading));
}

function firstEntry(list: ReturnType<typeof patterns>, reading: Reading): Entry | undefined {
  for (const pattern of list) {
    const entry = entryOf(pattern.match(reading), reading);
    if (entry) return entry;
  }
  return undefined;
}

function meaningOf(reading: Reading, { isLastResort }: ToolContext): Finding | undefined {
  const entry = firstEntry(meaning, reading) ?? (isLastResort ? firstEntry(bareMeaning, reading) : undefined);
  if (!entry) return undefined;
  const many = entry.meanings.length > 1;
  const lines = entry.meanings.map(
    ({ definition, example }, place) => `${many ? `${place + 1}. ` : ''}${definition}. Мисол: ${example}`,
  );
  return {
    text: `${entry.word} (${entry.part}) — ${lines.join('\n')}`,
    value: entry.meanings.map(({ definition }) => definition).join('; '),
    understood: `маънои «${entry.word}»`,
    explanation: sourceOf(entry),
  };
}

/** The word book's own example: a sentence that is right for certain. */
function inSentence(reading: Reading): Finding | undefined {
  const entry = firstEntry(usedInSentence, reading);
  const example = entry?.meanings[0]?.example;
  if (entry === undefined || example === undefined) return undefined;
  return {
    text: example,
    value: example,
    understood: `ҷумла бо «${entry.word}»`,
    explanation: sourceOf(entry),
  };
}

function related(reading: Reading): Finding | undefined {
  for (const [list, key, title] of [
    [synonyms, 'synonyms', 'Муродифи'],
    [antonyms, 'antonyms', 'Зидди'],
  ] as const) {
    const entry = firstEntry(list, reading);
    if (!entry) continue;
    const words = entry[key];
    if (words.length === 0) return undefined;
    return {
      text: `${title} «${entry.word}»: ${words.join(', ')}.`,
      value: words.join(', '),
      understood: `${title.toLowerCase()} «${entry.word}»`,
      explanation: sourceOf(entry),
    };
  }
  const entry = firstEntry(plural, reading);
  if (!entry?.plural) return undefined;
  return {
    text: `Шумораи ҷамъи «${entry.word}»: ${entry.plural}.`,
    value: entry.plural,
    understood: `шумораи ҷамъи «${entry.word}»`,
    explanation: sourceOf(entry),
  };
}

function translation(reading: Reading): Finding | undefined {
  for (const pattern of translated) {
    const found = pattern.match(reading);
    if (!found) continue;
    const typed = asTyped(found.text('w'), reading);
    const at = reading.text.lastIndexOf(found.text('w'));
    const behind = reading.text.slice(at + found.text('w').length);
    const tail = /рус|англ|ингл|точик/u.test(behind) ? behind : reading.text.slice(0, at);
    const language = /рус/u.test(tail) ? 'ru' : /англ|ингл/u.test(tail) ? 'en' : 'tg';
    if (language === 'tg') {
      const from = /[a-z]/i.test(typed) ? 'en' : 'ru';
      const words = findForeign(typed, from);
      const [first] = words;
      if (!first) continue;
      const list = words.map(({ word }) => word);
      return {
        text: `${typed} — ${list.join(', ')}.`,
        value: list.join(', '),
        understood: `тарҷумаи «${typed}» ба тоҷикӣ`,
        explanation: sourceOf(first),
      };
    }
    const entry = findWord(typed);
    if (!entry || entry[language].length === 0) continue;
    return {
      text: `${entry.word} — ${entry[language].join(', ')}.`,
      value: entry[language].join(', '),
      understood: `тарҷумаи «${entry.word}» ба ${language === 'ru' ? 'русӣ' : 'англисӣ'}`,
      explanation: sourceOf(entry),
    };
  }
  return undefined;
}

function forms(reading: Reading): Finding | undefined {
  const explanation =
    'Шаклҳо аз рӯйи асоси феъл ва бандакҳои шахсӣ сохта шуданд; муаллим онҳоро насанҷидааст.';
  for (const pattern of stems) {
    const entry = entryOf(pattern.match(reading), reading);
    if (!entry?.stems) continue;
    const [past = '', present = ''] = entry.stems.split(' / ');
    return {
      text: `${entry.word}: асоси замони гузашта — ${past}, асоси замони ҳозира — ${present}.`,
      value: /хозира/u.test(reading.text)
        ? present
        : /гузашта/u.test(reading.text)
          ? past
          : `${past}, ${present}`,
      understood: `асосҳои феъли «${entry.word}»`,
      explanation: sourceOf(entry),
    };
  }
  for (const pattern of conjugated) {
    const entry = entryOf(pattern.match(reading), reading);
    if (!entry?.stems) continue;
    const [past = '', present = ''] = entry.stems.split(' / ');
    const tense = tenseOf(reading.text);
    const list = conjugate(entry.word, past, present, tense);
    if (!list) return undefined;
    return {
      text: `${entry.word}, ${tenseNames[tense]}: ${list.join(', ')}.`,
      value: list.join(', '),
      understood: `феъли «${entry.word}», ${tenseNames[tense]}`,
      explanation,
    };
  }
  return undefined;
}

function tenseOf(text: string): Tense {
  if (/накли/u.test(text)) return 'perfect';
  if (/хикояги/u.test(text)) return 'habitual';
  if (/муаиян/u.test(text)) return 'continuous';
  if (/гузашта/u.test(text)) return 'past';
  return /оянда/u.test(text) && !/хозира/u.test(text) ? 'future' : 'present';
}
