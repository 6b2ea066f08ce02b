import { numberToWords, ordinalToWords } from '../../language/index.ts';
import { isWhole } from '../exact/rational.ts';
import { figure, hasFiniteDecimals, plainValue } from '../exact/write.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import { type FoundNumber, type Reading, readQuestion } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';
import { fromRoman, largestRoman, toRoman } from './roman.ts';

defineWords(
  'writeIt',
  'нависед, навис, чӣ тавр навишта мешавад, чӣ хел навишта мешавад, чихел менависанд, чӣ тавр менависанд, чӣ хел менависем, чӣ тавр мешавад, хонед, чӣ тавр мехонанд, чӣ хел мехонем, чӣ тавр хонда мешавад, гардон, гардонед, навишта деҳ, нависем, чӣ хел мешавад, ифода кунед',
);
defineWords(
  'inWords',
  'бо калима, бо калимаҳо, бо ҳарф, бо ҳарфҳо, прописью, бо сухан, ба калима, прописю, бо забони тоҷикӣ, бо тоҷикӣ, по таджикски',
);
defineWords(
  'inDigits',
  'бо рақам, бо рақамҳо, бо рақами, цифрами, цифрой, рақамаш, ба рақам, бо адад, дар шакли рақам, рақамӣ',
);
defineWords(
  'romans',
  'бо рақами римӣ, бо рақамҳои римӣ, бо рақами румӣ, бо рақамҳои румӣ, ба рақами римӣ, ба рақами румӣ, римскими, римскими цифрами, румӣ, римӣ, бо римӣ, бо румӣ, дар рақами румӣ, дар рақами римӣ, рақами римӣ, рақами румӣ, рақами римиаш, рақами румиаш',
);
defineWords(
  'romanNumber',
  'рақами римии, рақами румии, рақами римӣ, рақами румӣ, адади румии, адади римии, римский, рақамҳои римии',
);
defineWords(
  'ordinal',
  'шумораи тартибӣ, шумораи тартибии, шумораи тартибиаш, шумораи тартибиашро, порядковое числительное, шумораи тартибӣ созед, адади тартибӣ, тартибӣ, тартибиаш',
);

const toWords = patterns(
  '<a> {inWords} [{writeIt}]',
  '<a> ро {inWords} {writeIt}',
  '{inWords} {writeIt} : <a>',
  '<a> [ро] чӣ тавр мехонанд|хонда_мешавад',
  '<a> [ро] чихел|чӣ_хел мехонанд|хонда_мешавад|хонем',
  '<a> − инро {inWords} хонед',
  '{inWords} <a> {writeIt}',
  '<a> прописью {inWords}',
  '<a> ро хон|хонед',
  'адади <a> чӣ тавр хонда мешавад',
  '{writeIt} {inWords} [:] <a>',
);
const toDigits = patterns(
  '<a> {inDigits} [{writeIt}]',
  'инро {inDigits} {writeIt} : <a>',
  '{inDigits} {writeIt} : <a>',
  'ададро {inDigits} {writeIt} : <a>',
  'ададро {inDigits} нишон диҳед : <a>',
  '<a> ро {inDigits} {writeIt}',
  '{inDigits} : <a>',
  '{inDigits} <a> {writeIt}',
  '<a> − ин чанд',
);
const quotedDigits = patterns(
  '"q {inDigits} [{writeIt}]',
  '"q − ин [чанд]',
  'инро {inDigits} {writeIt} : "q',
  '"q ро {inDigits} {writeIt}',
  'адади "q {inDigits} [{writeIt}]',
);
const toOrdinal = patterns(
  '<a> {ordinal} [чӣ] [мешавад] [созед|соз] [пожалуйста]',
  'аз [адади] <a> {ordinal} [созед|соз|нависед]',
  '{ordinal} [аз] <a> [чӣ] [мешавад] [пожалуйста]',
  '<a> − {ordinal} [нависед]',
  'чандум [:] <a>',
);
const ordinalFromQuote = patterns(
  '"q − <a> ро дар ҷавоб нависед',
  '"q − адади <a> ро дар ҷавоб нависед',
  '"q − адади <a> дар ҷавоб нависед',
  '"q − <a> дар ҷавоб нависед',
  '"q − <a> дар ҷавоб',
);
const toRomans = patterns(
  '<a> [ро] {romans} [{writeIt}]',
  '{romanNumber} <a> [чист]',
  '{writeIt} <a> {romans}',
  'асри <a> [ро] {romans} [{writeIt}]',
  'соли <a> [ро] {romans} [{writeIt}]',
  '{romans} <a>',
);
const fromRomans = patterns(
  '[асри] @r [асри] [яъне] [чанд]',
  '{romanNumber} @r [ин] [чанд|чист]',
  '@r {romanNumber} [чанд]',
  '@r ба|бо|дар рақами|рақамҳои арабӣ|оддӣ [{writeIt}]',
  '@r кадом адад аст',
  '@r ин чанд|чист',
  'асри @r [яъне|ин] асри чандум [аст]',
  '@r асри чандум',
);
const binary = patterns(
  '<a> дар системаи дуӣ|дуии [чанд] [мешавад]',
  '<a> [ро] ба|дар системаи дуӣ [{writeIt}]',
  '<a> двоичный',
  '<a> ро ба системаи даҳӣ [{writeIt}|гузарон|гузаронед]',
  '<a> [ро] ба системаи дуӣ гузарон|гузаронед',
  '[адади] дуии <a> [дар_системаи_даҳӣ] [чанд]',
  '<a> аз системаи дуӣ ба даҳӣ [{writeIt}|гузарон|гузаронед]',
);

