import type { QuestionKind } from '../types.ts';

/** Patterns over the folded question (plain letters, lower case), so that questions without Tajik letters fit too. */
const patterns: readonly (readonly [QuestionKind, RegExp])[] = [
  ['count', /(?:^| )(?:чандум|чандто|чанд|чи кадар|чикадар|кадар|микдори?)(?= |$)/u],
  [
    'where',
    /(?:^| )(?:кучо\p{L}*|дар кадом (?:шахр|кишвар|мамлакат|вилоят|чо|чой|дехаи?|китъа)\p{L}*|кадом чо\p{L}*|аз кучо)(?= |$)/u,
  ],
  [
    'who',
    /^ки |(?:^| )ки(?: \p{L}+)?$|(?:^| )(?:кист|кистанд|киро|киё|кихо\p{L}*|кадом (?:олим|шоир|нависанда|шох|подшох|одам|шахс|кас)\p{L}*)(?= |$)/u,
  ],
  ['when', /(?:^| )(?:кай|кадом (?:сол|аср|вакт|руз|мох|давра)\p{L}*|чанд сол пеш|чанчуми?)(?= |$)/u],
  ['why', /(?:^| )(?:чаро|барои чи|барои чи|аз чи сабаб|чи сабаб|сабаб\p{L}*|бахри чи|барои чи)(?= |$)/u],
  ['purpose', /(?:^| )(?:барои чи|чи лозим|чи кор|вазифа\p{L}*|хизмат|истифода|фоида(?!нок)\p{L}*)(?= |$)/u],
  [
    'definition',
    /(?:^| )(?:чист|чи аст|чистанд|чиро меноманд|чиро мегуянд|гуфта|маъно\p{L}*|мано\p{L}*|чи маъно|мефахмед|мефахмем|чи гуфтан)(?= |$)/u,
  ],
  ['how', /(?:^| )(?:чи тавр|чи гуна|чигуна|чи хел|чихел|чи тарик|чи тарз|читавр)(?= |$)/u],
  ['which', /(?:^| )кадом\p{L}*(?= |$)/u],
  [
    'list',
    /(?:^| )(?:кадомхо\p{L}*|кадомхоянд|чихо\p{L}*|номбар|намудхо\p{L}*|хелхо\p{L}*|кисмхо\p{L}*|иборат)(?= |$)/u,
  ],
  ['difference', /(?:^| )(?:фарк\p{L}*|тафовут\p{L}*|мукоиса)(?= |$)/u],
  ['name', /(?:^| )(?:ном|номаш|номи|номид\p{L}*|меноманд|мегуянд|ном дорад)(?= |$)/u],
  ['yes-no', /(?:^| )(?:ое|оё|мумкин|мешавад ми|мегирад ми)(?= |$)/u],
];

/** What a folded question asks for. As understood, with its letters, it tells «кӣ» from «ки». */
export function kindsOf(folded: string, understood: string): QuestionKind[] {
  const hasWho = /(?<!\p{L})кӣ(?!\p{L})/iu.test(understood);
  return patterns
    .filter(([kind, pattern]) => pattern.test(folded) || (kind === 'who' && hasWho))
    .map(([kind]) => kind);
}

/** Forms of asking that the kinds do not tell apart, over the folded question. */
const frames: Readonly<Record<string, RegExp>> = {
  'from-what': /(?:^| )аз (?:чи|кадом)/u,
  'with-what': /(?:^| )бо (?:чи|кадом|ерии)/u,
  'what-does': /(?:^| )чи (?:мекун|кор|руй |мешав|мегард|мебош|меди)/u,
  'what-object': /(?:^| )чиро(?= |$)/u,
  'at-which': /(?:^| )дар кадом/u,
  'to-what': /(?:^| )ба (?:чи|кадом)/u,
};

/** Names of the forms of asking, in the order of {@link framesOf}. */
export const frameNames: readonly string[] = Object.keys(frames);

/** For each form of asking whether a folded question has it: 1 or 0. */
export function framesOf(folded: string): number[] {
  return Object.values(frames).map((pattern) => (pattern.test(folded) ? 1 : 0));
}

// Words that say what is asked and not about what; folded.
const questionWords = new Set(
  (
    'чанд чандто чандум кадар чикадар кучо кучост кучоянд ки кист кистанд киро кихо кадом кадоме кадомаш кадомхо ' +
    'кадомхоянд кай чаро чи чист чистанд чиро чихо чигуна чихел гуна тавр хел гуфта гуед гуй гуянд меноманд мегуянд ' +
    'ое сабаб сабаби фахмонед фахмон бигуед лутфан илтимос нависед дихед медонед чизро чиз маъно маънои хаст мекунем ' +
    'мешавад мешаванд шудааст шуданд кардан мекунанд кунад карда дода мегардад номида номбар кунед хозир точ'
  ).split(' '),
);

/** Whether a folded word only asks. */
export function isQuestionWord(folded: string): boolean {
  return questionWords.has(folded);
}
