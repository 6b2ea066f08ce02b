import type { ChatMessage } from '../../chat/index.ts';
import type { Language } from '../contract/texts.ts';
import { describeDraft, draftLetter, draftUntold } from '../letters/draft-letter.ts';
import { describeNotice } from '../notices/describe-notice.ts';
import { plainVersion } from '../notices/plain-version.ts';
import { cue, foldInPlace } from '../reading/fold.ts';
import { translate } from '../translation/translate.ts';
import { checkText } from '../writing/check-text.ts';
import { answerForm } from './form-conversation.ts';
import { type OfficeTexts, soroTexts } from './own-texts.ts';
import { type Request, readRequest } from './request.ts';

export interface OfficeAnswer {
  readonly tool: 'form' | 'notice' | 'check' | 'letter' | 'translation';
  readonly text: string;
}

/**
 * Answers a request about a text that is in the message: fill a form, explain a notice, correct, draft a letter,
 * translate. Nothing where the request or the text is missing or unclear.
 * @param typed the message as it was typed: answers quote it
 * @param before the conversation, in which a form may be half filled
 * @param own the letters and sentences to use: default those that come with Soro
 */
export function answerOffice(
  typed: string,
  before: readonly ChatMessage[] = [],
  own: OfficeTexts = soroTexts,
): OfficeAnswer | undefined {
  const form = answerForm(typed, before);
  if (form !== undefined) return { tool: 'form', text: form };
  const choice = whichIsRight(typed);
  if (choice !== undefined) return { tool: 'check', text: choice };
  const request = readRequest(typed);
  if (!request || request.text.length < 2) return untold(typed, own);
  return (
    correct(request) ??
    translated(request, own) ??
    letter(request, own) ??
    simpler(request) ??
    notice(request)
  );
}

/** A letter whose words are still to be told. */
function untold(typed: string, own: OfficeTexts): OfficeAnswer | undefined {
  const draft = draftUntold(typed, own.letters());
  return draft && { tool: 'letter', text: describeDraft(draft) };
}

/** «Ба забони содда нависед: …»: office words said in an easier way; nothing where the text has none. */
function simpler({ ask, text }: Request): OfficeAnswer | undefined {
  if (!/(?:содда|одди|осон|фахмо)(?:тар)?/u.test(foldInPlace(ask)) || text.length < 40) return undefined;
  const { text: plain, changes } = plainVersion(text);
  if (changes.length === 0) return undefined;
  const list = changes.map(({ before, after }) => `«${before}» → «${after}»`).join(', ');
  return { tool: 'notice', text: `${plain}\n\nИваз шуд: ${list}.` };
}

/** «Кадом шакл дуруст аст: «рӯз» ё «руз»?»: the form that checking leaves and the others are turned into. */
function whichIsRight(typed: string): string | undefined {
  const folded = foldInPlace(typed);
  if (!/(?:кадом|кадоме|чи хел|чи тавр)[^?]*(?:дуруст|навишта)|дурусташ/u.test(folded)) return undefined;
  const forms = [...typed.matchAll(/[«"“](?<form>[\p{L} -]{2,60})[»"”]/gu)].flatMap(
    (match) => match.groups?.form ?? [],
  );
  if (forms.length < 2 || forms.length > 4 || !/ (?:е|еки|яки) |,/u.test(folded)) return undefined;
  const right = forms.filter((form) => checkText(form).changes.length === 0);
  const [only, ...more] = right;
  if (only === undefined || more.length > 0) return undefined;
  const slips = forms.filter((form) => form !== only);
  if (!slips.every((form) => checkText(form).corrected.toLowerCase() === only.toLowerCase()))
    return undefined;
  return `Дуруст: «${only}». ${slips.map((form) => `«${form}» — нодуруст: ${checkText(form).changes[0]?.reason ?? ''}`).join(' ')}`;
}

const correction =
  /(?:хато|галат|имло|ислох|тахрир)[^.]*(?:кун|кн|ислох|ёб|еб|нишон|санч|хаст|доранд|дорад)|ислох (?:кун|намо)|(?:дуруст|бехато|бе хато) (?:карда )?навис|тафтиш кун|санчед|дуруст (?:навишта шуд|аст)/u;

