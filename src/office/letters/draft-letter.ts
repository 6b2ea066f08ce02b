import type { Tone } from '../contract/letters.ts';
import { fillForm } from '../forms/fill-form.ts';
import { blank, type Paper } from '../papers/paper.ts';
import { foldInPlace } from '../reading/fold.ts';
import { type LetterTemplate, ownTemplates, slotsOf, templateFor } from './templates.ts';

export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What stands in the letter's slots, or nothing. */
  readonly slots: readonly { readonly key: string; readonly label: string; readonly value: string | null }[];
  /** What the person has not said, each by its key and label. */
  readonly missing: readonly { readonly key: string; readonly label: string }[];
}

export interface DraftOptions {
  /** The request: «Барои омӯзгор ариза нависед». */
  readonly request?: string | undefined;
  /** What the person tells: «ман имрӯз бемор ҳастам». */
  readonly words: string;
  readonly tone: Tone;
  /** What the person wrote into blanks. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * A letter from the person's own words. Nothing is added to the template: a sum or a day stands in it only where the
 * words have it; what is missing is a blank and is listed.
 */
export function draftFrom(template: LetterTemplate, options: DraftOptions): Draft {
  const { request = '', words, tone, values: given = {} } = options;
  const fields = template.slots.filter(({ kind }) => kind !== 'recipient' && kind !== 'author');
  const found = fields.length > 0 ? fillForm({ title: template.title, fields }, words).values : {};
  const recipient = recipientOf(request, foldInPlace(request));
  const told = words.trim() === '' ? null : sentence(words);
  const read: Readonly<Record<string, string | null>> = { ...found, recipient, words: told };
  const wordsOf = (key: string) => {
    const value = given[key]?.trim() || read[key] || '';
    return value === '' ? undefined : value;
  };
  const text = template[tone].trimEnd();
  const asked = new Set(slotsOf(text));
  const slots = template.slots
    .filter(({ key }) => asked.has(key))
    .map(({ key, label }) => ({ key, label, value: wordsOf(key) ?? null }));
  // In one pass: braces in the person's own words are theirs.
  const filled = text.replace(/\{([\w-]+)\}/gu, (_, key: string) => wordsOf(key) ?? blank);
  return {
    id: template.id,
    title: template.title,
    text: filled.replace(`${blank}, ${blank}`, blank),
    slots,
    missing: [
      ...(told === null && wordsOf('words') === undefined
        ? [{ key: 'words', label: 'Чиро гуфтан мехоҳед' }]
        : []),
      ...slots.filter(({ value }) => value === null).map(({ key, label }) => ({ key, label })),
    ],
  };
}

const writes = /(?:навис|тартиб|омода|таиер|лоиха|тахия)/u;
const answers = /(?:чавоб|хабар|нома|дех|дих|фахмон|гу)/u;

/**
 * The draft of a letter whose words were not told: «Ба дӯстам даъватнома ба рӯзи таваллуд нависед». What it is for stands
 * in it, everything else is a blank.
 */
export function draftUntold(
  asked: string,
  templates: readonly LetterTemplate[] = ownTemplates(),
): Draft | undefined {
  const folded = foldInPlace(asked);
  const template = templateFor(asked, templates);
  const isNamed = template?.asked.some((beginning) => folded.startsWith(foldInPlace(beginning)));
  if (!template || !(isNamed || writes.test(folded)) || /[?:\n]/u.test(asked) || asked.length > 120)
    return undefined;
  const words = occasionOf(asked, folded, template.id === 'invitation' ? 'ба' : 'бо');
  return draftFrom(template, { request: asked, words, tone: 'polite' });
}

/** What a letter is for, in the words of the request: «бо рӯзи модарон». */
function occasionOf(asked: string, folded: string, before: string): string {
  const match =
    /(?<![\p{L}])(?:ба|барои|бо|дар бораи)\s+(?<occasion>(?:муносибати|рузи|иди|чашни|соли|зодруз|таваллуд|туи|наврузи?)[\p{L} -]*?)(?=\s+(?:як |кутох )?(?:навис|тартиб|тайёр|таиер|омода)|\s+(?:ба|барои)\s|[.!]|$)/u.exec(
      folded,
    );
  const occasion = match?.groups?.occasion;
  if (match === null || occasion === undefined) return '';
  const start = match.index + match[0].length - occasion.length;
  const words = asked.slice(start, start + occasion.length);
  return `${occasion.startsWith('муносибати') ? 'ба' : before} ${words}`;
}

/** The draft that a message in the chat asks for; nothing where it asks for none. */
export function draftLetter(
  asked: string,
  words: string,
  templates: readonly LetterTemplate[] = ownTemplates(),
): Draft | undefined {
  const folded = foldInPlace(asked);
  const template = templateFor(asked, templates);
  if (!template || words.trim() === '') return undefined;
  if (!writes.test(folded) && !(template.id === 'reply' && answers.test(folded))) return undefined;
  const isPlain = /(?:одди|содда|кутох|дустона)/u.test(folded);
  return draftFrom(template, { request: asked, words, tone: isPlain ? 'plain' : 'polite' });
}

/** Whom the letter is for, as the request names them: «барои омӯзгор», «ба директори мактаб». */
function recipientOf(asked: string, folded: string): string | null {
  const match =
    /(?<![\p{L}])(?:барои|ба номи|ба)\s+(?<who>[\p{L} -]+?)\s+(?=(?:як |кутох |одди )?(?:ариза|дархост|узр|даъ?ват|нома|табрик|ташаккур|сипос|еъ?лон|шикоят|таъ?зия|хамдарди|тавсия|пешниход|хотиррас|едрас|едовар|чавоби рад|тасдик))/u.exec(
      folded,
    );
  const who = match?.groups?.who;
  if (match === null || who === undefined || /^(?:ман|мо|он|ин)$/u.test(who)) return null;
  const start = match.index + match[0].indexOf(who);
  return asked.slice(start, start + who.length);
}

/** The words as a sentence: a capital in front, a full stop behind. */
function sentence(words: string): string {
  const text = words.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…»]$/u.test(text) ? '' : '.'}`;
}

const draftNote = 'ЛОИҲА (пеш аз фиристодан хонед ва ислоҳ кунед)';

/** A draft as it is shown: marked, with what is missing. */
export function describeDraft({ text, missing }: Draft): string {
  const labels = missing.map(({ label }) => label).join(', ');
  const list = missing.length === 0 ? '' : `\nДар матни шумо набуд ва бо ${blank} монд: ${labels}.`;
  return `${draftNote}\n\n${text}\n${list}`.trimEnd();
}

/** A draft as a paper. It stays marked as a draft until every slot is filled. */
export function letterPaper({ title, text, missing }: Draft): Paper {
  const labels = missing.map(({ label }) => label).join(', ');
  return {
    title,
    note: missing.length === 0 ? null : `ЛОИҲА. Пур нашудааст: ${labels}`,
    parts: text.split(/\n{2,}/u).map((part) => ({ kind: 'text', text: part })),
  };
}
