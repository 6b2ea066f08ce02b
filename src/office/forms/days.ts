import { foldSource } from '../reading/fold.ts';
import {
  type Asked,
  type Candidate,
  spansOf,
  sureness,
  type TypedText,
  wordsAfter,
  wordsBefore,
} from './typed-text.ts';

type Role = 'birth' | 'start' | 'end' | 'since' | 'plain';
const roles: readonly (readonly [RegExp, Role])[] = (
  [
    ['таваллуд', 'birth'],
    ['баргашт|анҷом|^то |то кадом|охир|итмом|баромад', 'end'],
    ['аз кай|кай сар шуд', 'since'],
    ['^аз |аз кадом|оғоз|омадан|даромад|шурӯъ|рафтан', 'start'],
  ] as const
).map(([source, role]) => [new RegExp(foldSource(source), 'u'), role]);

/** «Санаи рафтан» ends a stay where there is a «санаи омадан», and begins a journey elsewhere. */
function roleOf({ label }: Asked, fields: readonly Asked[]): Role {
  const isStay = fields.some((other) => /омадан/u.test(other.label));
  if (isStay && /рафтан/u.test(label)) return 'end';
  return roles.find(([pattern]) => pattern.test(label))?.[1] ?? 'plain';
}

const cues: Readonly<Record<Exclude<Role, 'plain'>, { before: RegExp; after: RegExp }>> = {
  birth: at('таваллудам|таваллудаш|таваллуд|таваллуди|\\(', 'таваллуд|\\)'),
  start: at('аз|с|на|аз санаи|санаи омадан|меоям|оғоз', '(?:меоя|меоем|мерас|мерав|сар мекун|то )'),
  end: at('то|по|до|то санаи|санаи рафтан|то рӯзи', '(?:мерав|бармегард|баргард|меброям)'),
  since: at('аз', '(?:боз|инҷониб|ин тараф)'),
};

/** A day with a year of before 2021: of days that a form asks for, only a birth lies so far back. */
function isLongAgo(written: string): boolean {
  const year = /(?<!\d)(?:19|20)\d\d(?!\d)/u.exec(written)?.[0];
  return year !== undefined && Number(year) <= 2020;
}

function at(before: string, after: string): { before: RegExp; after: RegExp } {
  return {
    before: new RegExp(`(?:^|[^\\p{L}])(?:${foldSource(before)})[ :–—-]*$`, 'u'),
    after: new RegExp(`^,? ?(?:дар [\\p{L}]+ )?(?:${foldSource(after)})`, 'u'),
  };
}

/** Dates by their role: born, from, until, since; the only date for the only field without one. */
export function assignDates(fields: readonly Asked[], typed: TypedText): Map<Asked, Candidate> {
  const found = new Map<Asked, Candidate>();
  const roled = fields.map((asked) => ({ asked, role: roleOf(asked, fields) }));
  const hasEnd = roled.some(({ role }) => role === 'end');
  const dates = spansOf(typed, 'date');
  if (roled.some(({ role }) => role === 'birth')) {
    for (const year of typed.folded.matchAll(/(?<=соли )(?:19|20)\d\d(?= таваллуд)/gu)) {
      if (!dates.some((date) => date.start < year.index + 4 && year.index < date.end))
        dates.push({ kind: 'date', start: year.index, end: year.index + 4 });
    }
  }
  const left = new Set(dates);
  const birth = roled.find(({ role }) => role === 'birth');
  const bornOn = dates.filter((date) => isLongAgo(typed.text.slice(date.start, date.end)));
  if (birth && bornOn[0] && bornOn.length === 1) {
    found.set(birth.asked, { ...bornOn[0], score: sureness.cued });
    left.delete(bornOn[0]);
  }
  for (const role of ['birth', 'end', 'since', 'start'] as const) {
    for (const { asked, role: own } of roled) {
      if (own !== role || found.has(asked)) continue;
      const cued = [...left].filter((date) => {
        const [front, back] = [wordsBefore(typed, date.start), wordsAfter(typed, date.end)];
        const written = typed.folded.slice(date.start, date.end);
        const { before, after } = cues[role];
        // «меравем» is the way back only where a way there was told.
        const isBack =
          role !== 'end' ||
          before.test(front) ||
          /(?:баргард|бармегард)/u.test(back) ||
          roled.some((one) => /омадан/u.test(one.asked.label));
        return (
          ((before.test(front) || after.test(back)) && isBack) ||
          (role === 'since' && /боз$|дируз|дишаб/u.test(written))
        );
      });
      const [one, ...more] = cued;
      if (one && more.length === 0) {
        found.set(asked, { ...one, score: sureness.cued });
        left.delete(one);
      }
    }
  }
  const open = roled.filter(
    ({ asked, role }) =>
      !found.has(asked) &&
      (role === 'plain' ||
        (role === 'start' && !hasEnd) ||
        role === 'since' ||
        (role === 'start' && fields.length > 1)),
  );
  const [last, ...more] = left;
  const target = open.length === 1 ? open[0] : undefined;
  if (last && more.length === 0 && target) found.set(target.asked, { ...last, score: sureness.only });
  const [lone] = roled;
  if (roled.length === 1 && lone && !found.has(lone.asked) && lone.role === 'birth') {
    const [date] = [...left].filter(({ start, end }) => /\d{4}/u.test(typed.text.slice(start, end)));
    if (date) found.set(lone.asked, { ...date, score: sureness.phrase });
  }
  return found;
}
