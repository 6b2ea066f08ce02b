import { fillForm } from '../forms/fill-form.ts';
import { foldInPlace } from '../reading/fold.ts';
import { letterTemplates } from './templates.ts';

export const blank = '____';

export interface Draft {
  readonly id: string;
  readonly text: string;
  /** Labels of what the person has not said. */
  readonly missing: readonly string[];
}

/**
 * A draft of the letter that a request asks for, from the person's own words. Nothing is added to the template: a sum
 * or a day stands in it only where the words have it; what is missing is a blank and is listed.
 * @param asked the request: «Барои омӯзгор ариза нависед»
 * @param words what the person tells: «ман имрӯз бемор ҳастам»
 */
export function draftLetter(asked: string, words: string): Draft | undefined {
  const folded = foldInPlace(asked);
  if (!/(?:навис|тартиб|омода|тайер|лоиха|деҳ|дих|фахмон|гуед|тахия)/u.test(folded)) return undefined;
  const template = letterTemplates.find(({ asked: pattern }) => pattern.test(folded));
  if (template?.id !== 'reply' && !/(?:навис|тартиб|омода|тайер|лоиха|тахия)/u.test(folded)) return undefined;
  if (!template || words.trim() === '') return undefined;
  const isPlain = /(?:одди|содда|кутох|дустона)/u.test(folded);
  const fields = template.form.fields.filter(({ key }) => key !== 'recipient');
  const found = fields.length > 0 ? fillForm({ ...template.form, fields }, words).values : {};
  const recipient = recipientOf(asked, folded);
  const values: Readonly<Record<string, string | null>> = { ...found, recipient, words: sentence(words) };
  const missing = template.form.fields
    .filter(({ key }) => (values[key] ?? null) === null)
    .map(({ label }) => label);
  const pattern = isPlain ? template.plain : template.polite;
  const text = pattern.replace(/\{(\w+)\}/gu, (_, key: string) => values[key] ?? blank);
  return { id: template.id, text: text.replace(`${blank}, ${blank}`, blank), missing };
}

/** Whom the letter is for, as the request names them: «барои омӯзгор», «ба директори мактаб». */
function recipientOf(asked: string, folded: string): string | null {
  const match =
    /(?<![\p{L}])(?:барои|ба номи|ба)\s+(?<who>[\p{L} -]+?)\s+(?=(?:як |кутох |одди )?(?:ариза|дархост|узрнома|даъ?ватнома|номаи|нома |табрик|ташаккур|сипос|узр|еъ?лон))/u.exec(
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

/** A draft as it is shown: marked, with what is missing. */
export function describeDraft({ text, missing }: Draft): string {
  const list =
    missing.length === 0 ? '' : `\nДар матни шумо набуд ва бо ${blank} монд: ${missing.join(', ')}.`;
  return `ЛОИҲА (пеш аз фиристодан хонед ва ислоҳ кунед)\n\n${text}\n${list}`.trimEnd();
}
