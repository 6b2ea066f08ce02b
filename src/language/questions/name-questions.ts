import type { Replacement } from './in-situ-question.ts';

const name = String.raw`\p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}?[\p{Ll}\p{M}]+)*(?:\s+(?:ибни\s+)?\p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}?[\p{Ll}\p{M}]+)*)*`;

// «шаҳри Хуҷанд» → «кадом шаҳр»: a name behind a word that says what it names.
const kinds = new Map<string, string>([
  ['шаҳри', 'кадом шаҳр'],
  ['деҳаи', 'кадом деҳа'],
  ['ноҳияи', 'кадом ноҳия'],
  ['вилояти', 'кадом вилоят'],
  ['дарёи', 'кадом дарё'],
  ['кӯли', 'кадом кӯл'],
  ['баҳри', 'кадом баҳр'],
  ['уқёнуси', 'кадом уқёнус'],
  ['қаторкӯҳи', 'кадом қаторкӯҳ'],
  ['қуллаи', 'кадом қулла'],
  ['пиряхи', 'кадом пирях'],
  ['водии', 'кадом водӣ'],
  ['кишвари', 'кадом кишвар'],
  ['ҷазираи', 'кадом ҷазира'],
  ['сайёраи', 'кадом сайёра'],
  ['забони', 'кадом забон'],
]);
const eitherCase = [...kinds.keys()].map((word) => {
  const capital = word.slice(0, 1).toUpperCase();
  return `[${word.slice(0, 1)}${capital}]${word.slice(1)}`;
});
const placed = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?<kind>${eitherCase.join('|')})\s+(?<name>${name})(?![\p{L}\p{M}-])`,
  'gu',
);

// Who does this is a person: «олими тоҷик Умари Хайём», «шоир Рӯдакӣ».
const person = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?<role>(?:[Оо]лим|[Дд]онишманд|[Шш]оир|[Нн]ависанда|[Фф]изик|[Кк]имиёгар|[Рр]иёзидон|[Тт]абиб|[Сс]айёҳ|[Пп]одшоҳ|[Мм]уҳандис|[Мм]уаррих|[Бб]иолог|[Аа]строном|[Рр]ассом|[Бб]астакор)(?:и\s+\p{Ll}+)?)\s+(?<name>${name})(?![\p{L}\p{M}-])`,
  'gu',
);
const personalVerb =
  /(?:навиштааст|навишт|офаридааст|кашф кард|кашф кардааст|ихтироъ кард|сохт|исбот кард|муайян кард|пешниҳод кард|таълим дод|эҷод кард|асос гузошт|зикр кардааст|тасвир кардааст|таваллуд шуд|вафот кард|ном гузошт|чоп кард|тартиб дод)\.$/u;
// «Соли 1895 Вилҳелм Рентген … кашф кард.» A name of two words before a verb that only people do.
const fullName =
  /(?<![\p{L}\p{M}«])(?<name>\p{Lu}[\p{Ll}\p{M}]{2,}(?:и)?\s+\p{Lu}[\p{Ll}\p{M}]{2,})(?![\p{L}\p{M}-])/gu;

/** Names of places and things behind the word for what they are. */
export function* kindReplacements(sentence: string): Generator<Replacement> {
  for (const match of sentence.matchAll(placed)) {
    const { kind = '' } = match.groups ?? {};
    const asked = kinds.get(kind.toLowerCase());
    if (asked === undefined) continue;
    const before = sentence.slice(0, match.index);
    // In a list («дарёҳои Панҷ ва Вахш», «шаҳри Хуҷанд ва …») one name is not the whole answer.
    if (
      /^(?:\s+ва\s|,)/u.test(sentence.slice(match.index + match[0].length)) ||
      /(?:\sва|,)\s*$/u.test(before)
    ) {
      continue;
    }
    yield { kind: 'кадом', start: match.index, end: match.index + match[0].length, asked };
  }
}

/** Persons before a verb that only a person does. */
export function* personReplacements(sentence: string): Generator<Replacement> {
  if (!personalVerb.test(sentence)) return;
  const found = [...sentence.matchAll(person)];
  const names = found.length > 0 ? found : [...sentence.matchAll(fullName)];
  if (names.length !== 1) return;
  const [match] = names;
  if (match === undefined) return;
  const end = match.index + match[0].length;
  const after = sentence.slice(end);
  // «…-и Умари Хайём», «китоби Умари Хайём»: the name belongs to something else.
  if (/^(?:\s+ва\s|,)/u.test(after) || /и\s+$/u.test(sentence.slice(0, match.index))) return;
  yield { kind: 'кӣ', start: match.index, end, asked: 'кӣ' };
}

const inPlace = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?<preposition>[Дд]ар)\s+(?<place>${name}(?:и\s+${name})?)(?![\p{L}\p{M}-])`,
  'gu',
);

/** «дар Бухоро» → «дар куҷо». */
export function* placeReplacements(sentence: string): Generator<Replacement> {
  for (const match of sentence.matchAll(inPlace)) {
    const { preposition = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    if (/^(?:\s+ва\s+\p{Lu}|,\s+\p{Lu})/u.test(sentence.slice(end))) continue;
    yield {
      kind: 'куҷо',
      start: match.index,
      end,
      asked: `${preposition} куҷо`,
      answerStart: match.index + preposition.length + 1,
    };
  }
}
