import { strToU8, zipSync } from 'fflate';
import { BadInputError } from '../../core/errors.ts';
import { escapeXml } from '../../core/escape.ts';
import { entryLetters } from '../grading/tidy-typed.ts';
import { gapMark, type Item } from '../items/item.ts';
import { bytesOf, type Loss } from './format.ts';
import { tagsOf } from './item-tags.ts';
import { xmlNameOf } from './xml.ts';

const namespace = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const templates = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates';

/** What QTI 3 cannot carry: the book's sentence; in a single file, which has no metadata, also subject, source and author. */
export function qtiLosses(items: readonly Item[], file: string): Loss[] {
  const isSingle = file.toLowerCase().endsWith('.xml');
  return items.flatMap(({ id, source }) => [
    ...(source?.sentence == null ? [] : [{ where: id, what: 'the sentence of the book', isWhole: false }]),
    ...(isSingle
      ? [
          {
            where: id,
            what: 'subject, topic, grade, status, version, author and book: only a package (.zip) holds them',
            isWhole: false,
          },
        ]
      : []),
  ]);
}

/**
 * Items as a QTI 3 package (a zip with its manifest), or one item alone where the file is called `.xml`.
 * @throws BadInputError when several items are to go into one `.xml`.
 */
export function writeQti(items: readonly Item[], file: string): Uint8Array {
  if (file.toLowerCase().endsWith('.xml')) {
    const [only] = items;
    if (only === undefined || items.length !== 1) {
      throw new BadInputError({
        message: `A QTI item file holds one item; there are ${items.length}.`,
        file,
        remedy: 'Name a file that ends in .zip: a package holds any number.',
      });
    }
    return bytesOf(itemDocument(only));
  }
  const entries = items.map((item, index) => ({ item, href: `items/item-${index + 1}.xml` }));
  const files = Object.fromEntries(entries.map(({ item, href }) => [href, strToU8(itemDocument(item))]));
  return zipSync(
    { 'imsmanifest.xml': strToU8(manifest(entries)), ...files },
    { mtime: new Date('2000-01-01T00:00:00') },
  );
}

