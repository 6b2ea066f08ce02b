const alphabet = 'абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя';
const latin = 'abcdefghijklmnopqrstuvwxyz';

/** Whether letters are a list in the order of the alphabet (А Б В Г Ғ): most are one or two places behind the one before. */
export function runsThroughAlphabet(letters: string): boolean {
  const places = [...letters.toLowerCase()].map(placeOf);
  const steps = places.slice(1).map((place, index) => place - (places[index] ?? Number.NaN));
  return steps.filter((step) => step > 0 && step <= 3).length >= 0.6 * steps.length;
}

/** Of letters of other alphabets, their code; they are far from the others. */
function placeOf(letter: string): number {
  const place = alphabet.indexOf(letter);
  if (place !== -1) return place;
  const other = latin.indexOf(letter);
  return other === -1 ? 1000 + (letter.codePointAt(0) ?? 0) : 100 + other;
}
