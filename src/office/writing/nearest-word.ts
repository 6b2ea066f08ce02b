import { stemWord } from '../../language/index.ts';
import type { Lexicon } from '../../language/lexicon/lexicon.ts';

const alphabet = [...'абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя'];
const leastLength = 6;
const leastWeight = 8;

/**
 * The one common word that is a letter more, less, other or exchanged away from an unknown word. Nothing where two
 * are, where the word is short, or where it is a known stem with endings.
 */
export function nearestWord(word: string, lexicon: Lexicon): string | undefined {
  if (word.length < leastLength) return undefined;
  if (hasKnownStem(word, lexicon)) return undefined;
  const near = new Map<string, number>();
  const offer = (form: string) => {
    const weight = form === word ? 0 : lexicon.weight(form);
    if (weight > 0) near.set(form, weight);
  };
  for (let place = 0; place <= word.length; place += 1) {
    const [front, back] = [word.slice(0, place), word.slice(place)];
    if (back !== '') offer(front + back.slice(1));
    if (back.length > 1) offer(front + back.charAt(1) + back.charAt(0) + back.slice(2));
    for (const letter of alphabet) {
      offer(front + letter + back);
      if (back !== '') offer(front + letter + back.slice(1));
    }
  }
  const [best, rival] = [...near].sort((one, other) => other[1] - one[1]);
  if (best === undefined || best[1] < leastWeight || (rival !== undefined && rival[1] > best[1] - 5))
    return undefined;
  // The first letter is seldom the slip, and an ending that another grammar asks for is none.
  if (best[0].charAt(0) !== word.charAt(0)) return undefined;
  return isEnding(word, best[0]) ? undefined : best[0];
}

/** Words that differ only in their last two letters differ in grammar. */
function isEnding(word: string, other: string): boolean {
  const least = Math.min(word.length, other.length);
  let same = 0;
  while (same < least && word.charAt(same) === other.charAt(same)) same += 1;
  return same >= least - 2;
}

function hasKnownStem(word: string, lexicon: Lexicon): boolean {
  const stem = stemWord(word);
  if (stem !== word && lexicon.weight(stem) > 0) return true;
  // Compounds: two known words of four letters or more written as one.
  for (let place = 4; place <= word.length - 3; place += 1) {
    if (lexicon.weight(word.slice(0, place)) > 2 && lexicon.weight(word.slice(place)) > 2) return true;
  }
  const bare = word.replace(/^(?:на|бе|но|ҳам|бар|дар|пур|ме|наме|би)/u, '');
  if (bare !== word && bare.length > 3 && lexicon.weight(bare) > 0) return true;
  return /(?:ов|ова|ев|ева|ович|овна|зода|стон|ия|тсия|изм|ист)\p{L}{0,3}$/u.test(word);
}
