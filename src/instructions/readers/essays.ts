import { z } from 'zod';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { splitWords } from '../../language/index.ts';
import { cleanText, isTajik } from '../text/tajik-text.ts';

const lineSchema = z.strictObject({ title: z.string(), link: z.string(), text: z.string() });

/** A school essay. */
export interface Essay {
  readonly title: string;
  readonly address: string;
  /** Whole paragraphs of prose. */
  readonly paragraphs: readonly string[];
}

const notProse = /[@©|]|https?:|www\.|maktab\.tj|Муаллиф|Адабиёт:/u;

/** Streams the essays with their letters put right; verses and notes of the web site are left out. */
export async function* readEssays(file: string): AsyncGenerator<Essay> {
  for await (const { title, link, text } of readJsonLinesFile(file, lineSchema)) {
    const paragraphs = cleanText(text)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => splitWords(line).length >= 12 && /[.!?…]»?$/u.test(line) && !notProse.test(line))
      .filter(isTajik);
    if (paragraphs.length > 0) yield { title: cleanTitle(title), address: link, paragraphs };
  }
}

function cleanTitle(title: string): string {
  const plain = cleanText(title)
    .replace(/\s*\([^)]*\)/gu, '')
    .replace(/[«»“”]/gu, '')
    .replace(/[.…]+$/u, '')
    .trim();
  const isShouted = plain === plain.toUpperCase();
  return isShouted ? plain.slice(0, 1) + plain.slice(1).toLowerCase() : plain;
}
