import type { InSituQuestion } from '../../language/index.ts';
import { isStopWord, stemWord } from '../../language/index.ts';
import { findWord } from '../../tools/index.ts';
import { hasSubject } from './has-subject.ts';

// A word by which a sentence continues from the one before it, or sets itself against it.
const goesOn =
  /(?<![\p{L}])(?:ӯ|ў|у|вай|онҳо|баъдан|чунон|ҷавоб|бошад|баръакс|низ|ҳам|инчунин|ҳамчунин|бахусус|умуман|алҳол|ҳоло|акнун|минбаъда|боз|баробари|дигар|дигари|дигаре|чунин|ҳамин|ҳамон|номбурда|мазкур|худ|худи|худро|худаш|порсол|имрӯз|дирӯз|кунун|ахир|ахири|гузашта|яке|баъзе|баъзан|танҳо|фақат|бори|масалан|аввал|сипас|баъд|зерин|собиқ)(?![\p{L}])/iu;
// A place of its own in a list or a second clause, which the question word does not fit.
const cut =
  /(?:\sки кадом\s|\sва (?:кай|кадом|чанд)\s|(?:ба|аз|то) кай\s|кай м[еи]лод|\d \p{Ll}+ кай\s|аз \d+ то чанд|\d[-–] ?\p{L}|,\p{L})/u;

// A thing that was named before: «завод», «сатҳи кӯл», «дар болои шаҳр». «Кадом дарё», «ду кӯл» are others.
const namedBefore =
  /(?<!(?:кадом|ҳар|як|ду|се|чор|ин|он|калонтарин|бузургтарин)\s)(?<!\p{L})(?:завод|шаҳр|кӯл|дарё|деҳа|кишвар|ноҳия|вилоят|мамнуъгоҳ|корхона|фабрика|кон|водӣ|қаторкӯҳ|ҷазира|давлат|ҷумҳурӣ|китоб|мактаб|олим|шоир|филм|мултфилм|шабака|шабакаи телевизионӣ)(?:ро)?(?=[\s,?])/iu;
// What was shown or said stood in a clause that is not asked.
const saysNothing =
  /(?:нишон дод|исбот кард|мушоҳида кард|муайян кард|гуфт|навишт|фаҳмид|эълон кард|пешниҳод кард)(?:анд|а буд|ааст)?\?$|\p{L}+и \p{L}+е ба амал/u;

/**
 * Whether a question that was cut from a sentence can be asked alone: of a kind whose answers are whole («дар куҷо» asks
 * for anything from a village to a continent, «чист» for half a sentence), with a name that says what it is about, and
 * without words that lean on the sentence before. Prefers fewer questions.
 */
export function isClear({ kind, question, answer }: InSituQuestion): boolean {
  if (kind === 'куҷо' || kind === 'чист') return false;
  if (goesOn.test(question) || cut.test(question) || /^Бо\s/u.test(question)) return false;
  if (namedBefore.test(question) || saysNothing.test(question)) return false;
  if (question.split(/\s+/u).length > 18) return false;
  if (kind === 'кадом' && !isWholeName(answer)) return false;
  if (kind === 'кадом' && /(?:ду|се|чор|чанд|якчанд|бисёр|ҳар|\d)\s+кадом/iu.test(question)) return false;
  return hasSubject(question) && saysWhatItIsAbout(question);
}

/** «дарёи Варзобро» and «деҳаи Оймякони Сибир» are cut out of a longer name or bear its ending. */
function isWholeName(answer: string): boolean {
  const names = answer.split(/\s+/u).slice(1);
  return names.length > 0 && names.every((name) => !/(?:ро|[^ӣ]и)$/u.test(name));
}

/** A name in the question, or a first word that is no everyday one: «завод», «сатҳи кӯл» need the sentence before. */
function saysWhatItIsAbout(question: string): boolean {
  const [first = '', ...others] = question
    .replace(/[«»,?]/gu, ' ')
    .trim()
    .split(/\s+/u);
  if (others.some((word) => /^\p{Lu}\p{Ll}{2,}/u.test(word))) return true;
  const word = first.toLowerCase();
  if (/^(?:кай|кадом|чанд|кӣ|дар|аз|ба|бо|то|соли|асри)$/u.test(word) || isStopWord(word)) return false;
  return findWord(word) === undefined && findWord(stemWord(word)) === undefined;
}
