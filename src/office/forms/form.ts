import type { z } from 'zod';
import type { formFieldSchema, formSchema } from '../contract/forms.ts';
import { foldInPlace, foldSource } from '../reading/fold.ts';

/** What a field holds. Other words for a kind are read as one of these, or as text. */
export const fieldKinds = [
  'name',
  'date',
  'time',
  'money',
  'phone',
  'email',
  'number',
  'address',
  'place',
  'choice',
  'text',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

export type FormField = z.output<typeof formFieldSchema>;
export type Form = z.output<typeof formSchema>;

const otherWords: Readonly<Record<string, FieldKind>> = {
  person: 'name',
  fullname: 'name',
  'full-name': 'name',
  'full name': 'name',
  datetime: 'date',
  day: 'date',
  sum: 'money',
  amount: 'money',
  price: 'money',
  currency: 'money',
  tel: 'phone',
  telephone: 'phone',
  'phone-number': 'phone',
  mail: 'email',
  integer: 'number',
  int: 'number',
  float: 'number',
  age: 'number',
  count: 'number',
  quantity: 'number',
  street: 'address',
  city: 'place',
  location: 'place',
  country: 'place',
  select: 'choice',
  enum: 'choice',
  option: 'choice',
  string: 'text',
  textarea: 'text',
  ном: 'name',
  сана: 'date',
  вақт: 'time',
  телефон: 'phone',
  рақам: 'number',
  адад: 'number',
  суроға: 'address',
  ҷой: 'place',
  маблағ: 'money',
  интихоб: 'choice',
  матн: 'text',
};

const byLabel: readonly (readonly [RegExp, FieldKind])[] = (
  [
    ['почтаи электрон|email|e-mail|имейл', 'email'],
    ['телефон|рақами тамос|рақами мобил|тел\\.', 'phone'],
    [
      'номи китоб|номи мактаб|номи дор|номи хӯрок|номи чорабин|номи маҳсулот|номи ташкилот|номи ширкат|тамға|ҷойи кор|ҷойи таҳсил|пешниҳод|^синф',
      'text',
    ],
    [
      'ному насаб|насабу ном|ном ва насаб|фамили|н\\.?н\\.?н|ф\\.?и\\.?о|^ном$|^номатон|муаллиф|^бемор|^хонанда|гиранда|^масъул|^мизоҷ|^меҳмон$|^аризадиҳанда|^кӣ |^ба кӣ|номи (?:падар|модар|хонанда|волидайн|кӯдак|бемор)',
      'name',
    ],
    ['суроға|адрес', 'address'],
    ['синну сол|синну|чанд сола', 'number'],
    [
      'соли |^сол$|шумора|миқдор|чанд (?:дона|нафар|рӯз|соат|нусха|моҳ|бор|сол)|собиқа|таҷриба|ҳарорат|дараҷа|рӯзона|шабона',
      'number',
    ],
    ['нарх|маблағ|маош|музд|арзиш|пардохт|даромад|мукофот|^пул', 'money'],
    ['сана|^рӯз|мӯҳлат|муҳлат|кай|аз кадом рӯз|то кадом рӯз', 'date'],
    ['вақт|соат|оғоз', 'time'],
    ['шаҳр|давлат|кишвар|зодгоҳ|^ҷой|куҷо|деҳа|ноҳия|вилоят|^аз$|^ба$|ҷойи таваллуд', 'place'],
  ] as const
).map(([source, kind]) => [new RegExp(foldSource(source), 'u'), kind]);

/** The kind of a field: what the form says, and where it says only text, what the label says. */
export function kindOf({ kind, label, choices }: FormField): FieldKind {
  if (choices !== undefined && choices.length > 0) return 'choice';
  const named = kind.toLowerCase();
  const known = fieldKinds.find((one) => one === named) ?? otherWords[named];
  if (known !== undefined && known !== 'text') return known;
  return kindOfLabel(label);
}

/** What a label alone says of its field. */
export function kindOfLabel(label: string): FieldKind {
  const folded = foldInPlace(label).trim();
  return byLabel.find(([pattern]) => pattern.test(folded))?.[1] ?? 'text';
}
