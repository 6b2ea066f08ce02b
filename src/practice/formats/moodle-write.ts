import { escapeXml } from '../../core/escape.ts';
import { gapMark, type Item } from '../items/item.ts';
import type { Loss } from './format.ts';
import { categoryOf, lossesOfTags, tagsOf } from './item-tags.ts';

/** What Moodle XML cannot carry: the book's sentence, and the order in which parts are shown. */
export function moodleLosses(items: readonly Item[]): Loss[] {
  return items.flatMap((item) => {
    const own = lossesOfTags(item);
    if (item.kind === 'order')
      own.push({
        where: item.id,
        what: 'the order in which the parts are shown; Moodle before 4.4 has no ordering questions',
        isWhole: false,
      });
    return own;
  });
}

/** Items as Moodle XML, plain text throughout. */
export function writeMoodle(items: readonly Item[]): string {
  const blocks: string[] = [];
  let category = '';
  for (const item of items) {
    const own = categoryOf(item);
    if (own !== category)
      blocks.push(
        `  <question type="category"><category>${textElement(`$course$/${own}`)}</category></question>`,
      );
    category = own;
    blocks.push(questionElement(item));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${blocks.join('\n')}\n</quiz>\n`;
}

const textElement = (text: string): string => `<text>${escapeXml(text)}</text>`;
const formatted = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes} format="plain_text">${textElement(text)}</${name}>`;
const answerElement = (text: string, fraction: number, more = ''): string =>
  `    <answer fraction="${Number(fraction.toFixed(5))}" format="plain_text">${textElement(text)}${more}</answer>`;

const types = {
  'single-choice': 'multichoice',
  'several-right': 'multichoice',
  matching: 'matching',
  order: 'ordering',
  number: 'numerical',
  'short-text': 'shortanswer',
  gap: 'shortanswer',
} as const;

function questionElement(item: Item): string {
  const tags = tagsOf(item).map((tag) => `<tag>${textElement(tag)}</tag>`);
  return [
    `  <question type="${types[item.kind]}">`,
    `    <name>${textElement(item.id)}</name>`,
    `    ${formatted('questiontext', item.question)}`,
    ...(item.why === null ? [] : [`    ${formatted('generalfeedback', item.why)}`]),
    '    <defaultgrade>1</defaultgrade>',
    `    <idnumber>${escapeXml(item.id)}</idnumber>`,
    ...answerElements(item),
    `    <tags>${tags.join('')}</tags>`,
    '  </question>',
  ].join('\n');
}

function answerElements(item: Item): string[] {
  switch (item.kind) {
    case 'single-choice':
      return [
        '    <single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>',
        ...item.options.map((option, place) => answerElement(option, place === item.answer ? 100 : 0)),
      ];
    case 'several-right': {
      const right = new Set(item.answer);
      const [good, bad] = [100 / right.size, -100 / (item.options.length - right.size)];
      return [
        '    <single>false</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>',
        ...item.options.map((option, place) => answerElement(option, right.has(place) ? good : bad)),
      ];
    }
    case 'matching': {
      const used = new Set(item.answer);
      const pair = (left: string, right: string) =>
        `    ${formatted('subquestion', left).replace('</subquestion>', `<answer>${textElement(right)}</answer></subquestion>`)}`;
      return [
        '    <shuffleanswers>true</shuffleanswers>',
        ...item.left.map((left, index) => pair(left, item.right[item.answer[index] ?? 0] ?? '')),
        ...item.right.filter((_, place) => !used.has(place)).map((right) => pair('', right)),
      ];
    }
    case 'order':
      return item.answer.map((place, index) => answerElement(item.parts[place] ?? '', index + 1));
    case 'number': {
      const units = `    <units><unit><multiplier>1</multiplier><unit_name>${escapeXml(item.unit ?? '')}</unit_name></unit></units>`;
      return [
        answerElement(String(item.answer), 100, `<tolerance>${item.tolerance}</tolerance>`),
        ...(item.unit === null
          ? []
          : [units, '    <unitgradingtype>0</unitgradingtype><showunits>1</showunits>']),
      ];
    }
    case 'short-text':
    case 'gap':
      return ['    <usecase>0</usecase>', ...item.answers.map((answer) => answerElement(answer, 100))];
  }
}

/** The gap as Moodle's short answers show it: a run of underscores. */
export const isGapQuestion = (question: string): boolean => question.split(gapMark).length === 2;
