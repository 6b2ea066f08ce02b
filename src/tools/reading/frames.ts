import { foldWord } from './fold.ts';

// What pupils say around a task. Words are folded as the question is; `,` and `.` may be between.
const before = [
  'тартиби амалҳоро риоя карда',
  'салом',
  'ассалому алайкум',
  'салом алейкум',
  'салом муаллим',
  'лутфан',
  'илтимос',
  'хоҳиш мекунам',
  'пожалуйста',
  'помогите',
  'помогите пожалуйста',
  'кӯмак кунед',
  'кумак кун',
  'ёрӣ диҳед',
  'ёрӣ деҳ',
  'вазифаи хонагии ман ин аст',
  'вазифаи хонагӣ',
  'муаллим чунин супориш дод',
  'барои санҷиш тайёрӣ мебинам',
  'фарзандам мепурсад',
  'домашка дорам',
  'ба ман гӯед',
  'ба ман гӯй',
  'бигӯ',
  'гӯй',
  'гӯед',
  'бигӯед',
  'мегӯед',
  'хайр',
  'хуб',
  'инро',
  'ака',
  'муаллим',
  'бубахшед',
  'савол',
  'саволи ман',
  'мебахшед',
];
const after = [
  'аввал кадом амалро иҷро кунам',
  'лутфан',
  'илтимос',
  'пожалуйста',
  'раҳмат',
  'рахмат',
  'ташаккур',
  'пешакӣ ташаккур',
  'спасибо',
  'қадам ба қадам фаҳмонед',
  'қадам ба қадам',
  'қадам ба қадам нишон диҳед',
  'ман инро нафаҳмидам лутфан шарҳ диҳед',
  'ман инро нафаҳмидам , лутфан шарҳ диҳед',
  'лутфан роҳи ҳалро низ нишон диҳед',
  'лутфан , роҳи ҳалро низ нишон диҳед',
  'роҳи ҳалро нишон диҳед',
  'обьяснит кунед',
  'объяснит кунед',
  'фаҳмонед',
  'тарзаша мефаҳмонед',
  'фаромӯш кардам',
  'ёрӣ диҳед',
  'ёрӣ деҳ',
  'кӯмак кунед',
  'кумак кун',
  'намедонам',
  'бигӯ',
  'гӯй',
  'гӯед',
  'бигӯед',
  'ба ман гӯед',
  'мегӯед',
  'медонед',
  'медонӣ',
  'э',
  'а',
  'ака',
  'муаллим',
  'хоҳиш',
  '!',
  '.',
  ',',
  'дуруст гӯй',
];

const fold = (phrase: string) => phrase.split(' ').map(foldWord).join(' ');
const opening = new RegExp(`^(?:${sorted(before)})(?: [.,:!]| −(?! №)| (?=\\S))+`, 'u');
const closing = new RegExp(`(?: [.,!])*(?:^| )(?:${sorted(after)})$`, 'u');

function sorted(phrases: readonly string[]): string {
  return phrases
    .map(fold)
    .sort((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[.]/g, '\\.'))
    .join('|');
}

/** The task without greetings, requests and thanks around it. A factorial's `!` stays. */
export function frames(text: string): string {
  let rest = text.trim();
  for (;;) {
    const shorter = rest.replace(opening, '').trim();
    const bare = /№\d+ !$/.test(shorter) ? shorter : shorter.replace(closing, '').trim();
    if (bare === rest || bare === '') return rest;
    rest = bare;
  }
}
