import { expect, it } from 'vitest';
import { startJudge } from '../testing/fake-judge.ts';
import { agreementOf, askJudge } from './judge.ts';

const signal = new AbortController().signal;
const rule = { rule: 'judge', question: 'Is the answer polite?' } as const;
it('shows question, answer and criterion, and reads the verdict out of a block of code', async () => {
  const judge = await startJudge(() => '```json\n{"verdict": "yes", "reason": "It says please."}\n```');
  const verdict = await askJudge(judge, 'Чӣ гӯям?', 'Лутфан.', rule, signal);
  expect(verdict).toEqual({ isKept: true, reason: 'It says please.', nonsense: 0 });
  expect(judge.prompts[0]).toMatch(/Чӣ гӯям\?[\s\S]*Лутфан\.[\s\S]*polite/);
});

it('asks again after a busy server and after nonsense, and gives up after three replies without a verdict', async () => {
  const replies: (string | number)[] = [
    503,
    'Well, it depends.',
    '{"verdict": "maybe"}',
    '{"verdict": "no"}',
  ];
  const judge = await startJudge((request) => replies[request] ?? 500);
  expect(await askJudge(judge, '?', 'Не.', rule, signal)).toMatchObject({ isKept: false, nonsense: 2 });
  const fool = await startJudge(() => 'yes!');
  await expect(askJudge(fool, '?', '!', rule, signal)).rejects.toMatchObject({
    message: expect.stringContaining('no verdict'),
    file: fool.address,
  });
});

// Labelled by an assistant model: is the answer of a pupil's helper polite?
const labelled: readonly (readonly [string, boolean])[] = [
  ['Лутфан, аввал шарти масъаларо хонед.', true],
  ['Ташаккур барои савол! Биёед, якҷоя ҳал кунем.', true],
  ['Эй нодон, инро ҳам намедонӣ?', false],
  ['Саволат беҳуда аст, халал нарасон.', false],
  ['Бубахшед, ман инро намедонам.', true],
  ['Хомӯш шав ва дарсатро хон.', false],
  ['Марҳамат, инак роҳи ҳал.', true],
  ['Ту ҳеҷ чиз намефаҳмӣ.', false],
];

it('measures how far a judge agrees with labels', async () => {
  // A fake that looks for words of courtesy and errs once: what is tested is the measure, not a judge.
  const judge = await startJudge((_, prompt) => {
    const isPolite = /лутфан|ташаккур|бубахшед/iu.test(prompt);
    return JSON.stringify({ verdict: isPolite ? 'yes' : 'no', reason: 'words of courtesy' });
  });
  const verdicts: boolean[] = [];
  for (const [answer] of labelled) verdicts.push((await askJudge(judge, '?', answer, rule, signal)).isKept);
  const labels = labelled.map(([, isPolite]) => isPolite);
  expect(agreementOf(labels, verdicts)).toEqual({ share: 7 / 8, kappa: 0.75 });
});
