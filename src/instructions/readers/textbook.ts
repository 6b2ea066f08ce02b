import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { at, last } from '../../core/known.ts';
import { cleanText } from '../text/tajik-text.ts';

/** A numbered section of a textbook: its paragraphs and the questions that end it. */
export interface Section {
  readonly number: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly questions: readonly string[];
}

const heading = /^§\s*(\d+)\.\s*(\S.*)$/u;
const questionHeading = /^(?:САВОЛ ВА СУПОРИШ|ХУДАТОНРО САНҶЕД|АЗ НИГОҲИ ШУМО|САВОЛҲО)/u;

/** Reads a textbook as plain text: sections begin with §, lines are as wide as the page. */
export async function readTextbook(file: string): Promise<Section[]> {
  const sections: { number: string; title: string; body: string[]; questions: string[] }[] = [];
  let inQuestions = false;
  let inTitle = false;
  for await (const raw of createInterface({ input: createReadStream(file, 'utf8') })) {
    const line = raw.trim();
    const found = heading.exec(line);
    const section = sections.at(-1);
    // The list of contents has the headings again, with dots and page numbers.
    if (found && !/\.{4}|\s\d+$/u.test(line)) {
      sections.push({ number: at(found, 1), title: at(found, 2), body: [], questions: [] });
      [inQuestions, inTitle] = [false, true];
    } else if (section === undefined) continue;
    else if (questionHeading.test(line)) inQuestions = true;
    else if (inTitle && /^[\p{Lu}\s–-]+$/u.test(line)) section.title += ` ${line}`;
    else if (!/^\d*$/u.test(line)) {
      inTitle = false;
      if (inQuestions && /^\p{Lu}[\p{Lu}\s–-]{8,}$/u.test(line)) inQuestions = false;
      (inQuestions ? section.questions : section.body).push(line);
    }
  }
  return sections.map(({ number, title, body, questions }) => ({
    number,
    title: sentenceCase(cleanText(title)),
    paragraphs: paragraphsOf(body),
    questions: questionsOf(questions),
  }));
}

/** Lines that end early with a full stop end a paragraph; a hyphenated word was cut at the line's end. */
function paragraphsOf(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let text = '';
  for (const line of lines) {
    text = joinLines(text, line);
    if (/[.!?]$/u.test(line) && line.length < 58) {
      paragraphs.push(text);
      text = '';
    }
  }
  return paragraphs
    .map(cleanText)
    .filter((paragraph) => /^\p{Lu}/u.test(paragraph) && paragraph.length > 120);
}

function questionsOf(lines: readonly string[]): string[] {
  const questions: string[] = [];
  for (const line of lines) {
    if (/^\d+\.\s/u.test(line)) questions.push(line.replace(/^\d+\.\s*/u, ''));
    else if (questions.length > 0) questions[questions.length - 1] = joinLines(last(questions), line);
  }
  return questions.map(cleanText).filter((question) => question.endsWith('?') && question.length < 200);
}

function joinLines(text: string, line: string): string {
  if (text === '') return line;
  return /\p{Ll}[-\u00ad]$/u.test(text) ? text.slice(0, -1) + line : `${text} ${line}`;
}

function sentenceCase(title: string): string {
  return title.slice(0, 1) + title.slice(1).toLowerCase().replaceAll('тоҷикистон', 'Тоҷикистон');
}