function correct({ ask, text }: Request): OfficeAnswer | undefined {
  const folded = foldInPlace(ask);
  if (
    !correction.test(folded) ||
    /тарчума|харфхои точики/u.test(folded) ||
    !/\p{Script=Cyrillic}/u.test(text)
  )
    return undefined;
  const { corrected, changes } = checkText(text);
  if (changes.length === 0)
    return {
      tool: 'check',
      text: 'Хатое наёфтам. Ман имло, ҳарфҳои тоҷикӣ ва баъзе қоидаҳои грамматикаро месанҷам; хатоҳои дигар мумкинанд.',
    };
  const list = changes.map(({ before, after, reason }) =>
    after.trim() === '' || before.trim() === ''
      ? `• ${reason}`
      : `• ${before.trim()} → ${after.trim()}: ${reason}`,
  );
  return { tool: 'check', text: `${corrected}\n\nТағйирот:\n${list.join('\n')}` };
}

/** «ба забони русӣ», «русӣ тарҷума кун» */
const languages: readonly (readonly [RegExp, Language])[] = (
  [
    ['русӣ', 'ru'],
    ['англисӣ', 'en'],
    ['тоҷикӣ', 'tg'],
  ] as const
).map(([name, language]) => [cue(`ба (?:забони )?${name}|(?:забони )?${name}(?= тарҷума)`, 'u'), language]);

function translated({ ask, text }: Request, own: OfficeTexts): OfficeAnswer | undefined {
  const folded = foldInPlace(ask);
  if (
    !/тарчума|гардон|чи мешавад|чи хел мешавад|чи тавр мешавад|чи тавр мегуянд|чи хел мегуянд/u.test(folded)
  )
    return undefined;
  const to = languages.find(([pattern]) => pattern.test(folded))?.[1];
  const from = languageOf(text);
  if (to === undefined || from === to || text.length > 300) return undefined;
  const found = translate(text, from, to, own.memory());
  if (!found) return untranslated(text);
  if (found.kind === 'sentence') return { tool: 'translation', text: found.text };
  const unknown = found.unknown.length > 0 ? `\nДар луғат нест: ${found.unknown.join(', ')}.` : '';
  return {
    tool: 'translation',
    text: `Ҷумларо пурра тарҷума карда наметавонам. Калима ба калима, аз луғат:\n${found.text}${unknown}`,
  };
}

/** Said plainly: a wrong translation looks like a right one. A single word is the word book's. */
function untranslated(text: string): OfficeAnswer | undefined {
  if (!/\p{L}\s+\p{L}/u.test(text)) return undefined;
  return {
    tool: 'translation',
    text: 'Ин ҷумларо дуруст тарҷума карда наметавонам: дар луғатам бештари калимаҳояш нест. Калимаҳоро яктоӣ пурсед («дӯст ба русӣ чӣ мешавад?») ё аз муаллими забон ёрӣ пурсед.',
  };
}

function languageOf(text: string): Language {
  if (/\p{Script=Latin}/u.test(text) && !/\p{Script=Cyrillic}/u.test(text)) return 'en';
  return /[ыщц]|(?:ть|ся|ет|ие|ого|ых|ый|ая)(?!\p{L})/iu.test(text) && !/[ғӣқӯҳҷ]/iu.test(text) ? 'ru' : 'tg';
}

function letter({ ask, text }: Request, own: OfficeTexts): OfficeAnswer | undefined {
  const draft = draftLetter(ask, text, own.letters());
  return draft && { tool: 'letter', text: describeDraft(draft) };
}

const noticeAsked = /(?:еъ?лон|огохинома|хабарнома|номаи муаллим|ин нома)/u;
const explained = /(?:фахмон|чи бояд|чи кор|кай|кучо|мухим|тавзех|маълумот|ёб|чудо)/u;

function notice({ ask, text }: Request): OfficeAnswer | undefined {
  const folded = foldInPlace(ask);
  if (!noticeAsked.test(folded)) return undefined;
  if (!explained.test(folded) || text.length < 60) return undefined;
  return { tool: 'notice', text: describeNotice(text) };
}