function manifest(entries: readonly { item: Item; href: string }[]): string {
  const resources = entries.map(({ item, href }, index) => {
    const words = [
      `subject=${item.subject}`,
      ...(item.topic === null ? [] : [`topic=${item.topic}`]),
      ...tagsOf(item),
    ];
    const keywords = words.map(
      (word) => `<lom:keyword><lom:string language="tg">${escapeXml(word)}</lom:string></lom:keyword>`,
    );
    return `    <resource identifier="resource-${index + 1}" type="imsqti_item_xmlv3p0" href="${href}">
      <metadata><lom:lom><lom:general>${keywords.join('')}</lom:general></lom:lom></metadata>
      <file href="${href}"/>
    </resource>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/LOM" identifier="soro-items">
  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
  <organizations/>
  <resources>
${resources.join('\n')}
  </resources>
</manifest>
`;
}

function itemDocument(item: Item): string {
  const { declaration, body, processing } = partsOf(item);
  const feedback =
    item.why === null
      ? ''
      : `\n  <qti-modal-feedback outcome-identifier="FEEDBACK" identifier="WHY" show-hide="hide"><qti-content-body><p>${escapeXml(item.why)}</p></qti-content-body></qti-modal-feedback>`;
  const outcome =
    item.why === null
      ? ''
      : '\n  <qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="${namespace}" identifier="${xmlNameOf(item.id)}" title="${escapeXml(item.id)}" adaptive="false" time-dependent="false" xml:lang="tg">
  ${declaration}
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>${outcome}
  <qti-item-body>${body}</qti-item-body>
  ${processing}${feedback}
</qti-assessment-item>
`;
}

interface Parts {
  readonly declaration: string;
  readonly body: string;
  readonly processing: string;
}

const byTemplate = (name: string) => `<qti-response-processing template="${templates}/${name}.xml"/>`;
const prompt = (item: Item) => `<qti-prompt>${escapeXml(item.question)}</qti-prompt>`;
const letter = (place: number) => entryLetters.charAt(place);

function declare(cardinality: string, baseType: string, values: readonly string[], mapping = ''): string {
  const correct = values.map((value) => `<qti-value>${escapeXml(value)}</qti-value>`).join('');
  return `<qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="${baseType}"><qti-correct-response>${correct}</qti-correct-response>${mapping}</qti-response-declaration>`;
}

function partsOf(item: Item): Parts {
  switch (item.kind) {
    case 'single-choice':
    case 'several-right': {
      const right = item.kind === 'single-choice' ? [item.answer] : item.answer;
      const most = item.kind === 'single-choice' ? 1 : 0;
      const choices = item.options.map(
        (option, place) =>
          `<qti-simple-choice identifier="${letter(place)}">${escapeXml(option)}</qti-simple-choice>`,
      );
      return {
        declaration: declare(most === 1 ? 'single' : 'multiple', 'identifier', right.map(letter)),
        body: `<qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="${most}">${prompt(item)}${choices.join('')}</qti-choice-interaction>`,
        processing: byTemplate('match_correct'),
      };
    }
    case 'order': {
      const choices = item.parts.map(
        (part, place) =>
          `<qti-simple-choice identifier="${letter(place)}">${escapeXml(part)}</qti-simple-choice>`,
      );
      return {
        declaration: declare('ordered', 'identifier', item.answer.map(letter)),
        body: `<qti-order-interaction response-identifier="RESPONSE" shuffle="false">${prompt(item)}${choices.join('')}</qti-order-interaction>`,
        processing: byTemplate('match_correct'),
      };
    }
    case 'matching': {
      const set = (side: string, entries: readonly string[], most: number) =>
        `<qti-simple-match-set>${entries.map((one, place) => `<qti-simple-associable-choice identifier="${side}${place + 1}" match-max="${most}">${escapeXml(one)}</qti-simple-associable-choice>`).join('')}</qti-simple-match-set>`;
      return {
        declaration: declare(
          'multiple',
          'directedPair',
          item.answer.map((right, left) => `L${left + 1} R${right + 1}`),
        ),
        body: `<qti-match-interaction response-identifier="RESPONSE" shuffle="false" max-associations="${item.left.length}">${prompt(item)}${set('L', item.left, 1)}${set('R', item.right, item.left.length)}</qti-match-interaction>`,
        processing: byTemplate('match_correct'),
      };
    }
    case 'number': {
      const unit = item.unit === null ? '' : ` <span class="soro-unit">${escapeXml(item.unit)}</span>`;
      return {
        declaration: declare('single', 'float', [String(item.answer)]),
        body: `<div class="soro-question">${escapeXml(item.question)}</div><p><qti-text-entry-interaction response-identifier="RESPONSE" expected-length="12"/>${unit}</p>`,
        processing: `<qti-response-processing><qti-response-condition><qti-response-if><qti-equal tolerance-mode="absolute" tolerance="${item.tolerance} ${item.tolerance}"><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>`,
      };
    }
    case 'short-text':
    case 'gap': {
      const entries = item.answers.map(
        (answer) => `<qti-map-entry map-key="${escapeXml(answer)}" mapped-value="1" case-sensitive="false"/>`,
      );
      const entry = '<qti-text-entry-interaction response-identifier="RESPONSE" expected-length="30"/>';
      const [before = '', after = ''] = item.question.split(gapMark);
      return {
        declaration: declare(
          'single',
          'string',
          item.answers.slice(0, 1),
          `<qti-mapping default-value="0">${entries.join('')}</qti-mapping>`,
        ),
        body:
          item.kind === 'gap'
            ? `<p>${escapeXml(before)}${entry}${escapeXml(after)}</p>`
            : `<div class="soro-question">${escapeXml(item.question)}</div><p>${entry}</p>`,
        processing: byTemplate('map_response'),
      };
    }
  }
}
