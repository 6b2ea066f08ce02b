import { describe, expect, it } from 'vitest';
import type { Message } from '../conversations/message.ts';
import { askForTajik, foreignLanguage } from './foreign-question.ts';

const branch = (...texts: string[]) => texts.map((text) => ({ text })) as Message[];

describe('a question in another language', () => {
  it.each([
    ['ru', 'Какая столица Таджикистана?'],
    ['ru', 'привет, как дела?'],
    ['ru', 'кто ты'],
    ['en', 'What is the capital of Tajikistan?'],
    ['en', 'what is DNA?'],
  ])('is recognised (%s): %s', (language, text) => {
    expect(foreignLanguage(branch(text))).toBe(language);
  });

  it.each([
    'Пойтахти Тоҷикистон кадом шаҳр аст?',
    'пойтахти точикистон кадом шахр аст',
    'чи хел ту',
    'Калимаи «книга» ба тоҷикӣ чист?',
    'магар наздик шудани замин ба офтоб тобистонро намеорад',
    '2 + 2 = ?',
    'E = mc²',
    'salom, chi xel shumo?',
    'Переведи на таджикский: Если устал, отдохни.',
    'into Tajik: Please open your books at page ten.',
    'Маъно кун: hello',
  ])('is none: %s', (text) => {
    expect(foreignLanguage(branch(text))).toBeUndefined();
  });

  it('is none where the text was to be translated', () => {
    const text = 'Where is the library?';
    expect(foreignLanguage(branch('Ин матнро тарҷума кун', 'Хуб, нависед.', text))).toBeUndefined();
  });

  it('is answered in Tajik and in its own language', () => {
    expect(askForTajik('ru')).toMatch(/Лутфан саволро бо тоҷикӣ нависед\.\n\n.*по-таджикски/u);
    expect(askForTajik('en')).toContain('Please write the question in Tajik.');
  });
});
