import { gapMark } from '../items/item.ts';
import { Collector, idOf, type ReadDefaults, type ReadItems } from './format.ts';
import { fieldsFromTags, splitCategory } from './item-tags.ts';
import { isGapQuestion } from './moodle-write.ts';
import { plainText } from './plain-text.ts';
import { allBelow, childOf, childrenOf, contentOf, readXml, type XmlElement } from './xml.ts';

/**
 * Reads Moodle XML: multichoice, truefalse, matching, shortanswer, numerical, ordering. Other kinds, feedback of
 * single answers, partly right answers, pictures and files are listed.
 */
export function readMoodle(text: string, file: string, defaults: ReadDefaults): ReadItems {
  const found = new Collector();
  let category: string[] = [];
  for (const question of childrenOf(readXml(text, file), 'question')) {
    if (question.attributes.type === 'category')
      category = splitCategory(contentOf(childOf(question, 'category')));
    else readQuestion(found, question, category, defaults);
  }
  return found;
}

function readQuestion(
  found: Collector,
  question: XmlElement,
  category: readonly string[],
  defaults: ReadDefaults,
): void {
  const { type = 'unknown' } = question.attributes;
  const name = textIn(question, 'name');
  const where = `${name === '' ? type : name} (line ${question.line})`;
  const lose = (what: string) => found.lose(where, what);
  const read = readAnswers(type, question, lose);
  if (read === undefined) {
    found.leaveOut(where, `Soro has no questions of the kind "${type}"`);
    return;
  }
  const tags = allBelow(question, 'tag').map((tag) => contentOf(tag).trim());
  const { fields, unknown } = fieldsFromTags(tags, category, defaults);
  for (const tag of unknown) lose(`the tag "${tag}"`);
  const worded = childOf(question, 'questiontext');
  if (allBelow(question, 'file').length > 0) lose('its files and pictures');
  if (
    worded?.attributes.format !== 'plain_text' &&
    /<(?:b|i|strong|em|table|sup|sub|span|img)\b/iu.test(contentOf(worded))
  )
    lose('the layout of HTML');
  if (allBelow(question, 'hint').some((hint) => contentOf(hint).trim() !== '')) lose('its hints');
  if (childrenOf(question, 'answer').some((answer) => textIn(answer, 'feedback') !== ''))
    lose('feedback of single answers');
  const wording = formattedText(worded).replace(/_{3,}/gu, gapMark);
  const why = formattedText(childOf(question, 'generalfeedback'));
  const idnumber = contentOf(childOf(question, 'idnumber')).trim();
  found.add(where, {
    ...fields,
    ...read,
    kind: read.kind === 'short-text' && isGapQuestion(wording) ? 'gap' : read.kind,
    id: idOf(idnumber === '' ? name : idnumber, `moodle-${question.line}`),
    question: wording,
    why: why === '' ? null : why,
  });
}

type Answers = { readonly kind: string } & Readonly<Record<string, unknown>>;

function readAnswers(type: string, question: XmlElement, lose: (what: string) => void): Answers | undefined {
  const answers = childrenOf(question, 'answer').map((answer) => ({
    element: answer,
    text: formattedText(answer),
    fraction: Number(answer.attributes.fraction ?? 0),
  }));
  const texts = answers.map(({ text }) => text);
  const full = answers.filter(({ fraction }) => fraction === 100);
  switch (type) {
    case 'multichoice': {
      const right = answers.flatMap(({ fraction }, place) => (fraction > 0 ? [place] : []));
      if (['false', '0'].includes(contentOf(childOf(question, 'single')).trim()))
        return { kind: 'several-right', options: texts, answer: right };
      if (right.length > 1) lose('weights of partly right answers');
      return {
        kind: 'single-choice',
        options: texts,
        answer: answers.findIndex(({ fraction }) => fraction === 100),
      };
    }
    case 'truefalse':
      lose('true or false as such: it becomes a choice');
      return {
        kind: 'single-choice',
        options: ['Дуруст', 'Нодуруст'],
        answer: /^true$/iu.test(full[0]?.text ?? '') ? 0 : 1,
      };
    case 'matching':
    case 'match':
      return matchingOf(childrenOf(question, 'subquestion'));
    case 'shortanswer':
      if (full.length < answers.length) lose('partly right answers');
      return { kind: 'short-text', answers: [...new Set(full.map(({ text }) => text))] };
    case 'numerical': {
      const [first] = full;
      if (full.length < answers.length) lose('partly right numbers');
      const units = allBelow(question, 'unit').map((unit) => contentOf(childOf(unit, 'unit_name')).trim());
      if (units.length > 1) lose(`the units ${units.slice(1).join(', ')}`);
      const tolerance = Number(contentOf(first && childOf(first.element, 'tolerance')).trim() || '0');
      return { kind: 'number', answer: Number(first?.text ?? Number.NaN), unit: units[0] || null, tolerance };
    }
    case 'ordering': {
      const ordered = [...answers]
        .sort((one, other) => one.fraction - other.fraction)
        .map(({ text }) => text);
      const parts = [...ordered].sort();
      return { kind: 'order', parts, answer: ordered.map((part) => parts.indexOf(part)) };
    }
    default:
      return undefined;
  }
}

function matchingOf(subquestions: readonly XmlElement[]): Answers {
  const pairs = subquestions.map((one) => ({ left: formattedText(one), right: textIn(one, 'answer') }));
  const right = [...new Set(pairs.map((pair) => pair.right))];
  const real = pairs.filter(({ left }) => left !== '');
  return {
    kind: 'matching',
    left: real.map(({ left }) => left),
    right,
    answer: real.map((pair) => right.indexOf(pair.right)),
  };
}

/** The `text` below a child of a name; empty without such a child. */
function textIn(element: XmlElement, name: string): string {
  const child = childOf(element, name);
  return child === undefined ? '' : contentOf(childOf(child, 'text') ?? child).trim();
}

/** The text of an element with a format: HTML (the standard) loses its layout, other formats are text already. */
function formattedText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const text = contentOf(childOf(element, 'text') ?? element).trim();
  return element.attributes.format === 'plain_text' ? text : plainText(text);
}
