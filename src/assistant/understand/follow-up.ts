import type { ChatMessage } from '../../chat/index.ts';
import type { FollowUp } from '../types.ts';
import { foldMessage } from './fold-message.ts';

const requests: readonly (readonly [kind: FollowUp['kind'], pattern: RegExp])[] = [
  [
    'simpler',
    /^(?:лутфан )?(?:боз )?(?:ин(?:ро)? )?(?:бо забони )?(?:сод+а(?:тар)?|осон(?:тар)?|фаҳмотар|равшантар)(?: карда)?(?: (?:гӯ|гӯед|гӯй|фаҳмон|фаҳмонед|фаҳмондед|шарҳ деҳ|шарҳ диҳед|нависед))?(?: лутфан)?$|^нафаҳмидам$|^мефаҳмонед|^намефаҳмам$/u,
  ],
  [
    'example',
    /^(?:лутфан )?(?:боз )?(?:як )?мисол(?:е|ҳо)?(?: (?:биёр|биёред|оред|деҳ|диҳед|гӯ|гӯед|овар|оваред))?(?: лутфан)?$|^масалан$/u,
  ],
  ['shorter', /^(?:лутфан )?(?:инро )?кӯтоҳ(?:тар)?(?: (?:гӯ|гӯед|кун|кунед|нависед))?$/u],
  [
    'more',
    /^(?:боз|давом|давом деҳ|давом диҳед|муфассал(?:тар)?|боз (?:гӯ|гӯед|чӣ)|дигар чӣ)(?: (?:гӯ|гӯед|шарҳ диҳед))?$/u,
  ],
];

const questionWord =
  /(?<![\p{L}\p{M}])(?:чаро|барои чӣ|кай|кадом|куҷо|аз куҷо|дар куҷо|ба куҷо|кӣ|чанд|чанд сол|чӣ тавр|чӣ хел|чӣ гуна|чист)(?![\p{L}\p{M}])/u;
const bareQuestion =
  /^(?:ва |хуб |пас |боз )?(?:чаро|барои чӣ|кай|кадом(?:аш| сол)?|(?:аз |дар |ба )?куҷо(?:ст)?|кӣ|чанд(?:то)?|чӣ тавр|чӣ хел|чӣ гуна|чист)(?: (?:ин|он|инро|онро|аст|буд|мешавад|шуд|ин тавр))?$/u;
const otherLanguage =
  /^(?:ва |пас )?(?:ба |бо )?(?:забони )?(?<name>русӣ|англисӣ|тоҷикӣ)(?:[ -]чӣ(?: мешавад| аст)?| чист| чӣ тавр| чӣ хел)?$/u;
/** «Нон» чӣ? – behind «Об» бо англисӣ чӣ мешавад?» */
const otherWord =
  /^(?:ва |пас )?(?:«(?<quoted>[^»]{1,40})»|(?<bare>[\p{L}\p{M}]{2,40}))\s*[-–—]?\s*чӣ(?:\s+мешавад)?\s*[?.]*$/iu;
/** «Бо он як ҷумла созед» – behind a question about a word. */
const sentenceWithIt =
  /^(?:бо|аз) (?:он|ин|вай|ҳамин)(?: калима)? (?:як |ду |се )?ҷумла(?:ҳо)? (?:созед|соз|нависед|навис|тартиб (?:деҳ|диҳед))$/u;
const languageName = /(?:русӣ|англисӣ|тоҷикӣ)/u;
const pronoun =
  /(?<![\p{L}\p{M}])(?:он|вай|ӯ|онҳо|инҳо|ин|онро|инро|вайро|ӯро|онҳоро)(?:аш)?(?![\p{L}\p{M}])/u;

/**
 * Whether the last message leans on the question before it, and how. A bare question word («ва чаро?»), a request about
 * the answer («соддатар гӯед», «мисол биёред»), or a short question with a pronoun for what was asked about.
 */
export function findFollowUp(
  folded: string,
  before: readonly ChatMessage[],
  message = folded,
): FollowUp | undefined {
  const previous = previousQuestion(before);
  if (previous === undefined) return undefined;
  if (otherLanguage.test(folded) && languageName.test(foldMessage(previous)))
    return { kind: 'question', previous };
  if (sentenceWithIt.test(folded) && /«[^»]+»/u.test(previous)) return { kind: 'question', previous };
  if (otherWord.test(message.trim()) && /«[^»]+»/u.test(previous) && languageName.test(foldMessage(previous)))
    return { kind: 'question', previous };
  for (const [kind, pattern] of requests) if (pattern.test(folded)) return { kind, previous };
  if (bareQuestion.test(folded)) return { kind: 'question', previous };
  const isShort = folded.split(' ').length <= 7;
  if (isShort && pronoun.test(folded) && questionWord.test(folded)) return { kind: 'question', previous };
  return undefined;
}

/** The last question of the user that could stand alone. */
function previousQuestion(before: readonly ChatMessage[]): string | undefined {
  const asked = before.filter(({ role }) => role === 'user').map(({ content }) => content);
  return asked.findLast((content) => {
    const folded = foldMessage(content);
    return (
      folded.split(' ').length >= 2 &&
      !bareQuestion.test(folded) &&
      !requests.some(([, pattern]) => pattern.test(folded))
    );
  });
}

/** A question that stands alone: the topic of the one before with the new question word, or the pronoun's noun phrase. */
export function resolveFollowUp(message: string, { kind, previous }: FollowUp): string {
  if (kind !== 'question') return previous;
  const about = /«[^»]+»/u.exec(previous)?.[0];
  if (about !== undefined && sentenceWithIt.test(foldMessage(message)))
    return `Бо калимаи ${about} ҷумла созед`;
  const language = otherLanguage.exec(foldMessage(message))?.groups?.name;
  if (language !== undefined) return previous.replace(languageName, language);
  const { quoted, bare } = otherWord.exec(message.trim())?.groups ?? {};
  const word = quoted ?? bare;
  if (word !== undefined && /«[^»]+»/u.test(previous) && languageName.test(foldMessage(previous)))
    return previous.replace(/«[^»]+»/u, `«${word}»`);
  const topic = previous
    .replace(/[?!.…]+\s*$/u, '')
    .replace(new RegExp(questionWord, 'giu'), ' ')
    .replace(
      /(?<![\p{L}\p{M}])(?:аст|мебошад|мешавад|шуд|буд|ҳаст|ба ман|гӯед|гӯ|лутфан)(?![\p{L}\p{M}])/giu,
      ' ',
    )
    .replace(/\s+/gu, ' ')
    .trim();
  const asked = message.replace(/^(?:ва|хуб|пас|боз)\s+/iu, '').replace(/[?!.…]+\s*$/u, '');
  const withoutPronoun = asked.replace(new RegExp(pronoun, 'iu'), ' ').replace(/\s+/gu, ' ').trim();
  return `${topic} ${withoutPronoun}?`;
}
