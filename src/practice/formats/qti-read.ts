import { unzipSync } from 'fflate';
import { BadInputError } from '../../core/errors.ts';
import { gapMark } from '../items/item.ts';
import { Collector, idOf, largestFileBytes, type ReadDefaults, type ReadItems, textOf } from './format.ts';
import { fieldsFromTags } from './item-tags.ts';
import { allBelow, childOf, childrenOf, contentOf, readXml, type XmlElement, xmlNameOf } from './xml.ts';

/**
 * Reads a QTI 3 item or a package of them: choice, order, match and one text entry. Items with several interactions,
 * others and media are listed.
 * @throws BadInputError for a damaged package, one that unpacks to more than 64 MB, or QTI 2.
 */
export function readQti(bytes: Uint8Array, file: string, defaults: ReadDefaults): ReadItems {
  const found = new Collector();
  const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const documents = isPackage ? unpack(bytes, file) : new Map([['', bytes]]);
  const words = keywordsOf(documents.get('imsmanifest.xml'), file);
  const paths = [...documents.keys()].filter((path) => !path.endsWith('imsmanifest.xml')).sort(byNumber);
  for (const path of paths) {
    const place = path === '' ? file : `${file}, ${path}`;
    const content = documents.get(path);
    if (content === undefined) continue;
    const root = readXml(textOf(content, place), place);
    if (root.name === 'assessmentItem') {
      throw new BadInputError({ message: 'This is QTI 2.', file: place, remedy: 'Export it as QTI 3.0.' });
    }
    if (root.name === 'qti-assessment-item') readItem(found, root, words.get(path) ?? [], defaults);
    else if (root.name === 'qti-assessment-test') found.lose(place, 'the test: only its items are read');
    else found.leaveOut(place, `<${root.name}> is no QTI 3 item`);
  }
  return found;
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function unpack(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  let total = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.toLowerCase().endsWith('.xml')) return false;
        total += originalSize;
        if (total > largestFileBytes) throw new RangeError('too large');
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    throw new BadInputError({
      message:
        error instanceof RangeError ? 'The package unpacks to more than 64 MB.' : 'The package is damaged.',
      file,
      remedy: 'Export it again.',
      cause: error,
    });
  }
}

/** The keywords of each resource of the manifest, by its path. */
function keywordsOf(manifest: Uint8Array | undefined, file: string): Map<string, string[]> {
  if (manifest === undefined) return new Map();
  const place = `${file}, imsmanifest.xml`;
  return new Map(
    allBelow(readXml(textOf(manifest, place), place), 'resource').map((resource) => [
      resource.attributes.href ?? '',
      allBelow(resource, 'keyword').map((keyword) => contentOf(keyword).trim()),
    ]),
  );
}

const interactions = /^qti-.*-interaction$/u;

function readItem(
  found: Collector,
  root: XmlElement,
  words: readonly string[],
  defaults: ReadDefaults,
): void {
  const { identifier, title } = root.attributes;
  // An identifier has no slashes; the title of our own files is the id that it was made from.
  const isFromTitle = title !== undefined && (identifier === undefined || xmlNameOf(title) === identifier);
  const id = (isFromTitle ? title : identifier) ?? '';
  const body = childOf(root, 'qti-item-body');
  const [interaction, another] =
    body === undefined ? [] : below(body).filter(({ name }) => interactions.test(name));
  if (body === undefined || interaction === undefined || another !== undefined) {
    found.leaveOut(id, interaction === undefined ? 'it has no interaction' : 'it has several interactions');
    return;
  }
  if (below(body).some(({ name }) => /^(?:img|audio|video|object|math|qti-stimulus)/u.test(name)))
    found.lose(id, 'pictures, media and formulas');
  const declaration = allBelow(root, 'qti-response-declaration')[0];
  const values =
    declaration === undefined
      ? []
      : allBelow(declaration, 'qti-value').map((value) => contentOf(value).trim());
  const read = readInteraction(interaction, root, body, declaration, values);
  if (typeof read === 'string') {
    found.leaveOut(id, read);
    return;
  }
  const named = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
  const category = [named('subject') ?? defaults.subject, named('topic') ?? ''];
  const tags = words.filter((word) => !/^(?:subject|topic)=/u.test(word));
  const { fields, unknown } = fieldsFromTags(tags, category, defaults);
  for (const word of unknown) found.lose(id, `the keyword "${word}"`);
  const why = allBelow(root, 'qti-modal-feedback')
    .map((feedback) => textOfElement(feedback))
    .join('\n')
    .trim();
  found.add(id, { ...fields, ...read, id: idOf(id, 'qti'), why: why === '' ? null : why });
}

