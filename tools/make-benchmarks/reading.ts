// Makes benchmarks/reading: `npx node tools/make-benchmarks/reading.ts`.
// Six lines of NTREX news (CC BY-SA 4.0) and one of its statements with a name or number left out; the choices are all
// from the same passage, so that it has to be read.
import { type Draft, shuffled, takeEvenly, writeItems } from './items.ts';
import { isForm, newsLines } from './sources/sentences.ts';

const seed = 'reading 1';
const passageLines = 6;
const factsPerPassage = 4;

interface Fact {
  readonly line: string;
  readonly token: string;
  readonly place: number;
}

/** Names inside sentences, without endings: capitals that do not begin the sentence. */
function names(line: string): Fact[] {
  return [...line.matchAll(/(?<=[\p{Ll},] )([А-ЯЁҒӢҚӮҲҶ][а-яёғӣқӯҳҷ]{3,})(?=[ ,.])/gu)]
    .map(({ 1: token = '', index }) => ({ line, token, place: index }))
    .filter(({ token }) => !/(и|ро|у|ҳо)$/u.test(token) && !isForm(token.toLowerCase()));
}

function figures(line: string): Fact[] {
  return [...line.matchAll(/(?<=[\p{Ll},] )(\d{1,4})(?=[ ,]\p{Ll}| \p{Ll})/gu)].map(
    ({ 1: token = '', index }) => ({ line, token, place: index }),
  );
}

/** The statement around a fact: its clause where that is long enough, else the line. */
function statement({ line, token, place }: Fact): string | undefined {
  const blanked = `${line.slice(0, place)}___${line.slice(place + token.length)}`;
  const sentence = blanked.split(/(?<=[.!?]) /u).find((part) => part.includes('___')) ?? '';
  const length = sentence.split(' ').length;
  return length >= 6 && length <= 30 && !sentence.includes(token)
    ? sentence.replace(/["“”«»]/gu, '')
    : undefined;
}

function make(start: number, find: (line: string) => Fact[], rule: string): Draft[] {
  const lines = newsLines.slice(start, start + passageLines);
  const context = lines.join('\n');
  if (/[ⱪⱨⱬҝ]|[A-Za-z]{12,}/u.test(context) || context.length > 1600 || context.length < 350) return [];
  const facts = lines.flatMap(find);
  const tokens = [...new Set(facts.map(({ token }) => token))];
  return shuffled(facts, `${seed} ${start}`, ({ token, place }) => `${token} ${place}`)
    .flatMap((fact): Draft[] => {
      const question = statement(fact);
      const others = tokens.filter(
        (token) =>
          token !== fact.token && !question?.includes(token) && token.slice(0, 2) !== fact.token.slice(0, 2),
      );
      if (question === undefined || others.length < 3) return [];
      const wrong = shuffled(others, fact.token, String).slice(0, 3);
      return [
        {
          context,
          question,
          right: fact.token,
          wrong,
          rule,
          source: `NTREX lines ${start + 1}–${start + passageLines}`,
        },
      ];
    })
    .slice(0, factsPerPassage);
}

const starts = Array.from({ length: newsLines.length - passageLines }, (_, index) => index);
const byRule = [
  starts.flatMap((start) => make(start, names, 'a name')),
  starts.flatMap((start) => make(start, figures, 'a figure')),
];
/** The same statement is asked once. */
const asked = new Set<string>();
const distinct = byRule.map((drafts) =>
  drafts.filter(({ question = '' }) => !asked.has(question) && asked.add(question)),
);
process.stdout.write(`${distinct.map((drafts) => drafts.length).join(' ')}\n`);
await writeItems('reading', takeEvenly(distinct, 320), 100);
