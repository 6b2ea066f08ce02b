import type { Step, Understood } from '../types.ts';
import { readTalk } from './patterns.ts';

/** Greetings, thanks, who Soro is: answered where the whole message is small talk. */
export const talkStep: Step = {
  name: 'talk',
  run(understood) {
    if (understood.language === 'russian' || understood.language === 'english') {
      return {
        outcome: { kind: 'own', text: otherLanguage, citations: [] },
        facts: [`language: ${understood.language}`],
      };
    }
    const { intents, left } = findIntents(understood.folded);
    const names = intents.map(({ name }) => name);
    if (names.length === 0) return { facts: ['no small talk'] };
    if (left.length > 0) return { facts: [`small talk beside something else: ${left.join(' ')}`] };
    const answers = intents.map(({ answers: [first = ''] }) => first);
    return {
      outcome: { kind: 'own', text: answers.join(' '), citations: [] },
      facts: [`small talk: ${names.join(', ')}`],
    };
  },
};

const otherLanguage =
  'Ман ба тоҷикӣ ҷавоб медиҳам. Лутфан, саволро ба тоҷикӣ нависед. / Я отвечаю по-таджикски. Пожалуйста, напишите вопрос на таджикском. / I answer in Tajik. Please write your question in Tajik.';

/** The intents of a message in the order in which they are in it, and the words that belong to none. */
export function findIntents(folded: string): {
  intents: ReturnType<typeof readTalk>['intents'];
  left: string[];
} {
  const { intents, fillers } = readTalk();
  let rest = ` ${folded} `;
  const found: { place: number; intent: (typeof intents)[number] }[] = [];
  for (const intent of intents) {
    for (const pattern of intent.patterns) {
      for (const match of folded.matchAll(pattern)) {
        const said = match[0].trim();
        if (said === '' || !rest.includes(said) || !endsWord(folded, match.index + match[0].length)) continue;
        rest = rest.replace(said, ' ');
        if (!found.some((one) => one.intent === intent)) found.push({ place: match.index, intent });
      }
    }
  }
  for (const filler of [...fillers].sort((a, b) => b.length - a.length)) {
    rest = ` ${rest.trim()} `.replaceAll(` ${filler} `, ' ');
  }
  const left = rest
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return { intents: found.sort((a, b) => a.place - b.place).map(({ intent }) => intent), left };
}

function endsWord(text: string, place: number): boolean {
  return !/[\p{L}\p{M}]/u.test(text.charAt(place));
}

const greetingInFront =
  /^\s*(?:(?:ас)?салом(?:у)?(?:\s+(?:алейкум|алайкум))?|субҳ ба хайр|рӯз ба хайр|лутфан|мебахшед|устод|муаллим)[\s,.!]+/iu;
const requestInFront =
  /^\s*(?:ба ман\s+)?(?:фаҳмон(?:д?ед)?|бигӯ(?:ед)?|гӯед|гӯй|шарҳ (?:деҳ|диҳед))\s*,?\s+ки\s+/iu;
const thanksBehind = /[\s,.]+(?:раҳмат|ташаккур|лутфан)\s*[.!]*$/iu;
const styleBehind =
  /(?<=[.?!,]|чист|кист)\s*(?:(?:бо|дар|ба)\s+(?:як|ду|се)\s+ҷумла|кӯтоҳ|содда)\s+(?:гӯед|гӯй|бигӯ|ҷавоб\s+(?:деҳ|диҳед)|нависед|навис|фаҳмонед|фаҳмон|шарҳ\s+(?:деҳ|диҳед))\s*[.!]*$/iu;

/** A question without what is polite around it, and without how it is to be said: «Салом! 12 + 35?» → «12 + 35?». */
export function withoutPoliteness({ restored }: Pick<Understood, 'restored'>): string {
  const stripped = [greetingInFront, requestInFront, thanksBehind, styleBehind]
    .reduce((text, pattern) => text.replace(pattern, ''), restored)
    .trim();
  return stripped === '' ? restored : stripped;
}
