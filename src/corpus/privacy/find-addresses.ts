import { anyOf, type Finding, personalDataWords } from './personal-data-words.ts';

const { streets, shortStreets, houses, flats, places } = personalDataWords;
const gap = String.raw`[ \t\u00a0]*[,.]?[ \t\u00a0]*`;
const name = String.raw`(?:[«"]?[\p{Lu}\d][\p{L}\p{M}\d.’'-]{0,30}[»"]?(?:-?[уюи]м)?[ \t\u00a0]*){1,4}`;
const place = String.raw`(?:${anyOf(places)}\.?[ \t\u00a0]*)?\p{Lu}[\p{L}-]{2,25}[ \t\u00a0]*[ ,.][ \t\u00a0]*`;
const code = String.raw`(?:73\d{4}${gap})?`;
const street = String.raw`(?:(?:${place}){0,3}${anyOf(streets)}\.?[ \t\u00a0]+|${place}${anyOf(shortStreets)}\.[ \t\u00a0]*)`;
const house = String.raw`\d{1,3}[ \t]?(?:[а-яёa-zА-ЯA-Z](?!\p{L}))?(?:[/\-–]\d{1,4}[а-яА-Я]?){0,2}`;
const marked = String.raw`${anyOf(houses)}\.?[ \t\u00a0]*(?:№[ \t]*)?${house}`;
const numbered = String.raw`(?:№[ \t]*${house}|\d{1,3}/\d{1,3}(?:[/\-–]\d{1,4})?(?!\d))`;
// A bare number must end the phrase: "хиёбони Рӯдакӣ, 36 нафар" is not an address.
const bare = String.raw`${house}(?=[ \t]*(?:[;)\n»]|$|\.(?:\s|$)|,[ \t]*(?:${anyOf(flats)}|[\p{Lu}\d]|тел)))`;
const flat = String.raw`(?:${gap}${anyOf([...houses, ...flats])}\.?[ \t\u00a0]*(?:№[ \t]*)?\d{1,4}(?!\d)){0,3}`;

const address = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${code}${street}${name}${gap}(?:${marked}|${numbered}|${bare})(?![\p{L}\p{N}])${flat}`,
  'gu',
);
// Searching around street words only is many times as fast as trying every capital letter.
const streetWord = new RegExp(`${anyOf(streets)}[. \u00a0]|[${shortStreets.join('')}]\\.`, 'gu');
const letterBefore = /\p{L}$/u;
const reach = { before: 70, after: 160 };

/**
 * Finds postal addresses: a street and the number of a house (`ш. Душанбе, кӯчаи Айнӣ, хонаи 14,
 * ҳуҷраи 7`). A street alone is a place, and stays.
 */
export function findAddresses(text: string): Finding[] {
  const findings: Finding[] = [];
  let searched = 0;
  for (const { index } of text.matchAll(streetWord)) {
    if (index < searched || letterBefore.test(text.slice(Math.max(0, index - 1), index))) continue;
    const from = Math.max(searched, index - reach.before);
    const part = text.slice(from, index + reach.after);
    for (const { 0: found, index: place } of part.matchAll(address)) {
      const start = from + place;
      findings.push({ type: 'address', start, end: start + found.trimEnd().length });
      searched = start + found.length;
    }
  }
  return findings;
}
