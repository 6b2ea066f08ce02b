import type { Form } from '../forms/form.ts';

/** A letter for one intent. Slots {key} are the person's words or a blank. */
export interface LetterTemplate {
  readonly id: string;
  /** What a request for it says, folded. */
  readonly asked: RegExp;
  readonly form: Form;
  readonly polite: string;
  readonly plain: string;
}

const recipient = { key: 'recipient', label: 'Ба кӣ', kind: 'recipient' };
const name = { key: 'name', label: 'Ному насаб', kind: 'name' };
const date = { key: 'date', label: 'Рӯз', kind: 'date' };
const time = { key: 'time', label: 'Соат', kind: 'time' };
const place = { key: 'place', label: 'Ҷой', kind: 'place' };
const phone = { key: 'phone', label: 'Телефон', kind: 'phone' };

/** Written for this project. No native teacher has checked the Tajik. */
export const letterTemplates: readonly LetterTemplate[] = [
  {
    id: 'application',
    asked: /(?<!\p{L})(?:ариза|дархост|узрнома)/u,
    form: { title: 'Ариза', fields: [recipient, name] },
    polite:
      'Ба: {recipient}\nАз: {name}\n\nАриза\n\nБа маълумати Шумо мерасонам: {words}\n\nАз Шумо эҳтиромона хоҳиш мекунам, ки аризаи маро баррасӣ намоед.\n\nСана: ____\nИмзо: ____',
    plain:
      'Ба: {recipient}\nАз: {name}\n\nАриза\n\n{words}\n\nХоҳиш мекунам, аризаамро баррасӣ кунед.\n\nСана: ____\nИмзо: ____',
  },
  {
    id: 'invitation',
    asked: /(?<!\p{L})(?:даъватнома|даватнома|номаи даъ?ват)/u,
    form: { title: 'Даъватнома', fields: [recipient, date, time, place, name] },
    polite:
      'Даъватнома\n\nМуҳтарам {recipient}!\n\nШуморо эҳтиромона даъват мекунем: {words}\n\nРӯз: {date}\nСоат: {time}\nҶой: {place}\n\nБо эҳтиром, {name}',
    plain:
      'Даъватнома\n\n{recipient}!\n\nШуморо даъват мекунем: {words}\n\nРӯз: {date}\nСоат: {time}\nҶой: {place}\n\n{name}',
  },
  {
    id: 'announcement',
    asked: /(?<!\p{L})(?:еъ?лон|огохинома)/u,
    form: { title: 'Эълон', fields: [date, time, place, phone] },
    polite:
      'Эълон\n\nМуҳтарамон!\n\n{words}\n\nКай: {date}, {time}\nКуҷо: {place}\nТелефон барои тамос: {phone}',
    plain: 'Эълон\n\n{words}\n\nКай: {date}, {time}\nКуҷо: {place}\nТелефон: {phone}',
  },
  {
    id: 'thanks',
    asked: /(?<!\p{L})(?:номаи ташаккур|ташаккурнома|сипоснома|номаи миннатдор|номаи сипос)/u,
    form: { title: 'Номаи ташаккур', fields: [recipient, name] },
    polite: 'Муҳтарам {recipient}!\n\nБа Шумо самимона ташаккур мегӯям. {words}\n\nБо эҳтиром, {name}',
    plain: '{recipient}!\n\nТашаккур ба Шумо. {words}\n\n{name}',
  },
  {
    id: 'apology',
    asked: /(?<!\p{L})(?:узрхохи|номаи узр|узрпурси|узрномаи)/u,
    form: { title: 'Номаи узрхоҳӣ', fields: [recipient, name] },
    polite: 'Муҳтарам {recipient}!\n\nАз Шумо самимона узр мепурсам. {words}\n\nБо эҳтиром, {name}',
    plain: '{recipient}!\n\nУзр мепурсам. {words}\n\n{name}',
  },
  {
    id: 'congratulation',
    asked: /(?<!\p{L})(?:табрикнома|номаи табрик|табрик)/u,
    form: { title: 'Табрикнома', fields: [recipient, name] },
    polite:
      'Муҳтарам {recipient}!\n\nШуморо самимона табрик мегӯям: {words}\n\nБа Шумо тансиҳатӣ, хушбахтӣ ва муваффақият орзу мекунам.\n\nБо эҳтиром, {name}',
    plain: '{recipient}!\n\nТабрик мегӯям: {words}\n\nБахту саодат орзу мекунам!\n\n{name}',
  },
  {
    id: 'reply',
    asked: /(?<!\p{L})(?:ба мизоч|ба харидор|ба муштари)[^.]*(?:чавоб|хабар|нома|навис|фахмон|гу)/u,
    form: { title: 'Ҷавоб ба мизоҷ', fields: [name] },
    polite: 'Муҳтарам мизоҷ!\n\nТашаккур, ки ба мо муроҷиат кардед. {words}\n\nБо эҳтиром, {name}',
    plain: 'Салом!\n\n{words}\n\n{name}',
  },
];
