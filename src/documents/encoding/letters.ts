import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import statisticsFile from '../data/letter-statistics.json' with { type: 'json' };

/** The letters that are told apart, in both cases; everything else falls into one of the classes before them. */
export const letters = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяғӣқӯҳҷАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҒӢҚӮҲҶ';

const [asciiClass, latinClass, typographyClass, otherClass, firstLetterClass] = [0, 1, 2, 3, 4];
/** How many classes of characters there are; a pair of classes is `first * classCount + second`. */
export const classCount = firstLetterClass + letters.length;

const classes = new Uint8Array(0x10000).fill(otherClass);
for (let code = 0; code < 0x80; code += 1) {
  classes[code] = /[a-z]/i.test(String.fromCharCode(code)) ? latinClass : asciiClass;
}
for (const sign of '«»„“”’‘–—…№•\u00a0\u00ad\ufeff') classes[sign.charCodeAt(0)] = typographyClass;
for (const [index, letter] of [...letters].entries())
  classes[letter.charCodeAt(0)] = firstLetterClass + index;

/** The class of a UTF-16 code unit. */
export function classOf(unit: number): number {
  return classes[unit] ?? otherClass;
}

/** Whether a pair of classes says anything about the encoding: one of the two is not plain ASCII. */
export function isTelling(first: number, second: number): boolean {
  return first > latinClass || second > latinClass;
}

const statisticsSchema = z.strictObject({
  sources: z.array(z.string()),
  unit: z.string(),
  /** Language → one number a pair of classes, row by row. */
  languages: z.record(z.string(), z.array(z.number().nonnegative()).length(classCount ** 2)),
});

let loaded: Float32Array[] | undefined;

/** What a text's letters say about how it was decoded. */
export interface Likelihood {
  /** Mean log-probability (nats) of a telling pair under the language that fits best. */
  readonly mean: number;
  /** How many telling pairs there were. */
  readonly pairs: number;
  /** Share of the non-ASCII characters that are Tajik or Russian letters or common typography. */
  readonly known: number;
}

/** How likely a text's letter pairs are in Tajik or Russian, whichever fits better. */
export function likelihoodOf(text: string): Likelihood {
  loaded ??= Object.values(parseWith(statisticsSchema, statisticsFile, { family: 'corrupt' }).languages).map(
    (costs) => Float32Array.from(costs, (tenths) => -tenths / 10),
  );
  const sums = new Float64Array(loaded.length);
  let pairs = 0;
  let foreign = 0;
  let beyondAscii = 0;
  let previous = asciiClass;
  for (let index = 0; index <= text.length; index += 1) {
    const current = index === text.length ? asciiClass : classOf(text.charCodeAt(index));
    if (current >= typographyClass) beyondAscii += 1;
    if (current === otherClass) foreign += 1;
    if (isTelling(previous, current)) {
      pairs += 1;
      for (let row = 0; row < sums.length; row += 1) {
        sums[row] = (sums[row] ?? 0) + (loaded[row]?.[previous * classCount + current] ?? 0);
      }
    }
    previous = current;
  }
  const mean = pairs === 0 ? 0 : Math.max(...sums) / pairs;
  return { mean, pairs, known: beyondAscii === 0 ? 1 : 1 - foreign / beyondAscii };
}
