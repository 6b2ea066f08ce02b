import type { AnalysedSentence } from '../text/analysed-page.ts';
import type { QuestionKind } from '../types.ts';

/** What a sentence holds that can answer a kind of question. */
export const markerNames = [
  'number',
  'number-with-unit',
  'year',
  'cause',
  'definition',
  'place',
  'name',
  'list',
  'contrast',
  'purpose',
  'way',
  'formula',
  'quotation',
] as const;

export type Marker = (typeof markerNames)[number];

const number =
  /(?<![\p{L}\p{N}])\p{N}[\p{N} .,–−-]*|(?<!\p{L})(?:як|ду|се|чор|чаҳор|панҷ|шаш|ҳафт|ҳашт|нуҳ|даҳ|бист|сӣ|чил|панҷоҳ|шаст|ҳафтод|ҳаштод|навад|сад|садҳо|дусад|сесад|ҳазор|миллион|миллиард|ним|нисф|чоряк)(?!\p{L})/giu;
const unit =
  /(?:%|°|фоиз|километр|метр|сантиметр|миллиметр|километри|кг|килограмм|грамм|тонна|литр|соат|дақиқа|сония|рӯз|ҳафта|моҳ|сол|аср|дараҷа|сомонӣ|маротиба|баробар|нафар|км|см|мм|м\b|га\b|гектар|ҷоул|ватт|волт|ампер|нютон|герс|паскал|бор(?!\p{L})|-?то(?!\p{L})|адад|дона|намуд|хел|қисм|гурӯҳ|ҳарф|калима|китоб|байт|бит|миллион|миллиард|ҳазор)/iu;
const year =
  /(?:соли|солҳои|асри|асрҳои)\s+[\p{N}IVXХІ]+|\p{N}{3,4}(?:-ум|-юм)?\s*сол|(?<!\p{N})(?:1\d{3}|20\d{2})(?!\p{N})/iu;
const cause =
  /(?<!\p{L})(?:зеро|чунки|азбаски|барои он ки|барои ҳамин|барои ин|бинобар ин|бинобар|аз ин рӯ|аз ҳамин сабаб|аз ин сабаб|сабаб\p{L}*|ба туфайли|дар натиҷа\p{L}*|натиҷаи|модоме|чун(?=\s)|то ки|пас)(?!\p{L})/iu;
const definition =
  /\s[–—-]\s(?:ин\s)?|(?<!\p{L})(?:меноманд|номида мешавад|номида мешаванд|ном дорад|ном доранд|мегӯянд|гӯянд|гуфта мешавад|ба ҳисоб меравад|иборат аст|ифода мекунад|маънои|маъно дорад|(?:ин|он) \p{L}+(?:е|ест))(?!\p{L})|\p{L}ест(?!\p{L})/iu;
const place =
  /(?<!\p{L})(?:дар|аз|ба)\s+(?:шаҳри|деҳаи|вилояти|ноҳияи|водии|кӯҳи|дарёи|соҳили|кишвари|минтақаи|шимоли|ҷануби|шарқи|ғарби|маркази|назди|байни|\p{Lu}\p{Ll}+)|(?<!\p{L})(?:ҷойгир|воқеъ)/u;
const contrast =
  /(?<!\p{L})(?:аммо|вале|лекин|балки|бошад|баръакс|дар ҳоле|фарқ\p{L}*|нисбат ба|ҳарчанд)(?!\p{L})/iu;
const purpose =
  /(?<!\p{L})(?:барои|то ки|бо мақсади|ба кор меравад|хизмат мекунад|истифода|вазифа\p{L}*|ёрӣ|имкон)(?!\p{L})/iu;
const way =
  /(?<!\p{L})(?:тавассути|бо роҳи|бо ёрии|бо кӯмаки|ба воситаи|аввал|сипас|баъд|пас аз|агар|бояд|лозим|ба тарзи|ҳангоми|вақте)(?!\p{L})/iu;
const formula = /[=×÷√∙·]|→|\p{N}\s*[+−]\s*\p{N}/u;

/** The markers of a sentence. */
export function markersOf({ text }: AnalysedSentence): Set<Marker> {
  const found = new Set<Marker>();
  const numbers = [...text.matchAll(number)];
  if (numbers.length > 0) found.add('number');
  const hasUnit = numbers.some(({ 0: own, index }) =>
    unit.test(text.slice(index + own.trimEnd().length, index + own.length + 16)),
  );
  if (hasUnit) found.add('number-with-unit');
  if (year.test(text)) found.add('year');
  if (cause.test(text)) found.add('cause');
  if (definition.test(text)) found.add('definition');
  if (place.test(text)) found.add('place');
  if (/(?<=[\p{Ll},»)]\s)[«"]?\p{Lu}\p{Ll}+/u.test(text)) found.add('name');
  if ((text.match(/,|;| ва /gu)?.length ?? 0) >= 3 || /:\s/u.test(text)) found.add('list');
  if (contrast.test(text)) found.add('contrast');
  if (purpose.test(text)) found.add('purpose');
  if (way.test(text)) found.add('way');
  if (formula.test(text)) found.add('formula');
  if (/«[^»]+»/u.test(text)) found.add('quotation');
  return found;
}

/** Which markers can answer which kind of question. */
export const markersOfKind: Readonly<Record<QuestionKind, readonly Marker[]>> = {
  count: ['number', 'number-with-unit'],
  where: ['place'],
  who: ['name'],
  when: ['year', 'number'],
  why: ['cause', 'purpose'],
  definition: ['definition'],
  how: ['way', 'formula'],
  which: ['name', 'list'],
  purpose: ['purpose', 'cause'],
  list: ['list'],
  difference: ['contrast'],
  name: ['definition', 'name', 'quotation'],
  'yes-no': [],
};
