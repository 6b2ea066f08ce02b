import { gapMark, type Item } from '../items/item.ts';
import type { Loss } from './format.ts';
import { categoryOf, lossesOfTags, tagsOf } from './item-tags.ts';

/** Escapes what GIFT reads as its own signs. */
function escapeSigns(text: string): string {
  return text.replace(/[\\~=#{}:]/g, (sign) => `\\${sign}`).replace(/\r\n?|\n/g, '\\n');
}

/** An arrow inside an answer would make it a pair; a format's name at its beginning would be read as one. */
const escapeAnswer = (text: string) =>
  `${/^\[(?:html|moodle|plain|markdown)\]/u.test(text) ? '[plain]' : ''}${escapeSigns(text).replaceAll('->', '-\u200B>')}`;

/** An answer that begins with % would be read as a weight: it is given its own. */
const weighted = (text: string, weight: number) =>
  `${text.startsWith('%') ? `%${weight}%` : ''}${escapeAnswer(text)}`;

/** What GIFT cannot carry: order questions, units, arrows inside pairs, the book's sentence. */
export function giftLosses(items: readonly Item[]): Loss[] {
  return items.flatMap((item): Loss[] => {
    if (item.kind === 'order')
      return [{ where: item.id, what: 'the whole item: GIFT has no order questions', isWhole: true }];
    const own = lossesOfTags(item);
    const lose = (what: string) => own.push({ where: item.id, what, isWhole: false });
    if (item.kind === 'number' && item.unit !== null) lose(`the unit "${item.unit}"`);
    if (answerTexts(item).some((one) => one.includes('->')))
      lose('arrows "->" inside answers: an invisible space parts them');
    return own;
  });
}

/** Items as GIFT (Moodle), one category line for each subject and topic; order questions are left out. */
export function writeGift(items: readonly Item[]): string {
  const blocks: string[] = [];
  let category = '';
  for (const item of items) {
    if (item.kind === 'order') continue;
    const own = categoryOf(item);
    if (own !== category) blocks.push(`$CATEGORY: ${own.replace(/\s+/gu, ' ')}\n`);
    category = own;
    blocks.push(`${tagLine(item)}\n::${escapeSigns(item.id)}::[plain]${questionOf(item)}\n`);
  }
  return blocks.join('\n');
}

function tagLine(item: Item): string {
  const inBrackets = (text: string) => text.replace(/[\\\]]/g, (sign) => `\\${sign}`).replace(/\s+/gu, ' ');
  const tags = tagsOf(item).map((tag) => `[tag:${inBrackets(tag)}]`);
  return `// ${[`[id:${inBrackets(item.id)}]`, ...tags].join(' ')}`;
}

function questionOf(item: Exclude<Item, { kind: 'order' }>): string {
  const why = item.why === null ? '' : `####${escapeAnswer(item.why)}`;
  if (item.kind !== 'gap') return `${escapeSigns(item.question)} {${answersOf(item)}${why}}`;
  const [before = '', after = ''] = item.question.split(gapMark);
  return `${escapeSigns(before)}{${answersOf(item)}${why}}${escapeSigns(after)}`;
}

function answersOf(item: Exclude<Item, { kind: 'order' }>): string {
  const line = (text: string) => `\n${text}`;
  switch (item.kind) {
    case 'single-choice':
      return `${item.options.map((one, place) => line(`${place === item.answer ? '=' : '~'}${weighted(one, place === item.answer ? 100 : 0)}`)).join('')}\n`;
    case 'several-right': {
      const right = new Set(item.answer);
      const weight = (count: number, sign: string) => `%${sign}${Number((100 / count).toFixed(5))}%`;
      const [good, bad] = [weight(right.size, ''), weight(item.options.length - right.size, '-')];
      return `${item.options.map((one, place) => line(`~${right.has(place) ? good : bad}${escapeAnswer(one)}`)).join('')}\n`;
    }
    case 'matching': {
      const used = new Set(item.answer);
      const pairs = item.left.map(
        (left, index) =>
          `=${escapeAnswer(left)} -> ${escapeAnswer(item.right[item.answer[index] ?? 0] ?? '')}`,
      );
      const extra = item.right
        .filter((_, place) => !used.has(place))
        .map((right) => `= -> ${escapeAnswer(right)}`);
      return `${[...pairs, ...extra].map(line).join('')}\n`;
    }
    case 'number':
      return `#${item.answer}:${item.tolerance}`;
    case 'short-text':
    case 'gap':
      return item.answers.map((one) => `=${weighted(one, 100)}`).join(' ');
  }
}

function answerTexts(item: Item): readonly string[] {
  if (item.kind === 'matching') return [...item.left, ...item.right];
  if (item.kind === 'short-text' || item.kind === 'gap') return item.answers;
  return item.kind === 'single-choice' || item.kind === 'several-right' ? item.options : [];
}
