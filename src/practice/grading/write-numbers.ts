import { readQuantities } from '../../evaluation/index.ts';
import { transliterate } from '../../language/index.ts';

// What pupils write for signs and numbers, in the form that the reader of quantities takes.
const spellings: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d)[OОoо](?!\p{L})|(?<!\p{L})[OОoо](?=\d)/gu, '0'],
  [/(?<!\p{L})(?:минус|minus|манф[иӣ]{1,2}|манфӣ)\s+(?=\S)/giu, '-'],
  [/^([+-])\s+(?=\d)/u, '$1'],
  [/^(-?)[.,](?=\d)/u, '$10,'],
  [/(?<=\d)\s+,\s*(?=\d)|(?<=\d),\s+(?=\d+$)/gu, ','],
  [/(?<!\p{L})(?:нисф|нима|nim)(?!\p{L})/giu, 'ним'],
  [/(?<!\p{L})ним(?=кило)/giu, 'ним '],
  [/(?<=\d)-(?=то(?!\p{L}))/gu, ' '],
  [/(?<=\p{L}{2})то(?!\p{L})/gu, ' то'],
  [/^(?:ч[оа]ряк|чорьяк)$/giu, '1/4'],
  [/(?<!\p{L})дусад(?!\p{L})/giu, '200'],
  [/(?<=\p{L})\s+(?=[ую]\s+\p{L})/gu, ''],
  [/\s(?:дар|бар)\s(?:як|1|ҳар|хар)\s(?=\p{L})/giu, ' дар '],
  [/(\p{L}*м)(?:\s+|\.)кв\.?(?!\p{L})/giu, '$12'],
  [/(\p{L}*м)(?:\s+|\.)куб\.?(?!\p{L})/giu, '$13'],
  [/(?<=\p{L}|\d)\s+да[ҳх](?:ум|[иӣ])$/giu, ' аз 10'],
  [/(?<=\p{L}|\d)\s+сад(?:ум|[иӣ])$/giu, ' аз 100'],
  [/(?<=км)\.(?=соат)/giu, '/'],
];

/**
 * An answer with its numbers in the form that `readQuantities` takes: dots between thousands gone, zeros that were
 * typed as O, halves, «минус», «1 млн 400 ҳазор», and numerals that were typed in Latin letters.
 */
export function writeNumbers(text: string): string {
  let plain = text.replace(/(?<!\d)\d{1,3}([.,])\d{3}(?:\1\d{3})+(?![\d.,])/gu, (all) =>
    all.replace(/[.,]/gu, ''),
  );
  for (const [pattern, written] of spellings) plain = plain.replace(pattern, written);
  plain = plain
    .replace(
      /(\d+)\s*(?:млн|миллион)[ую]?\s+(\d+)\s*(?:ҳазор|хазор)/giu,
      (_, millions: string, thousands: string) => String(Number(millions) * 1e6 + Number(thousands) * 1e3),
    )
    .replace(/^(.*\p{L})[ую]\s+ним(?!\p{L})/iu, halfMore);
  if (/\p{Script=Cyrillic}|\d/u.test(plain) || !/\p{L}{2}/u.test(plain)) return plain;
  const cyrillic = transliterate(plain, { from: 'Latn', to: 'Cyrl' });
  return readQuantities(cyrillic).length > 0 ? cyrillic : plain;
}

/** «шасту сею ним»: a half more than a number in several words. */
function halfMore(found: string, numeral: string): string {
  const quantities = readQuantities(numeral);
  const [only] = quantities;
  if (only === undefined || quantities.length !== 1 || !/^\s*$/u.test(only.before + only.after)) return found;
  return Number.isInteger(only.value) ? `${only.value},5` : found;
}
