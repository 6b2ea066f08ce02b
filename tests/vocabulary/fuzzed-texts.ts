import { seededRandom } from '../../src/core/seeded-random.ts';

const words = [
  'Салом',
  'ҷаҳон',
  'кӯҳ',
  'ғарқ',
  'Тоҷикистон',
  'донишҷӯ',
  'қишлоқ',
  'Ҳамаи',
  'the',
  'Москва',
  'سلام',
];
const tags = [
  '<td>',
  '</td>',
  '<h1>',
  '<bos>',
  '<eos>',
  '<unk>',
  '<mask>',
  '<end_of_turn>',
  '</s>',
  '<',
  '>',
  '</',
  '/>',
];
const odd = [
  '<unused5>',
  '<unused6241>',
  '<unused',
  '[multimodal]',
  '<0x41>',
  '<0x0A>',
  '<image_soft_token>',
  '<|x|>',
  '__proto__',
];
const marks = [
  '▁',
  '▁▁',
  '>▁</',
  '> </',
  '> <',
  '.▁',
  '\u200d',
  '\u0301',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\r\n',
  '\0',
];
const emoji = ['😀', '👩‍👩‍👧', '🇹🇯', '❤️', '👍🏽', '𒀀', '𝔘'];
const repeated = [' ', '\n', '\t', '-', '=', '▁', 'а', '0', '.', '😀', '\u0301'];

/** Strings that look for trouble: words, tags, runs, marks, digits, random code points; the same for a seed. */
export function* fuzzedTexts(count: number, seed = 1): Generator<string> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  const parts: (() => string)[] = [
    () => pick(words),
    () => ` ${pick(words)}`,
    () => pick(tags),
    () => pick(odd),
    () => pick(marks),
    () => pick(emoji),
    () => pick(repeated).repeat(1 + below(random() < 0.1 ? 120 : 8)),
    () => String(below(1_000_000)),
    () => codePoint(below(0x250)),
    () => codePoint(0x400 + below(0x100)),
    () => codePoint(below(0x110000)),
    () => pick([', ', '. ', '? ', '«', '»', ' — ', '!']),
  ];
  for (let index = 0; index < count; index += 1) {
    let text = '';
    for (let length = 1 + below(16); length > 0; length -= 1) text += parts[below(parts.length)]?.() ?? '';
    yield text;
  }
}

/** Lone surrogates cannot cross to another program. */
function codePoint(point: number): string {
  return point >= 0xd800 && point <= 0xdfff ? ' ' : String.fromCodePoint(point);
}