export const numerals: Tool = {
  name: 'numerals',
  title: 'Рақам ва калима',
  examples: [
    '1248-ро бо калима нависед',
    'хафтсаду чилу се бо рақам',
    'шумораи тартибии 15',
    'XLII чанд аст?',
    '2024 бо рақами римӣ',
    '1011 дар системаи дуӣ чанд мешавад',
  ],
  answer(reading) {
    return inWords(reading) ?? inDigits(reading) ?? ordinals(reading) ?? romans(reading) ?? binaries(reading);
  },
};

const hasDigits = (number: FoundNumber) => /\d/.test(number.text);
const limit = 10n ** 15n;

function inWords(reading: Reading): Finding | undefined {
  const number = matchAny(toWords, reading)?.number('a');
  if (
    !number ||
    !hasDigits(number) ||
    number.value.top > limit * number.value.bottom ||
    !hasFiniteDecimals(number.value)
  )
    return undefined;
  if (number.isOrdinal) return ordinalAnswer(number);
  const words = numberToWords(plainValue(number.value));
  return {
    text: `${figure(number.value)} — ${words}.`,
    value: words,
    understood: `${figure(number.value)} бо калима`,
    explanation: 'Қисмҳои адад бо «-у» пайваст мешаванд: саду бисту панҷ.',
  };
}

function inDigits(reading: Reading): Finding | undefined {
  const quoted = matchAny(quotedDigits, reading);
  const inner = quoted && readQuestion(reading.quotes[Number(quoted.text('q'))] ?? '', { isLoose: true });
  const number = inner
    ? inner.text === '№0'
      ? inner.numbers[0]
      : undefined
    : matchAny(toDigits, reading)?.number('a');
  if (!number || hasDigits(number)) return undefined;
  const digits = figure(number.value);
  const ending = /юми?$/u.test(number.text) ? '-юм' : '-ум';
  const value = number.isOrdinal ? `${plainValue(number.value)}${ending}` : plainValue(number.value);
  return {
    text: `${number.text} — ${digits}${number.isOrdinal ? ending : ''}.`,
    value,
    understood: `«${number.text}» бо рақам`,
    explanation: 'Ҳазорҳо бо фосила ҷудо мешаванд.',
  };
}

