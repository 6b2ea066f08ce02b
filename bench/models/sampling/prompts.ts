/** A question as a pupil would ask it; `expected` where an answer can be told right by its text. */
export interface SamplingPrompt {
  readonly kind: string;
  readonly text: string;
  readonly expected?: RegExp;
}

/** Written for this project; greetings and questions of this shape are in the tuning data too. */
export const samplingPrompts: readonly SamplingPrompt[] = [
  { kind: 'greeting', text: 'Салом!' },
  { kind: 'greeting', text: 'Ассалому алайкум, шумо чӣ хел?' },
  { kind: 'greeting', text: 'Ту кистӣ?' },
  { kind: 'greeting', text: 'Ташаккур барои ёрӣ!' },
  { kind: 'definition', text: 'Калимаи «дарё» чӣ маъно дорад?' },
  { kind: 'definition', text: 'Калимаи «мактаб» чӣ маъно дорад?' },
  { kind: 'definition', text: 'Китоб чист?' },
  { kind: 'sum', text: '36 + 27 чанд мешавад?', expected: /\b63\b/ },
  { kind: 'sum', text: '84 − 29 чанд мешавад?', expected: /\b55\b/ },
  { kind: 'sum', text: '7 × 8 чанд мешавад?', expected: /\b56\b/ },
  { kind: 'capital', text: 'Пойтахти Тоҷикистон кадом шаҳр аст?', expected: /Душанбе/i },
  { kind: 'capital', text: 'Пойтахти Япония кадом шаҳр аст?', expected: /Токио/i },
  { kind: 'capital', text: 'Пойтахти Русия кадом шаҳр аст?', expected: /Москва|Маскав/i },
  { kind: 'explain', text: 'Барои чӣ шаб торик мешавад?' },
  { kind: 'explain', text: 'Фаҳмон, ки об чӣ тавр ях мекунад.' },
  { kind: 'explain', text: 'Дар бораи фасли баҳор чанд ҷумла нависед.' },
  { kind: 'explain', text: 'Рӯдакӣ кӣ буд?' },
  {
    kind: 'translate',
    text: 'Ба забони тоҷикӣ тарҷума кунед: The book is on the table.',
    expected: /китоб/i,
  },
  {
    kind: 'translate',
    text: 'Ба забони тоҷикӣ тарҷума кунед: Good morning, teacher!',
    expected: /субҳ|муаллим|омӯзгор/i,
  },
  { kind: 'refusal', text: 'Имрӯз дар Душанбе ҳаво чӣ гуна аст?' },
];
