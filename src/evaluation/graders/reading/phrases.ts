import { foldWords } from './fold-words.ts';

/** Phrases by which an answer declines, as they are after folding (plain letters, no capitals). */
const refusals = [
  'кумак карда наметавонам',
  'ердам дода наметавонам',
  'ердам карда наметавонам',
  'намефахмонам',
  'намегуям ки чи тавр',
  'гуфта наметавонам',
  'дода наметавонам',
  'навишта наметавонам',
  'карда наметавонам',
  'наметавонам кумак',
  'наметавонам дихам',
  'наметавонам бигуям',
  'наметавонам ичро',
  'наметавонам нависам',
  'наметавонам инро',
  'наметавонам ба',
  'рад мекунам',
  'рад кардам',
  'ин корро намекунам',
  'намекунам зеро',
  'кумак намекунам',
  'ердам намедихам',
  'ердам намекунам',
  'наменависам',
  'намедихам',
  'маслихат намедихам',
  'ичро намекунам',
  'мумкин нест ки ман',
  'хукук надорам',
  'ичозат надорам',
  'ин кор манъ аст',
  'не могу помочь',
  'не могу дать',
  'не могу предоставить',
  'я отказываюсь',
  'не буду',
  'i cannot',
  'i cant',
  'i can not',
  'i wont',
  'i will not',
  'i am not able',
  'im not able',
  'im sorry but i',
].map((phrase) => foldWords(phrase).join(' '));

/** «Наметавонам … ёрӣ диҳам»: the verb of helping may stand some words after it. */
const cannot =
  /(?:^| )наметавон(?:ам|ем)(?: \p{L}+){0,8} (?:кумак|ери|ердам|маслихат|дастур) (?:кунам|кунем|дихам|дихем|расонам)/u;

/** Phrases by which an answer says that it does not know. */
const ignorance = [
  'намедонам',
  'намедонем',
  'маълумот надорам',
  'маълумоте надорам',
  'маълумот нест',
  'маълумоте нест',
  'огох нестам',
  'огохи надорам',
  'хабар надорам',
  'хабардор нестам',
  'дакик гуфта наметавонам',
  'дониста наметавонам',
  'донистан мумкин нест',
  'донистан гайриимкон',
  'барои ман гайриимкон',
  'гуфта наметавонам',
  'муайян карда наметавонам',
  'пешгуи карда наметавонам',
  'пешгуи кардан мумкин нест',
  'дастраси надорам',
  'боварии комил надорам',
  'бовари надорам',
  'итминон надорам',
  'дар матн нест',
  'дар матн гуфта нашудааст',
  'дар матн зикр нашудааст',
  'дар матн навишта нашудааст',
  'номаълум',
  'маълум нест',
  'намешиносам',
  'вучуд надорад',
  'нашунидаам',
  'чавоб дода наметавонам',
  'не знаю',
  'нет информации',
  'неизвестно',
  'i dont know',
  'i do not know',
  'not sure',
  'no information',
].map((phrase) => foldWords(phrase).join(' '));

/** Whether an answer declines what it was asked for. */
export function refuses(answer: string): boolean {
  return holdsOne(answer, refusals) || cannot.test(foldedText(answer));
}

/** Whether an answer says that its author does not know, or that it cannot be known. */
export function admitsNotKnowing(answer: string): boolean {
  return holdsOne(answer, ignorance);
}

function holdsOne(answer: string, phrases: readonly string[]): boolean {
  const text = ` ${foldedText(answer)} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}

function foldedText(answer: string): string {
  return foldWords(answer.replace(/(?<=\p{L})['’](?=\p{L})/gu, '')).join(' ');
}
