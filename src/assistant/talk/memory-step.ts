import type { ChatMessage } from '../../chat/index.ts';
import type { Step } from '../types.ts';
import { foldMessage } from '../understand/fold-message.ts';

interface Fact {
  readonly said: RegExp;
  readonly asked: RegExp;
  readonly answer: (value: string) => string;
}

/** What a pupil may have said of himself, how it is asked for, and how it is given back. */
const facts = {
  name: {
    said: /(?:[Нн]оми ман|[Нн]омам|[Мм]ан)\s+(?<value>\p{Lu}[\p{Ll}\p{M}]{2,})(?:\s+(?:аст|ҳастам|мебошад|мебошам))?(?![\p{L}\p{M}])/u,
    asked:
      /^(?:номи ман|номам|ман кӣ|номи маро)(?: (?:чист|чӣ|чӣ буд|чӣ аст|ҳастам|гӯ|гӯед|медонӣ|медонед|дар ёд доред|дар ёд дорӣ))*$/u,
    answer: (value) => `Номи шумо ${value} аст.`,
  },
  age: {
    said: /(?<![\p{L}\p{N}])(?<value>\p{N}{1,2})(?:\s+|-)?сола(?:ам|\s+ҳастам)(?![\p{L}\p{M}])/u,
    asked: /^(?:ман )?чанд ?сола(?:ам| ҳастам)?$|^(?:синну соли|синни) ман чанд(?: аст)?$/u,
    answer: (value) => `Шумо ${value}-сола ҳастед.`,
  },
  grade: {
    said: /дар синфи\s+(?<value>\p{N}{1,2}(?:-ум)?|\p{L}+ум)(?:\s+(?:мехонам|таҳсил мекунам|ҳастам))/u,
    asked: /^(?:ман )?дар (?:кадом|чанд) синф(?: ҳастам| мехонам)?$|^ман дар синфи чандум(?: мехонам)?$/u,
    answer: (value) => `Шумо дар синфи ${value} мехонед.`,
  },
  place: {
    said: /(?<![\p{L}])[Мм]ан\s+(?:[Аа]з|дар)\s+(?:шаҳри\s+|деҳаи\s+|ноҳияи\s+)?(?<value>\p{Lu}[\p{L}\p{M}-]{2,}?)(?:ам)?(?:\s+(?:ҳастам|мебошам|меоям|менависам|зиндагӣ мекунам))?(?![\p{L}\p{M}])/u,
    asked: /^ман (?:аз|дар) куҷо(?:ям| ҳастам| зиндагӣ мекунам)?(?: медон(?:ӣ|ед))?$/u,
    answer: (value) => `Шумо гуфтед, ки аз ${value} ҳастед.`,
  },
} satisfies Record<string, Fact>;

/** What was said in this conversation and is asked for again; introductions are greeted. */
export const memoryStep: Step = {
  name: 'memory',
  run({ restored, folded, before }) {
    for (const { said, asked, answer } of Object.values(facts)) {
      if (!asked.test(folded)) continue;
      const value = lastSaid(before, said);
      const text = value === undefined ? 'Инро дар ин суҳбат нагуфтаед.' : answer(value);
      return { outcome: { kind: 'own', text, citations: [] }, facts: ['asks for what was said before'] };
    }
    const introduced = introduction(restored);
    if (introduced !== undefined) {
      return { outcome: { kind: 'own', text: introduced, citations: [] }, facts: ['an introduction'] };
    }
    return { facts: [] };
  },
};

function lastSaid(before: readonly ChatMessage[], said: RegExp): string | undefined {
  for (const { role, content } of before.toReversed()) {
    const value = role === 'user' ? said.exec(content)?.groups?.value : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** «Салом! Номи ман Фарҳод аст.» – nothing else is said. */
function introduction(text: string): string | undefined {
  const sentences = text.split(/(?<=[.!])\s+/u).filter((sentence) => foldMessage(sentence) !== '');
  const rest = sentences.filter(
    (sentence) =>
      !/^(?:(?:ас)?салом|(?:субҳ|рӯз|шом|бегоҳ)(?:атон|ат)? ба хайр)/u.test(foldMessage(sentence)),
  );
  if (rest.length !== 1) return undefined;
  const [sentence = ''] = rest;
  if (sentence.includes('?') || foldMessage(sentence).split(' ').length > 6) return undefined;
  const name = facts.name.said.exec(sentence)?.groups?.value;
  if (name !== undefined && /ном/iu.test(sentence))
    return `Салом, ${name}! Аз шиносоӣ шодам. Саволатонро нависед.`;
  const called = /^Ман,?\s+(?<name>\p{Lu}[\p{Ll}\p{M}]{2,}),\s*\p{N}{1,2}/u.exec(sentence)?.groups?.name;
  if (called !== undefined) return `Салом, ${called}! Аз шиносоӣ шодам. Саволатонро нависед.`;
  const place = facts.place.said.exec(sentence)?.groups?.value;
  if (place !== undefined) return `Аз шиносоӣ шодам, салом ба ${place}! Саволатонро нависед.`;
  const grade = facts.grade.said.exec(sentence)?.groups?.value;
  return grade === undefined ? undefined : `Хуб, шумо дар синфи ${grade} мехонед. Аз кадом фан савол доред?`;
}
