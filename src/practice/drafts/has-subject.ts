const prepositions =
  /^(?:дар|аз|ба|бо|то|барои|пас|баъди|баъд|пеш|ҳангоми|ҳамчун|ҳамроҳи|бар|бе|миёни|байни|тавассути|тариқи|назди|зери|болои|доир|оид)$/iu;
const times =
  /^(?:соли|солҳои|моҳи|рӯзи|асри|садаи|замони|давраи|охири|охирҳои|оғози|аввали|ибтидои|миёнаи|солгарди)$/iu;
const months = /^(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:и)?$/iu;
const beside =
  /^(?:ҳанӯз|ҳам|низ|бори|бор|аввалин|аввалинбор|якум|дуюм|нав|якҷоя|расман|танҳо|боз|ки|ва|ё|аммо|вале|ном|номи|дигар|соҳиби|сазовори|раиси|узви|муовини|сармураббии|барандаи|дорандаи|сардори|директори|сарвари|вазири|муаллими)$/iu;
const asking = /^(?:кай|чанд|кадом)$/iu;
const ending = /(?:ст|д)$/u;

/**
 * Whether a question cut from a sentence is a whole one: it ends with a verb, and says who or what it is about. In
 * Tajik the subject may stay unsaid («Соли 1974 донишгоҳро хатм кард»); the sentence before named it. A subject is a
 * noun phrase without a preposition, without -ро, and not right before the verb. Prefers fewer questions.
 */
export function hasSubject(question: string): boolean {
  const words = question
    .replace(/«[^»]*»(?:\s*-(?=\p{L}))?/gu, ' ном ')
    .replace(/[?]/gu, ' ')
    .replace(/,/gu, ' , ')
    .split(/\s+/u)
    .filter((word) => word !== '' && !/^[()–—-]$/u.test(word));
  const last = words.at(-1);
  if (last === undefined || !ending.test(last)) return false;
  let place = 0;
  while (place < words.length - 1) {
    const word = words[place] ?? '';
    if (word === ',' || /^\d/u.test(word) || months.test(word)) {
      place += 1;
      continue;
    }
    if (asking.test(word)) {
      // «кадом шаҳр», «чанд нафар»: the noun that is asked for; «кай» stands alone.
      const isAlone = /^кай$/iu.test(word);
      const asked = isAlone ? { next: place + 1, last: '' } : phraseFrom(words, place + 1);
      const isSubject =
        !isAlone && !isBehindPreposition(words, place) && !/ро$/u.test(asked.last) && !owns.test(last);
      if (isSubject && !/^(?:сол|моҳ|рӯз|аср)/iu.test(words[place + 1] ?? '')) return true;
      place = asked.next;
      continue;
    }
    if (prepositions.test(word) || times.test(word)) {
      place = skipPrepositions(words, place);
      if (asking.test(words[place] ?? '')) {
        place = /^кай$/iu.test(words[place] ?? '') ? place + 1 : phraseFrom(words, place + 1).next;
        continue;
      }
      place = phraseFrom(words, place).next;
      continue;
    }
    const { next, last: head } = phraseFrom(words, place);
    const isObject = /ро$/u.test(head) || /^-?ро$/u.test(words[next] ?? '');
    // A bare word before the verb belongs to it: «хатм кард», «таваллуд шудааст».
    const isOfVerb = next >= words.length - 1 && next === place + 1 && /^\p{Ll}/u.test(word);
    if (!isObject && !isOfVerb && !beside.test(word)) return true;
    place = next;
  }
  return false;
}

/** Verbs that have what is asked for as their object: «чанд сол дошт». */
const owns = /^(?:дошт|дорад|доранд|доштанд|доштааст|дод|додааст|гирифт)$/iu;

function isBehindPreposition(words: readonly string[], place: number): boolean {
  const before = words[place - 1];
  return before !== undefined && (prepositions.test(before) || /и$/u.test(before));
}

function skipPrepositions(words: readonly string[], from: number): number {
  let place = from + 1;
  while (place < words.length && (prepositions.test(words[place] ?? '') || /^\d/u.test(words[place] ?? '')))
    place += 1;
  return place;
}

/** A noun phrase: words joined by -и, by «ва», or names side by side. */
function phraseFrom(words: readonly string[], from: number): { next: number; last: string } {
  let place = from;
  let word = words[place] ?? '';
  while (place < words.length - 1) {
    const following = words[place + 1] ?? '';
    const isJoined = /(?:и|ии|ҳои)$/u.test(word) && !/ро$/u.test(word);
    const isName = /^\p{Lu}/u.test(word) && /^(?:\p{Lu}|ибни|бинти)/u.test(following) && !/ро$/u.test(word);
    if (!(isJoined || isName || /^ибни$/u.test(word)) || following === ',') break;
    place += 1;
    word = following;
  }
  return { next: place + 1, last: word };
}
