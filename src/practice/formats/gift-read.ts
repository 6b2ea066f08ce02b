import { gapMark } from '../items/item.ts';
import { Collector, idOf, type ReadDefaults, type ReadItems } from './format.ts';
import { fieldsFromTags, splitCategory } from './item-tags.ts';
import { plainText } from './plain-text.ts';

/**
 * Reads GIFT: choices, several right (weights), matching, numbers (also ranges), short text, the missing word, true
 * and false, titles, categories, tags, general feedback. Essays, descriptions, weights of partly right answers and
 * feedback of single answers are listed.
 */
export function readGift(text: string, defaults: ReadDefaults): ReadItems {
  const found = new Collector();
  let category: string[] = [];
  let comments: string[] = [];
  for (const { line, lines } of blocksOf(text)) {
    const content: string[] = [];
    for (const one of lines) {
      const named = /^\s*\$CATEGORY:\s*(.*)$/u.exec(one);
      if (named) category = splitCategory(named[1] ?? '');
      else if (/^\s*\/\//u.test(one)) comments.push(one);
      else content.push(one);
    }
    if (content.length === 0) continue;
    readQuestion(found, content.join('\n').trim(), { line, category, comments, defaults });
    comments = [];
  }
  return found;
}

interface Context {
  readonly line: number;
  readonly category: readonly string[];
  readonly comments: readonly string[];
  readonly defaults: ReadDefaults;
}

/** Blocks between empty lines; an empty line inside braces ends none. */
function blocksOf(text: string): { line: number; lines: string[] }[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let lines: string[] = [];
  let start = 1;
  let depth = 0;
  const finish = (next: number) => {
    if (lines.length > 0) blocks.push({ line: start, lines });
    lines = [];
    start = next;
    depth = 0;
  };
  for (const [index, line] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n?|\n/u)
    .entries()) {
    const isComment = /^\s*(?:\/\/|\$CATEGORY:)/u.test(line);
    if (line.trim() === '' && depth <= 0) finish(index + 2);
    else lines.push(line);
    if (!isComment) depth += signs(line, '{') - signs(line, '}');
  }
  finish(0);
  return blocks;
}

const signs = (line: string, sign: string): number => line.replace(/\\./gu, '').split(sign).length - 1;

function readQuestion(found: Collector, block: string, context: Context): void {
  const marks = context.comments.join(' ');
  const tags = [...marks.matchAll(/\[tag:((?:\\.|[^\]\\])*)\]/gu)].map((match) =>
    withoutEscapes(match[1] ?? ''),
  );
  const [, namedId] = /\[id:((?:\\.|[^\]\\])*)\]/u.exec(marks) ?? [];
  const [whole = '', title] = /^::((?:\\.|[^\\])*?)::/su.exec(block) ?? [];
  const name = namedId === undefined ? title : namedId;
  const where =
    name === undefined ? `line ${context.line}` : `${withoutEscapes(name)} (line ${context.line})`;
  const rest = block.slice(whole.length).trimStart();
  const { fields, unknown } = fieldsFromTags(tags, context.category, context.defaults);
  for (const tag of unknown) found.lose(where, `the tag "${tag}"`);

  const open = signAt(rest, '{');
  const close = open < 0 ? -1 : signAt(rest, '}', open);
  if (open < 0 || close < 0) {
    found.leaveOut(where, open < 0 ? 'a description without answers' : 'its brace is not closed');
    return;
  }
  const [, format = ''] = /^\[(html|moodle|plain|markdown)\]/u.exec(rest) ?? [];
  const isPlain = format !== 'html' && format !== 'moodle';
  const wording = (part: string) => (isPlain ? withoutEscapes(part) : plainText(withoutEscapes(part)));
  const [before, after] = [
    wording(rest.slice(format === '' ? 0 : format.length + 2, open)),
    wording(rest.slice(close + 1)),
  ];
  if (!isPlain && /<\w/u.test(rest)) found.lose(where, 'the layout of HTML');
  const { body, why } = withoutFeedback(rest.slice(open + 1, close));
  const isGap = after.trim() !== '';
  const read = readAnswers(body.trim(), wording, (what) => found.lose(where, what));
  if (typeof read === 'string') {
    found.leaveOut(where, read);
    return;
  }
  const kind = isGap && read.kind === 'short-text' ? 'gap' : read.kind;
  const question = isGap ? `${before}${gapMark}${after}` : before.trim();
  const asGap = kind === 'short-text' && question.split(gapMark).length === 2 ? 'gap' : kind;
  found.add(where, {
    ...fields,
    ...read,
    id: name === undefined ? `gift-${context.line}` : idOf(withoutEscapes(name), `gift-${context.line}`),
    question,
    why: why === undefined ? null : wording(why).replaceAll('-\u200B>', '->').trim() || null,
    kind: asGap,
  });
}

