import { rational, subtract } from '../exact/rational.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, ToolContext } from '../tool.ts';
import { answerSum } from './answer-sum.ts';
import { percent } from './percent.ts';
import { sumOf } from './read-sum.ts';

/** «ва боз 10 зам кун»: continues with the value before. */
export function continued(reading: Reading, { previous }: ToolContext): Finding | undefined {
  const known = previous && /^(-?\d+(?:\.\d+)?|-?\d+\/\d+)(?: (\S+))?$/.exec(previous.value);
  if (
    !known ||
    !/^(?:ва|боз|инро|онро|натичаро|чавобро|акнун|нисфаш|чорякаш|аз ин|ба ин|[+−×:] |ба №\d+ (?:зарб|таксим))/u.test(
      `${reading.framed} `,
    )
  )
    return undefined;
  const [top = '0', bottom = '1'] = (known[1] ?? '').split('/');
  const whole = top.replace('-', '').split('.');
  const size = rational(BigInt(whole.join('')), 10n ** BigInt(whole[1]?.length ?? 0) * BigInt(bottom));
  const value = top.startsWith('-') ? subtract(rational(0), size) : size;
  const number = `№${reading.numbers.length}`;
  const rest = reading.framed
    .replace(/^(?:ва|боз|акнун|ва боз) (?=\S)/u, '')
    .replace(/^(?:ва|боз|акнун) /u, '')
    .replace(/^(?:инро|онро|натичаро|чавобро|аз ин|ба ин)(?: натича| адад| чавоб)?(?: боз)? /u, (found) =>
      found.startsWith('аз') ? `аз ${number} ` : found.startsWith('ба ') ? `ба ${number} ` : `${number} `,
    )
    .replace(/^нисфаш/u, `нисфи ${number}`)
    .replace(/^чорякаш/u, `чоряки ${number}`);
  const text = rest.includes(number)
    ? rest
    : /^[+−×:]/.test(rest)
      ? `${number} ${rest}`
      : rest
          .replace(/^(№\d+) (?=зам|илова|чам)/u, `ба ${number} $1 `)
          .replace(/^(№\d+) (?=кам|тарх)/u, `аз ${number} $1 `)
          .replace(/^(?=ба №\d+ (?:зарб|таксим))/u, `${number} `);
  if (!text.includes(number)) return undefined;
  const extended: Reading = {
    ...reading,
    text,
    numbers: [...reading.numbers, { value, text: known[1] ?? '', isOrdinal: false, isUnclear: false }],
  };
  const found = percent(extended) ?? answerSum(sumOf(extended));
  if (!found || known[2] === undefined) return found;
  return { ...found, text: `${found.text} ${known[2]}`, value: `${found.value} ${known[2]}` };
}
