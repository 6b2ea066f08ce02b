import { escapePattern } from '../../core/escape.ts';
import { foldSource } from '../reading/fold.ts';
import { nounPhrase } from '../reading/phrases.ts';
import { cached } from './labelled.ts';
import {
  type Asked,
  type Candidate,
  sureness,
  type TypedText,
  wordsAfter,
  wordsBefore,
} from './typed-text.ts';

type Role = 'parent' | 'child' | 'author' | 'recipient' | 'self' | 'other';

const roles: readonly (readonly [RegExp, Role])[] = (
  [
    ['падар|модар|волид|сарпараст|аз тарафи', 'parent'],
    ['хонанда|кӯдак|фарзанд|шогирд|тифл|писар|духтар', 'child'],
    ['муаллиф|нависанда', 'author'],
    ['ба кӣ|гиранда|барои кӣ|қабулкунанда', 'recipient'],
    ['масъул|мизоҷ|бемор|меҳмон|деҳқон|роҳбар|директор|муаллим|духтур|шоҳид|кафил|ронанда|занг зад', 'other'],
  ] as const
).map(([source, role]) => [new RegExp(foldSource(source), 'u'), role]);

const before = (source: string) => new RegExp(`(?:^|[^\\p{L}])(?:${foldSource(source)})[ ,:–—-]*$`, 'u');
const cues: Readonly<Record<Exclude<Role, 'other'>, { before: RegExp; after?: RegExp }>> = {
  parent: {
    before: before(
      'падар(?:аш|ам|и ӯ)?|модар(?:аш|ам)?|ман падараш|ман модараш|волидайн(?:аш|и ӯ)?|аз тарафи|сарпарасташ',
    ),
    after: new RegExp(foldSource('^,? ?(?:ҳастам,? )?(?:падари|модари|падараш|модараш)'), 'u'),
  },
  child: {
    before: before(
      'писарам|духтарам|писари ман|духтари ман|писарчаам|духтарчаам|фарзандам|номаш|номи хонанда|номи кӯдак|хонанда|набераам|падари|модари|солаи ман|кӯдакам',
    ),
  },
  author: { before: before('муаллиф(?:аш|и он|и китоб)?|асари|навиштаи|нависандааш|романи|қаламии') },
  recipient: {
    before: before(
      'барои|ба|гиранда(?:аш)?|ба номи|(?:ба )?(?:бародар|хоҳар|писар|духтар|ҳамсоя|дӯст|ҳамсар)(?:ам|аш|ям)',
    ),
  },
  self: {
    before: before(
      'ман|номам|номи ман|ном|насабам|меня зовут|ному насабам|ному насаби ман|насабу номам|фамилия ва номам|аз номи|ба номи|ном ва насабам|исмам|исми ман|номи пурраам|аризадиҳанда|бемор|мизоҷ',
    ),
    after: new RegExp(foldSource('^ ?(?:ҳастам|мебошам|меноманд|ном дорам)'), 'u'),
  },
};

function roleOf({ label }: Asked): Role {
  return roles.find(([pattern]) => pattern.test(label))?.[1] ?? 'self';
}

