import { z } from 'zod';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { splitSentences, splitWords } from '../../language/index.ts';
import { isTajik } from '../text/tajik-text.ts';

const lineSchema = z.strictObject({ id: z.string(), name: z.string(), text: z.string(), file: z.string() });

/** A part of a lesson under its own heading. */
export interface LessonPart {
  readonly heading: string;
  readonly text: string;
}

/** A lesson that explains something. */
export interface Lesson {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
  readonly parts: readonly LessonPart[];
}

// Lessons made from one mould: a title in a frame of sentences that say nothing.
const boilerplate =
  /мавзӯи (?:муҳими|асосии)|мавзӯъ(?:ро|и)? дар масъалаҳо|Мисоли амалӣ аз|AI бипурс|\bRUS\d|— [A-Z]{3,}\d/u;
const frameLine = /^(?:Ҳадафи дарс|Дарси оянда|💡)|Дарси оянда|AI бипурс/u;
const noTopic = /^(?:Машқ|Мисол|Хулоса|Супориш|Такрор|Ёддошт|Луғат)|Навис$|^Дар амал/iu;

/** Streams the lessons that say something, in Tajik, without the frame of the web site. */
export async function* readLessons(file: string): AsyncGenerator<Lesson> {
  for await (const { id, name, text } of readJsonLinesFile(file, lineSchema)) {
    if (boilerplate.test(text) || /^Мавзӯъ \d|Такрор|Санҷиш/u.test(name)) continue;
    const lines = text
      .split('\n')
      .map((line) => line.replace(/Дарси оянда:.*$/u, '').trim())
      .filter((line) => line !== '' && !frameLine.test(line));
    const parts = partsOf(lines);
    const whole = parts.map(({ heading, text: body }) => `${heading}\n${body}`).join('\n\n');
    if (parts.length < 2 || splitWords(whole).length < 45 || !isTajik(whole)) continue;
    yield { id, topic: name.replace(/\s*[—–-]\s*.*$/u, '').trim() || name, text: whole, parts };
  }
}

/** A heading is a short line without a full stop before a line of whole sentences. */
function partsOf(lines: readonly string[]): LessonPart[] {
  const parts: LessonPart[] = [];
  for (const [place, line] of lines.entries()) {
    const body = lines[place + 1] ?? '';
    if (isHeading(line) && !noTopic.test(line) && isExplanation(body))
      parts.push({ heading: line, text: body });
  }
  return parts;
}

function isHeading(line: string): boolean {
  return line.length <= 50 && /\p{L}[?]?$/u.test(line) && splitWords(line).length <= 6;
}

function isExplanation(line: string): boolean {
  const words = splitWords(line).length;
  return words >= 9 && words / splitSentences(line).length >= 4.5;
}
