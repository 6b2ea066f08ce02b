// Fields of forms filled from messages, and dates, places, sums and actions of notices, beside what was marked by hand.
// Which set was written when: bench/office/held-back/README.md.
import { scoreForms } from './office/score-forms.ts';
import { scoreNotices } from './office/score-notices.ts';
import { scoreSlips } from './office/score-slips.ts';

const verbose = process.argv.includes('--verbose');
const named = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const sets = named.length > 0 ? named : ['', 'held-back/'];

for (const set of sets.filter((name) => name !== 'slips')) {
  // `fresh`, `second` and `third` are files of held-back/, the others folders.
  const isFile = ['fresh', 'second', 'third'].includes(set);
  const [forms, notices] = isFile
    ? [`held-back/forms-${set}.txt`, `held-back/notices-${set}.txt`]
    : [`${set}forms.txt`, `${set}notices.txt`];
  scoreForms(forms, 'as written', verbose);
  if (set === '') scoreForms(forms, 'typed', verbose);
  scoreNotices(notices, verbose);
}
if (named.length === 0 || named.includes('slips')) scoreSlips(verbose);
