import type { InSituQuestion } from './in-situ-question.ts';

const because = /^(?<claim>.+?),\s+(?<reason>(?:зеро|чунки|барои он ки|ба он хотир ки)\s.+)\.$/u;
const since = /^(?<reason>Азбаски\s.+?),\s+(?<claim>.+)\.$/u;

/** «A, зеро B.» → «Чаро A?» – «зеро B»; «Азбаски B, A.» likewise. */
export function* reasonQuestions(sentence: string): Generator<InSituQuestion> {
  const match = because.exec(sentence) ?? since.exec(sentence);
  const { claim, reason } = match?.groups ?? {};
  if (claim === undefined || reason === undefined || claim.includes(',')) return;
  if (claim.split(' ').length < 3 || reason.split(' ').length < 4) return;
  const start = sentence.indexOf(reason);
  // A sentence's own first word keeps its capital only where it is a name.
  const [first = ''] = claim.split(' ');
  const isName = /^\p{Lu}/u.test(first) && sentence.startsWith(first) && looksLikeName(first);
  const asked = isName ? claim : claim.slice(0, 1).toLowerCase() + claim.slice(1);
  yield { kind: 'чаро', question: `Чаро ${asked}?`, answer: reason, start, end: start + reason.length };
}

const names =
  /^(?:Тоҷикистон|Замин|Офтоб|Моҳ|Душанбе|Помир|Осиё|Аврупо|Африқо|Россия|Хуҷанд|Панҷ|Вахш|Зарафшон|Амударё|Сирдарё|Рӯдакӣ|Фирдавсӣ)/u;

function looksLikeName(word: string): boolean {
  return names.test(word);
}

// «X гуфта мешавад», «X меноманд», «X ном дорад»: the thing is described, then named.
const named =
  /^(?<description>.{12,}?),?(?:ро)?,?\s+(?<term>[\p{Ll}-]{4,}(?:и\s+[\p{Ll}-]{3,})?)\s+(?<verb>меноманд|мегӯянд|номида мешавад|ном дорад)\.$/u;
// «X — Y.»
const dashed =
  /^(?<term>\p{Lu}[\p{L}\p{M}-]+(?:\s[\p{L}\p{M}-]+)?)\s+[—–]\s+(?:ин\s+)?(?<description>\p{Ll}.{15,})\.$/u;

/** Definitions: «… меноманд» and «X — …» → «X чист?» with the description as the answer. */
export function* definitionQuestions(sentence: string): Generator<InSituQuestion> {
  const match = named.exec(sentence) ?? dashed.exec(sentence);
  const { term, description } = match?.groups ?? {};
  if (term === undefined || description === undefined || !isDescription(description, term)) return;
  const start = sentence.indexOf(description);
  const word = `${term.slice(0, 1).toUpperCase()}${term.slice(1)}`;
  yield {
    kind: 'чист',
    question: `${word} чист?`,
    answer: description,
    start,
    end: start + description.length,
  };
}

/** Half a list («…, … ва»), a work's title or a formula in front of the verb is no description of the term. */
function isDescription(description: string, term: string): boolean {
  if (/[—–«]|\s(?:ва|ё|бошад)$|\p{Script=Latin}|\p{N}/u.test(description)) return false;
  // «Бемориҳоеро, ки …, сироятӣ меноманд»: an adjective alone is not what is defined.
  return !/^(?:сухан|ҳикоят|достон|афсона|салом)|^\S+ӣ$/u.test(term);
}

const parts =
  /^(?<whole>[^,]{4,60}?)\s+аз\s+(?<parts>[^,]{4,}(?:,[^,]+)*?)\s+иборат\s+(?<verb>аст|мебошад|буд)\.$/u;

/** «X аз A ва B иборат аст.» → «X аз чӣ иборат аст?» */
export function* partQuestions(sentence: string): Generator<InSituQuestion> {
  const { whole, parts: named, verb } = parts.exec(sentence)?.groups ?? {};
  if (whole === undefined || named === undefined || verb === undefined) return;
  const start = whole.length + sentence.slice(whole.length).indexOf(named);
  yield {
    kind: 'чӣ',
    question: `${whole} аз чӣ иборат ${verb}?`,
    answer: named,
    start,
    end: start + named.length,
  };
}