type Fields = Readonly<Record<string, unknown>>;

function readInteraction(
  interaction: XmlElement,
  root: XmlElement,
  body: XmlElement,
  declaration: XmlElement | undefined,
  values: readonly string[],
): Fields | string {
  const prompt = childOf(interaction, 'qti-prompt');
  const around = childrenOf(body)
    .filter((child) => child !== interaction)
    .map(textOfElement);
  const question = [...around, ...(prompt === undefined ? [] : [textOfElement(prompt)])].join('\n').trim();
  const choices = allBelow(interaction, 'qti-simple-choice');
  const texts = choices.map(textOfElement);
  const places = values.map((value) => choices.findIndex((choice) => choice.attributes.identifier === value));
  switch (interaction.name) {
    case 'qti-choice-interaction': {
      const isSeveral = declaration?.attributes.cardinality === 'multiple';
      const answer = isSeveral ? places : places[0];
      return { kind: isSeveral ? 'several-right' : 'single-choice', question, options: texts, answer };
    }
    case 'qti-order-interaction':
      return { kind: 'order', question, parts: texts, answer: places };
    case 'qti-match-interaction': {
      const [left = [], right = []] = allBelow(interaction, 'qti-simple-match-set').map((set) =>
        allBelow(set, 'qti-simple-associable-choice'),
      );
      const partner = new Map(
        values.map((value) => value.split(/\s+/u)).map(([one = '', other = '']) => [one, other]),
      );
      const answer = left.map((one) =>
        right.findIndex(
          (other) => other.attributes.identifier === partner.get(one.attributes.identifier ?? ''),
        ),
      );
      return {
        kind: 'matching',
        question,
        left: left.map(textOfElement),
        right: right.map(textOfElement),
        answer,
      };
    }
    case 'qti-text-entry-interaction':
      return readTextEntry(root, body, declaration, values);
    default:
      return `Soro has no questions with <${interaction.name}>`;
  }
}

function readTextEntry(
  root: XmlElement,
  body: XmlElement,
  declaration: XmlElement | undefined,
  values: readonly string[],
): Fields {
  const own = allBelow(body, 'div').find((div) => div.attributes.class === 'soro-question');
  const whole = textOfElement(body);
  const [before = '', after = ''] = whole.split(gapMark);
  if (
    declaration?.attributes['base-type'] === 'float' ||
    declaration?.attributes['base-type'] === 'integer'
  ) {
    const unit = allBelow(body, 'span').find((span) => span.attributes.class === 'soro-unit');
    const [tolerance = '0'] = (allBelow(root, 'qti-equal')[0]?.attributes.tolerance ?? '0').split(/\s+/u);
    const question =
      own === undefined ? `${before}${after === '' ? '' : ` … ${after}`}`.trim() : textOfElement(own);
    return {
      kind: 'number',
      question,
      answer: Number(values[0]),
      unit: unit === undefined ? null : textOfElement(unit),
      tolerance: Number(tolerance),
    };
  }
  const mapped =
    declaration === undefined
      ? []
      : allBelow(declaration, 'qti-map-entry')
          .filter((one) => Number(one.attributes['mapped-value']) > 0)
          .map((one) => one.attributes['map-key'] ?? '');
  const answers = [...new Set([...values, ...mapped])];
  if (own !== undefined) return { kind: 'short-text', question: textOfElement(own), answers };
  const isGap = after.trim() !== '';
  return { kind: isGap ? 'gap' : 'short-text', question: isGap ? whole : before.trim(), answers };
}

function below(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => [child, ...below(child)]);
}

/** The text of an element; an interaction for text is the gap. */
function textOfElement(element: XmlElement): string {
  const text = element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.name === 'qti-text-entry-interaction') return gapMark;
      return /^(?:p|div|br|li)$/u.test(child.name) ? `${textOfElement(child)}\n` : textOfElement(child);
    })
    .join('');
  return text.trim();
}
