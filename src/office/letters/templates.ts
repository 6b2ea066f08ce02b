import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { escapePattern } from '../../core/escape.ts';
import { type ParseSource, parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { findSpans } from '../reading/find-spans.ts';
import { foldInPlace } from '../reading/fold.ts';
import { keptFile } from '../reading/kept-file.ts';

const slotSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z-]*$/u),
  label: z.string().min(1).max(120),
  /** As of a form's field; `recipient` is read from the request. */
  kind: z.string().min(1).max(40),
});

const templateSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/u),
  title: z.string().min(1).max(120),
  asked: z.array(z.string().min(3)).min(1),
  slots: z.array(slotSchema).max(30),
  polite: z.string().min(1).max(10_000),
  plain: z.string().min(1).max(10_000),
});

/** A letter for one intent. Slots {key} are the person's words or a blank. */
export type LetterTemplate = z.output<typeof templateSchema>;

const own = fileURLToPath(new URL('../data/letters.yaml', import.meta.url));
let loaded: readonly LetterTemplate[] | undefined;

/** The letters that come with Soro. No native teacher has checked their Tajik. */
export function ownTemplates(): readonly LetterTemplate[] {
  loaded ??= readTemplates(readFileSync(own, 'utf8'), own, 'corrupt');
  return loaded;
}

/**
 * The letters of an installation: those of its file `office/letters.yaml`, then ours that it does not replace.
 * @param folder the data folder; without one, or without the file, ours.
 * @throws BadInputError with the letter and what is wrong with it.
 */
export function letterTemplates(folder?: string): readonly LetterTemplate[] {
  if (folder === undefined) return ownTemplates();
  const theirs = keptTemplates(join(folder, 'office', 'letters.yaml')) ?? [];
  const replaced = new Set(theirs.map(({ id }) => id));
  return [...theirs, ...ownTemplates().filter(({ id }) => !replaced.has(id))];
}

const keptTemplates = keptFile((bytes, file) => readTemplates(bytes.toString('utf8'), file, 'bad-input'));

function readTemplates(
  text: string,
  file: string,
  family: 'bad-input' | 'corrupt',
): readonly LetterTemplate[] {
  const source: ParseSource = { file, family };
  const templates = parseWith(z.array(templateSchema), parseYaml(text, source), source);
  for (const template of templates) checkTemplate(template, file);
  return templates;
}

/** A letter must not promise what nobody has said: no sums and no days of its own, no slot that is not described. */
function checkTemplate({ id, slots, polite, plain }: LetterTemplate, file: string): void {
  const refuse = (message: string, remedy: string) => {
    throw new BadInputError({ message, file, place: id, remedy });
  };
  for (const text of [polite, plain]) {
    const known = ['words', ...slots.map(({ key }) => key)];
    const unknown = slotsOf(text).find((key) => !known.includes(key));
    if (unknown !== undefined)
      refuse(`The slot {${unknown}} is not described.`, 'Add it under "slots", or correct its spelling.');
    if (!text.includes('{words}'))
      refuse('The letter has no place for {words}.', 'Add {words} where they belong.');
    const promise = findSpans(text).find(({ kind }) => kind === 'money' || kind === 'date');
    if (promise)
      refuse(
        `The letter names a sum or a day of its own: «${text.slice(promise.start, promise.end)}».`,
        'Make it a slot, so that it comes from what the person says.',
      );
  }
}

/** The keys between braces. */
export function slotsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{([\w-]+)\}/gu)].map(([, key = '']) => key);
}

/** The letter that a request asks for: the one whose words match longest. */
export function templateFor(
  request: string,
  templates: readonly LetterTemplate[],
): LetterTemplate | undefined {
  const folded = foldInPlace(request);
  let best: { template: LetterTemplate; length: number } | undefined;
  for (const template of templates) {
    for (const asked of template.asked) {
      const words = escapePattern(foldInPlace(asked)).replaceAll('ъ', 'ъ?');
      if (!new RegExp(`(?<!\\p{L})${words}`, 'u').test(folded)) continue;
      if (!best || asked.length > best.length) best = { template, length: asked.length };
    }
  }
  return best?.template;
}
