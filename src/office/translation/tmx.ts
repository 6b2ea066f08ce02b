import { SaxesParser } from 'saxes';
import { BadInputError } from '../../core/errors.ts';
import { escapeXml } from '../../core/escape.ts';
import { soroVersion } from '../../core/version.ts';
import { type Language, languages } from '../contract/texts.ts';
import type { Phrase } from './memory.ts';

// Translation Memory eXchange 1.4b (LISA OSCAR, 2005).

/** Markup of the program that a segment came from: what stands in it is no text. */
const codes = new Set(['bpt', 'ept', 'ph', 'it', 'ut']);
const mostUnits = 200_000;
const longestSegment = 5000;

/**
 * Reads a memory in TMX 1.4. Units need two of our languages; the rest are left out and counted. Inline codes are
 * dropped, highlighted text is kept.
 * @throws BadInputError when it is no TMX or no XML, with the line.
 */
export function readTmx(bytes: Uint8Array, file: string): { phrases: Phrase[]; leftOut: number } {
  const fail = (message: string, place?: string): never => {
    throw new BadInputError({ message, file, place, remedy: 'Export the memory as TMX 1.4 once more.' });
  };
  const parser = new SaxesParser({ xmlns: false });
  const phrases: Phrase[] = [];
  let leftOut = 0;
  let isTmx = false;
  let unit: Partial<Record<Language, string>> | undefined;
  let language: Language | undefined;
  let segment: string | undefined;
  let codeDepth = 0;
  parser.on('error', (error) => fail(error.message, `line ${parser.line}`));
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'tmx') isTmx = true;
    if (name === 'tu') unit = {};
    if (name === 'tuv') language = languageOf(attributes['xml:lang'] ?? attributes.lang ?? '');
    if (name === 'seg') segment = '';
    if (codes.has(name)) codeDepth += 1;
  });
  const take = (text: string) => {
    if (segment !== undefined && codeDepth === 0) segment += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    if (codes.has(name)) codeDepth -= 1;
    if (name === 'seg') {
      const text = segment?.replace(/\s+/gu, ' ').trim() ?? '';
      if (unit && language && text !== '' && text.length <= longestSegment) unit[language] ??= text;
      segment = undefined;
    }
    if (name !== 'tu') return;
    if (unit && Object.keys(unit).length >= 2) phrases.push(unit);
    else leftOut += 1;
    unit = undefined;
    if (phrases.length > mostUnits) fail(`It holds more than ${mostUnits} units.`);
  });
  parser.write(decode(bytes, fail)).close();
  if (!isTmx) fail('This is no TMX file.');
  return { phrases, leftOut };
}

function decode(bytes: Uint8Array, fail: (message: string) => never): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return fail(`It is not ${encoding.toUpperCase()}.`);
  }
}

/** «ru-RU» is Russian. */
function languageOf(tag: string): Language | undefined {
  const [main = ''] = tag.toLowerCase().split(/[-_]/u);
  return languages.find((language) => language === main);
}

/** A memory as TMX 1.4; what comes out can be read in. */
export function writeTmx(phrases: readonly Phrase[]): string {
  const units = phrases.map((phrase) => {
    const variants = languages.flatMap((language) => {
      const text = phrase[language];
      return text === undefined ? [] : [`<tuv xml:lang="${language}"><seg>${escapeXml(text)}</seg></tuv>`];
    });
    return `<tu>${variants.join('')}</tu>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<tmx version="1.4">',
    `<header creationtool="Soro" creationtoolversion="${escapeXml(soroVersion)}" segtype="sentence" o-tmf="soro" adminlang="en" srclang="*all*" datatype="plaintext"/>`,
    '<body>',
    ...units,
    '</body>',
    '</tmx>\n',
  ].join('\n');
}