function ordinals(reading: Reading): Finding | undefined {
  const quoted = matchAny(ordinalFromQuote, reading);
  if (quoted && !/^чандум/iu.test(reading.quotes[Number(quoted.text('q'))] ?? '')) return undefined;
  const number = quoted?.number('a') ?? matchAny(toOrdinal, reading)?.number('a');
  return number && ordinalAnswer(number);
}

function ordinalAnswer(number: FoundNumber): Finding | undefined {
  if (!isWhole(number.value) || number.value.top > limit || number.value.top < 0n) return undefined;
  const words = ordinalToWords(number.value.top);
  return {
    text: `${figure(number.value)} → ${words}.`,
    value: words,
    understood: `шумораи тартибии ${figure(number.value)}`,
    explanation: 'Ба шумора пасванди -ум, пас аз садонок -юм илова мешавад.',
  };
}

function romans(reading: Reading): Finding | undefined {
  const number = matchAny(toRomans, reading)?.number('a');
  if (number) {
    const { value } = number;
    const understood = `${figure(value)} бо рақами румӣ`;
    if (!isWhole(value) || value.top < 1n || value.top > BigInt(largestRoman))
      return {
        text: `Бо рақамҳои румии маъмулӣ танҳо ададҳои аз 1 то ${largestRoman} навишта мешаванд.`,
        value: 'навишта намешавад',
        understood,
        explanation: 'Барои ададҳои калонтар аломатҳои махсус лозиманд.',
      };
    const { text, steps } = toRoman(Number(value.top));
    return {
      text: `${steps.join(' + ').replace(/ = \d+/g, (one) => `${one.replace(' = ', ' (')})`)}.\n${figure(value)} = ${text}`,
      value: text,
      understood,
      explanation:
        'I = 1, V = 5, X = 10, L = 50, C = 100, D = 500, M = 1000; аломати хурди пеш аз калон тарҳ мешавад.',
    };
  }
  const word = matchAny(fromRomans, reading)?.text('r');
  const typed = word === undefined ? undefined : reading.typed.get(word);
  if (
    typed === undefined ||
    !/^\p{Lu}+$/u.test(typed) ||
    (typed.length < 2 && !/аср|рим|рум/.test(reading.text))
  )
    return undefined;
  const value = fromRoman(typed);
  if (value === undefined) return undefined;
  const { text, steps } = toRoman(value);
  return {
    text: `${steps.join(', ')}.\n${text} = ${value}`,
    value: String(value),
    understood: `рақами румии ${text}`,
    explanation:
      'I = 1, V = 5, X = 10, L = 50, C = 100, D = 500, M = 1000; аломати хурди пеш аз калон тарҳ мешавад.',
  };
}

function binaries(reading: Reading): Finding | undefined {
  const match = matchAny(binary, reading);
  if (!match) return undefined;
  const { text, value } = match.number('a');
  if (!isWhole(value) || value.top < 0n || !/^\d+$/.test(text) || text.length > 40) return undefined;
  const isBinary = /^[01]+$/.test(text);
  const toTen =
    /дахи/.test(reading.text) || (isBinary && !/(?:навис|ба системаи дуи|гузарон)/u.test(reading.text));
  if (toTen && !isBinary) return undefined;
  const explanation = 'Дар системаи дуӣ танҳо рақамҳои 0 ва 1 ҳастанд; разрядҳо дараҷаҳои 2 мебошанд.';
  if (!toTen)
    return {
      text: `${figure(value)} дар системаи дуӣ: ${value.top.toString(2)}`,
      value: value.top.toString(2),
      understood: `${figure(value)} → системаи дуӣ`,
      explanation,
    };
  const parts = [...text].map((digit, place) =>
    digit === '1' ? String(2n ** BigInt(text.length - 1 - place)) : '0',
  );
  const result = BigInt(`0b${text}`);
  return {
    text: `${parts.join(' + ')} = ${result}.\n${text} (дуӣ) = ${result}`,
    value: String(result),
    understood: `${text} дар системаи дуӣ`,
    explanation,
  };
}
