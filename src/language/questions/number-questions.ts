import type { Replacement } from './in-situ-question.ts';

const number = String.raw`\p{N}+(?:[  ]\p{N}{3})*(?:[.,]\p{N}+)?`;
const range = `${number}(?:\\s*[–—-]\\s*${number})?`;
const about = String.raw`(?:(?:тақрибан|қариб|зиёда аз|беш аз|бештар аз|камтар аз|то|наздики|ҳудуди|тахминан)\s+)?`;

// Units whose number can be asked for: «чанд километр». After «соли», «моҳи», «асри», «синфи» a number is a name.
const units =
  'километри мураббаъ|километри мукааб|метри мураббаъ|метри мукааб|километр|метр|сантиметр|миллиметр|гектар|тонна|сентнер|килограмм|грамм|литр|фоиз|дараҷа|сол|моҳ|ҳафта|рӯз|шабонарӯз|соат|дақиқа|сония|нафар|одам|кас|маротиба|бор|баробар|сомонӣ|адад|дона|қисм|хел|намуд|ҳарф|забон|кишвар|давлат|шаҳр|ноҳия|вилоят|деҳа|мактаб|хонанда|китоб|боб|вольт|ватт|ҷоул|нютон|паскал|калория|саҳифа|қадам|сайёра|ситора|моҳвора|устухон|дандон|ҷуфт|пой|даста|гурӯҳ|намуди|навъ';

const quantity = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N},.–—-])(?<about>${about})(?<number>${range})(?:\s+(?<scale>ҳазор|миллион|миллиард|триллион))?(?<gap>\s*)(?<unit>${units})(?<ending>и|аи|ро|ҳо|ҳои|а)?(?![\p{L}\p{M}])`,
  'gu',
);
const named = /(?:сол|моҳ|аср|синф|боб|банд|модда|рақам|расм|ҷадвал)и\s+$/u;
const year =
  /(?<![\p{L}\p{M}])(?<preposition>(?:тақрибан\s+)?[Дд]ар\s+|тақрибан\s+)?(?<word>[Сс]оли)\s+(?<year>1\p{N}{3}|20\p{N}{2}|\p{N}{3})(?:-уми?|-ӯми?)?(?![\p{L}\p{M}\p{N}–—/-])/gu;
const century =
  /(?<![\p{L}\p{M}])(?<preposition>[Дд]ар\s+)?(?<word>[Аа]сри)\s+(?<century>[IVX]+)(?![\p{L}\p{M}\p{N}–—-])/gu;

/** «…70 километр…» → «…чанд километр…»; the answer is the number with its unit. */
export function* quantityReplacements(sentence: string): Generator<Replacement> {
  for (const match of sentence.matchAll(quantity)) {
    const { about: rough = '', unit = '', gap = '', ending = '' } = match.groups ?? {};
    if (named.test(sentence.slice(0, match.index)) || gap === '') continue;
    const start = match.index;
    const unitStart = start + match[0].length - unit.length - ending.length;
    // «70-километрӣ», «5 сола» were not matched; «то 70 километр» asks «то чанд километр».
    const keep = /^то\s/u.test(rough) ? rough : '';
    yield {
      kind: 'чанд',
      start,
      end: unitStart,
      asked: `${keep}чанд `,
      answerStart: start,
      answerEnd: unitStart + unit.length,
    };
  }
}

/** «соли 1924» → «кай», «асри XI» → «кадом аср». */
export function* timeReplacements(sentence: string): Generator<Replacement> {
  // Two years in one sentence make it unclear which of them is asked for.
  const years = [...sentence.matchAll(year)];
  const centuries = [...sentence.matchAll(century)];
  if (years.length + centuries.length !== 1) return;
  for (const match of years) {
    const before = sentence.slice(0, match.index);
    // «аз соли 1924», «то соли 1924», «дар охири соли 1924»: the preposition stays in the question.
    const leading =
      /(?:^|\s)(?:аз|то|баъди|баъд аз|пеш аз|пас аз|охири|аввали|миёнаи|баҳори|тобистони|тирамоҳи|зимистони|нимаи|моҳи|\p{L}+и)\s+$/u.exec(
        before,
      );
    const isBare = leading === null;
    yield isBare
      ? { kind: 'кай', start: match.index, end: match.index + match[0].length, asked: 'кай' }
      : {
          kind: 'кадом',
          start: match.index,
          end: match.index + match[0].length,
          asked: 'кадом сол',
        };
  }
  for (const match of centuries) {
    const preposition = match.groups?.preposition ?? '';
    yield {
      kind: 'кадом',
      start: match.index,
      end: match.index + match[0].length,
      asked: `${preposition}кадом аср`,
    };
  }
}
