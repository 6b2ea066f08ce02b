import { countUp } from '../../../core/count-up.ts';
import { at } from '../../../core/known.ts';
import { measureUnits, plainTajik, withoutTajikLetters } from '../../../language/index.ts';
import { plainDigits } from './tidy-answer.ts';

/** What a unit measures and how much of the base unit it is. */
export interface Unit {
  readonly factor: number;
  /** Canonical: equal for units that can be converted into each other. */
  readonly dimension: string;
}

interface UnitPart {
  readonly factor: number;
  readonly of: Readonly<Record<string, number>>;
}

const exact = new Map<string, UnitPart>();
/** Typed without Tajik letters, with its capitals: Ч is Ҷ, and ч an hour. */
const plainNames = new Map<string, UnitPart>();
const folded = new Map<string, UnitPart>();
for (const { names, signs, factor: fraction, of } of measureUnits) {
  const [top, bottom = 1] = fraction.split('/').map(Number);
  const factor = Number(top) / bottom;
  for (const name of [...names, ...signs]) {
    if (!exact.has(name)) exact.set(name, { factor, of });
    const typed = withoutTajikLetters(name);
    if (!plainNames.has(typed)) plainNames.set(typed, { factor, of });
    const plain = foldName(name);
    if (!folded.has(plain)) folded.set(plain, { factor, of });
  }
}

/** «метр дар сония» is м/с, «метри мураббаъ» м². */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/(\p{L}+?)и?\s+(?:мураббаъ?|мураба[ъ']?|квадрат[иӣ]?)(?!\p{L})/giu, '$12'],
  [/(\p{L}+?)и?\s+(?:мукааб|куб[иӣ]?)(?!\p{L})/giu, '$13'],
  [/(?<=\p{L})\s+(?:дар|бар|ба)\s+(?:як\s+|ҳар\s+)?(?=\p{L})/giu, '/'],
  [/дара[ҷч]а(?:и|ҳои)?\s+(?:сел[сц]ий|c|с)(?!\p{L})/giu, '°C'],
];

/**
 * Reads the unit at the start of a text: м/с, kg, «километр дар соат», см³, °C, %, сомонӣ.
 * @returns the unit and what follows it; nothing where the text begins with none.
 */
export function readUnit(text: string): { unit: Unit; rest: string } | undefined {
  let plain = plainDigits(text.slice(0, 80));
  for (const [phrase, sign] of phrases) plain = plain.replace(phrase, sign);
  const first = readPart(plain);
  if (!first) return undefined;
  const of = new Map<string, number>();
  let factor = 1;
  let rest = plain;
  let sign = 1;
  for (let part: ReturnType<typeof readPart> = first; part; ) {
    factor *= part.factor ** sign;
    for (const [what, exponent] of Object.entries(part.of)) countUp(of, what, sign * exponent);
    rest = part.rest;
    const joint = /^\s?([/·⋅*])\s?(?=[\p{L}°])/u.exec(rest);
    const next = joint ? readPart(rest.slice(joint[0].length)) : undefined;
    if (joint?.[1] === '/') sign = -1;
    part = next;
  }
  const dimension = [...of]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([what, exponent]) => `${what}${exponent}`)
    .join(' ');
  return { unit: { factor, dimension }, rest: rest + text.slice(80) };
}

/** A name with its power: см3, с-2, м^2. */
function readPart(text: string): (UnitPart & { rest: string }) | undefined {
  const found = /^(°\s?[CСcс]?|[%$₽]|\p{L}+Ω?|Ω)(?:-?[иу]м)?(?:\^?(-?\d))?(?![\p{L}\d])/u.exec(text);
  if (!found) return undefined;
  const known = lookUp(at(found, 1).replace(/\s/g, ''));
  if (!known) return undefined;
  const power = Number(found[2] ?? 1);
  const of = Object.fromEntries(Object.entries(known.of).map(([what, exponent]) => [what, exponent * power]));
  return { factor: known.factor ** power, of, rest: text.slice(found[0].length) };
}

function lookUp(name: string): UnitPart | undefined {
  const known = exact.get(name) ?? plainNames.get(name) ?? folded.get(foldName(name));
  // In a sentence a unit may carry an ezafe, a plural, -ро: «25 метри об», «3 соатро».
  if (known || name.length < 4) return known;
  const stem = foldName(name).replace(/(?:хо)?(?:и|ро|е|аст|ст|у|ю)$/u, '');
  return stem.length >= 3 ? folded.get(stem) : undefined;
}

function foldName(name: string): string {
  return plainTajik(name.toLowerCase());
}