type Answers = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** The answers between the braces; a text says why there is no such item. */
function readAnswers(
  body: string,
  wording: (part: string) => string,
  lose: (what: string) => void,
): Answers | string {
  if (body === '') return 'an essay';
  const entry = (part: string) =>
    wording(part.trim().replace(formatName, '')).replaceAll('-\u200B>', '->').trim();
  const truth = /^(T|TRUE|F|FALSE)(?:\s*#.*)?$/isu.exec(body);
  if (truth) {
    lose('true or false as such: it becomes a choice');
    return {
      kind: 'single-choice',
      options: ['Дуруст', 'Нодуруст'],
      answer: /^t/iu.test(truth[1] ?? '') ? 0 : 1,
    };
  }
  if (body.startsWith('#')) return readNumber(body.slice(1), lose);
  const answers = splitAnswers(body).map((answer) => {
    const feedback = signAt(answer.text, '#');
    if (feedback >= 0)
      lose(`the feedback of an answer "${withoutEscapes(answer.text.slice(feedback + 1)).trim()}"`);
    if (feedback < 0) return answer;
    const cut = signAt(answer.raw, '#');
    return { ...answer, text: answer.text.slice(0, feedback), raw: answer.raw.slice(0, cut) };
  });
  if (answers.length === 0) return 'its answers cannot be read';
  const arrows = answers.map(({ raw }) => raw.split('->'));
  if (answers.every(({ sign }) => sign === '=') && arrows.every((parts) => parts.length === 2))
    return matchingOf(arrows.map((parts) => parts.map((part) => entry(part))));
  const texts = answers.map(({ text }) => entry(text));
  if (answers.every(({ sign }) => sign === '=')) {
    if (answers.some(({ weight }) => weight !== undefined && weight < 100))
      lose('weights of partly right answers');
    return { kind: 'short-text', answers: texts };
  }
  const right = answers.flatMap(({ sign, weight }, place) =>
    sign === '=' || (weight ?? 0) > 0 ? [place] : [],
  );
  const key = answers.findIndex(({ sign }) => sign === '=');
  if (key >= 0) {
    if (right.length > 1) lose('weights of partly right answers');
    return { kind: 'single-choice', options: texts, answer: key };
  }
  // Without «=» several answers may be marked, as in Moodle.
  return { kind: 'several-right', options: texts, answer: right };
}

function matchingOf(pairs: readonly string[][]): Answers {
  const right = [...new Set(pairs.map(([, partner = '']) => partner))];
  const real = pairs.filter(([left]) => left !== '');
  return {
    kind: 'matching',
    left: real.map(([left]) => left),
    right,
    answer: real.map(([, partner = '']) => right.indexOf(partner)),
  };
}

function readNumber(body: string, lose: (what: string) => void): Answers | string {
  const parts = body.includes('=')
    ? splitAnswers(body)
    : [{ sign: '=', weight: undefined, text: body, raw: body }];
  const [first] = parts.filter(({ weight }) => weight === undefined || weight === 100);
  if (first === undefined) return 'no number counts in full';
  if (parts.length > 1) lose('further numbers, counted in part');
  const feedback = signAt(first.text, '#');
  if (feedback >= 0) lose('the feedback of an answer');
  const text = (feedback < 0 ? first.text : first.text.slice(0, feedback)).trim();
  const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
  const range = new RegExp(`^(${number})\\.\\.(${number})$`, 'iu').exec(text);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return { kind: 'number', answer: (low + high) / 2, unit: null, tolerance: Math.abs(high - low) / 2 };
  }
  const exact = new RegExp(`^(${number})(?::(${number}))?$`, 'iu').exec(text);
  if (!exact) return `"${text}" is no number`;
  return { kind: 'number', answer: Number(exact[1]), unit: null, tolerance: Math.abs(Number(exact[2] ?? 0)) };
}

interface GiftAnswer {
  readonly sign: string;
  readonly weight: number | undefined;
  /** Behind the weight. */
  readonly text: string;
  readonly raw: string;
}

function splitAnswers(body: string): GiftAnswer[] {
  const answers: GiftAnswer[] = [];
  for (const match of body.matchAll(/([=~])((?:\\.|[^\\=~])*)/gsu)) {
    const [, sign = '', content = ''] = match;
    const [whole = '', weight] = /^\s*%(-?[\d.]+)%/u.exec(content) ?? [];
    answers.push({
      sign,
      weight: weight === undefined ? undefined : Number(weight),
      text: content.slice(whole.length).trim(),
      raw: content,
    });
  }
  return answers;
}

function withoutFeedback(body: string): { body: string; why: string | undefined } {
  let start = signAt(body, '#');
  while (start >= 0 && !body.startsWith('####', start)) start = signAt(body, '#', start + 1);
  return start < 0
    ? { body, why: undefined }
    : { body: body.slice(0, start), why: body.slice(start + 4).replace(formatName, '') };
}

const formatName = /^\[(?:html|moodle|plain|markdown)\]/u;

/** The place of a sign that is not escaped; −1 without one. */
function signAt(text: string, sign: string, from = 0): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === sign) return index;
  }
  return -1;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gsu, (found, sign: string) =>
    sign === 'n' ? '\n' : /[\\~=#{}:\]]/.test(sign) ? sign : found,
  );
}
