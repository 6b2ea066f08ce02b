import type { Engine, GenerateOptions } from '../../chat/index.ts';
import { transliterate } from '../../language/index.ts';
import type { Language } from '../contract/texts.ts';
import { findNames } from '../reading/find-names.ts';
import type { TranslationMemory } from './memory.ts';

/** A term and how it must be said. */
export interface Term {
  readonly source: string;
  readonly target: string;
}

export interface WholeOptions {
  readonly from: Language;
  readonly to: Language;
  readonly engine: Engine;
  readonly memory: TranslationMemory;
  readonly glossary: readonly Term[];
  readonly caller: GenerateOptions;
}

export interface WholeTranslation {
  readonly text: string;
  /** What a person must look at: a figure that is missing or new, a term that is not as the glossary has it. */
  readonly faults: readonly string[];
}

const attempts = 2;
const languageNames: Readonly<Record<Language, string>> = { tg: 'Tajik', ru: 'Russian', en: 'English' };

/**
 * Translates a text paragraph by paragraph with a model that can. Paragraphs of the memory are taken from there. Figures,
 * addresses of mail, names and terms of the glossary are checked after each paragraph; a paragraph that fails is asked for
 * once more with its faults named, and what still fails is told.
 */
export async function translateWhole(text: string, options: WholeOptions): Promise<WholeTranslation> {
  const { from, to, memory } = options;
  const faults: string[] = [];
  const parts: string[] = [];
  for (const part of text.split(/(\n+)/u)) {
    const known = memory.find(part, from, to);
    if (part.trim() === '') parts.push(part);
    else if (known && known[from] === part.trim()) parts.push(known[to] ?? part);
    else {
      const translated = await translateParagraph(part, options);
      parts.push(translated.text);
      faults.push(...translated.faults);
    }
  }
  return { text: parts.join(''), faults };
}

async function translateParagraph(paragraph: string, options: WholeOptions): Promise<WholeTranslation> {
  const terms = [...options.glossary, ...nameTerms(paragraph, options)].filter(({ source }) =>
    contains(paragraph, source),
  );
  let best: WholeTranslation | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const text = await ask(paragraph, terms, best?.faults ?? [], options);
    const faults = faultsOf(paragraph, text, terms);
    if (!best || faults.length < best.faults.length) best = { text, faults };
    if (faults.length === 0) break;
  }
  return best ?? { text: '', faults: ['Nothing came back.'] };
}

async function ask(
  paragraph: string,
  terms: readonly Term[],
  faults: readonly string[],
  { from, to, memory, engine, caller }: WholeOptions,
): Promise<string> {
  const examples = memory.similar(paragraph, { from, to, most: 2, least: 0.5 });
  const system = [
    `Translate from ${languageNames[from]} to ${languageNames[to]}. Answer with the translation only.`,
    'Keep every figure, date, telephone number and address of mail exactly as it is.',
    ...(terms.length > 0
      ? [`Use these terms:\n${terms.map(({ source, target }) => `${source} = ${target}`).join('\n')}`]
      : []),
    ...examples.map(({ source, target }) => `Example: ${source} → ${target}`),
    ...(faults.length > 0 ? [`Your last translation had faults: ${faults.join('; ')}`] : []),
  ].join('\n');
  let text = '';
  const request = {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: paragraph },
    ],
    temperature: 0,
    maximumTokens: 2000,
    grounding: { mode: 'off' },
  } as const;
  for await (const event of engine.generate(request, caller))
    if (event.type === 'text-delta') text += event.text;
  return text.trim();
}

/** Names of people, spelt by the rules of the other alphabet. */
function nameTerms(paragraph: string, { from, to }: WholeOptions): Term[] {
  if (from !== 'tg') return [];
  return findNames(paragraph).map(({ start, end }) => {
    const source = paragraph.slice(start, end);
    const target =
      to === 'ru' ? inRussianLetters(source) : transliterate(source, { from: 'Cyrl', to: 'Latn' });
    return { source, target };
  });
}

const russianLetters: Readonly<Record<string, string>> = {
  ҷ: 'дж',
  ҳ: 'х',
  қ: 'к',
  ғ: 'г',
  ӣ: 'и',
  ӯ: 'у',
};

function inRussianLetters(name: string): string {
  return name.replace(/[ҷҳқғӣӯ]/giu, (letter) => {
    const other = russianLetters[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? other : other.charAt(0).toUpperCase() + other.slice(1);
  });
}

/** What of a paragraph did not come through. */
export function faultsOf(source: string, target: string, terms: readonly Term[]): string[] {
  const faults: string[] = [];
  if (target.trim() === '') return ['nothing was translated'];
  for (const read of [figuresOf, mailOf]) {
    const [wanted, found] = [read(source), read(target)];
    for (const one of missing(wanted, found)) faults.push(`missing: ${one}`);
    for (const one of missing(found, wanted)) faults.push(`new: ${one}`);
  }
  for (const { source: term, target: said } of terms) {
    if (!contains(target, said)) faults.push(`${term} is not «${said}»`);
  }
  return faults;
}

const figuresOf = (text: string) =>
  (text.match(/\d(?:[\d\u00A0\u202F ]*\d)?(?:[.,:]\d+)*/gu) ?? []).map((figure) =>
    figure.replace(/[\u00A0\u202F ]/gu, '').replace(/,/gu, '.'),
  );
const mailOf = (text: string) => text.match(/[\p{L}\p{N}._+-]+@[\p{L}\p{N}.-]+\p{L}/gu) ?? [];

/** Those of one list that the other does not have, each as often as it is missing. */
function missing(wanted: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return wanted.filter((one) => {
    const place = left.indexOf(one);
    if (place < 0) return true;
    left.splice(place, 1);
    return false;
  });
}

/** Each word of a term by its beginning: endings may differ. */
function contains(text: string, term: string): boolean {
  const lower = text.toLowerCase();
  return term
    .toLowerCase()
    .split(/[\s-]+/u)
    .every((word) => lower.includes(word.length > 5 ? word.slice(0, -2) : word));
}