/** Who is who: a name goes to the field whose role its neighbours tell; the last name to the last field. */
export function assignPeople(fields: readonly Asked[], typed: TypedText): Map<Asked, Candidate> {
  const found = new Map<Asked, Candidate>();
  const byRole = fields.map((asked) => ({ asked, role: roleOf(asked) }));
  const hasParent = byRole.some(({ role }) => role === 'parent');
  // Beside a parent the unnamed person of a form is the child.
  const roleIn = (role: Role): Role => (role === 'self' && hasParent ? 'child' : role);
  const names = typed.names.length > 0 ? [...typed.names] : namedByCue(typed);
  const left = new Set(names);
  const take = (asked: Asked, name: (typeof names)[number], score: number) => {
    found.set(asked, { ...name, score });
    left.delete(name);
  };
  const cuedAs = (name: (typeof names)[number], role: Role, asked: Asked): boolean => {
    const [front, back] = [wordsBefore(typed, name.start), wordsAfter(typed, name.end)];
    if (role === 'other') {
      return asked.heads.some((head) =>
        new RegExp(`(?:^|[^\\p{L}])${escapePattern(head)}(?:и [\\p{L}]+|аш|и|ро)?[ :–—-]*$`, 'u').test(front),
      );
    }
    return cues[role].before.test(front) || (cues[role].after?.test(back) ?? false);
  };
  for (const { asked } of byRole) {
    const named = [...left].filter((name) => isNamedBy(asked, name, typed));
    const [one, ...more] = named;
    if (one && more.length === 0) take(asked, one, sureness.cued + 1);
  }
  for (const role of ['other', 'author', 'parent', 'child', 'recipient'] as const) {
    for (const { asked, role: own } of byRole) {
      if (roleIn(own) !== role || found.has(asked)) continue;
      const cued = [...left].filter(
        (name) => cuedAs(name, role, asked) && !(role === 'child' && cuedAs(name, 'parent', asked)),
      );
      const [one, ...more] = cued;
      if (one && more.length === 0) take(asked, one, sureness.cued);
    }
  }
  const selfFields = byRole.filter(
    ({ asked, role }) => !found.has(asked) && ['self', 'child', 'other'].includes(role),
  );
  const own = [...left].filter((name) => fields[0] !== undefined && cuedAs(name, 'self', fields[0]));
  const [speaker] = own;
  if (speaker && own.length === 1) {
    const parent = byRole.find(({ asked, role }) => role === 'parent' && !found.has(asked));
    const childIsKnown = byRole.some(({ asked, role }) => roleIn(role) === 'child' && found.has(asked));
    const target = parent && (childIsKnown || left.size > 1) ? parent.asked : selfFields[0]?.asked;
    if (target) take(target, speaker, sureness.cued);
  }
  const [lastName, ...moreNames] = left;
  const open = byRole.filter(({ asked }) => !found.has(asked));
  const plain = open.filter(({ role }) => role !== 'recipient' && role !== 'author');
  const target = (plain.length > 0 ? plain : open)[0];
  if (lastName && moreNames.length === 0 && target) {
    const isChildFirst = target.role === 'parent' ? open.length === 1 : true;
    const isForeign = cuedAs(lastName, 'recipient', target.asked) && target.role !== 'recipient';
    if (isChildFirst && !(isForeign && fields.length > 1)) take(target.asked, lastName, sureness.only);
  }
  return found;
}

/** «Домод Комрон Зоҳидов», «Наргиза хизмат расонд»: the label's own word stands beside the name. */
function isNamedBy({ heads, label }: Asked, name: { start: number; end: number }, typed: TypedText): boolean {
  const [head] = heads;
  if (head === undefined || /падар|модар|волид/u.test(label)) return false;
  const word = escapePattern(head);
  const [front, back] = [wordsBefore(typed, name.start), wordsAfter(typed, name.end)];
  if (/^ки /u.test(label)) return new RegExp(`^ ${word}`, 'u').test(back);
  return new RegExp(`(?:^|[^\\p{L}])${word}(?: –| -|:)? $`, 'u').test(front);
}

/** A name that the list of names does not know, after «номам», «номи ман»: up to two capital words. */
function namedByCue(typed: TypedText): { start: number; end: number }[] {
  const pattern = cached(
    'муаллиф(?:аш)?|асари|ном|насабам|меня зовут|номам|номи ман|ному насабам|исмам|фамилия ва номам|номаш|насабу номам|беморро',
  );
  return [...typed.folded.matchAll(pattern)].flatMap((match) => {
    const start = match.index + match[0].length;
    const capital = /^[ :–—-]*(?<name>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})/u.exec(
      typed.text.slice(start),
    );
    const name = capital?.groups?.name;
    if (name !== undefined) {
      const from = start + (capital?.[0].length ?? 0) - name.length;
      return [{ start: from, end: from + name.length }];
    }
    const phrase = /^ ?:? ?$/u.test(typed.text.slice(start, start + 2).trim())
      ? undefined
      : nounPhrase(typed.text, start);
    return phrase && phrase.end - phrase.start < 40 ? [phrase] : [];
  });
}
