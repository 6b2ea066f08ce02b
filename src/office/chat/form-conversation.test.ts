import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../chat/index.ts';
import { answerOffice } from './answer-office.ts';

/** Says one message after the other and keeps what was answered. */
function talk(...messages: readonly string[]): (string | undefined)[] {
  const before: ChatMessage[] = [];
  return messages.map((content) => {
    const answer = answerOffice(content, before)?.text;
    before.push({ role: 'user', content }, { role: 'assistant', content: answer ?? 'Намедонам.' });
    return answer;
  });
}

describe('a form in a conversation', () => {
  it('asks one question at a time until nothing is missing', () => {
    const answers = talk(
      'Аризаи рухсатиро пур кунед: Ман Фирдавс Ҷалилов, муҳандис.',
      '7 сентябр',
      'то 21 сентябр',
      'ба назди волидайн меравам',
    );
    expect(answers[0]).toContain('Ному насаб: Фирдавс Ҷалилов');
    expect(answers[0]).toMatch(/Аз кадом сана\?$/u);
    expect(answers[1]).toMatch(/То кадом сана\?$/u);
    expect(answers[3]).toContain('Сабаб: ба назди волидайн меравам');
    expect(answers[3]).not.toContain('____');
  });

  it('leaves empty what the person does not know, and asks on', () => {
    const [, second] = talk('Аризаи рухсатиро пур кунед', 'не');
    expect(second).toContain('Ному насаб: ____');
    expect(second).toMatch(/Вазифа\?$/u);
  });

  it('lets another question through, and ends where something else was said between', () => {
    expect(talk('Аризаи рухсатиро пур кунед', 'Чаро осмон кабуд аст?', '7 сентябр').slice(1)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
