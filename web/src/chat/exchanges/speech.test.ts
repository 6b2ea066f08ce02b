import { describe, expect, it } from 'vitest';
import { choose } from './speech.ts';

const voice = (lang: string, localService = true) => ({ lang, localService }) as SpeechSynthesisVoice;

describe('the voice that reads an answer', () => {
  it('is a Tajik one where there is one', () => {
    expect(choose('Ҷавоб', [voice('ru-RU'), voice('tg-TJ')])).toMatchObject({
      text: 'Ҷавоб',
      isRussianVoice: false,
    });
  });

  it('may be a Russian one, which gets only letters that it knows', () => {
    expect(choose('Ҷавоби шоҳ', [voice('ru-RU')])).toMatchObject({
      text: 'джавоби шох',
      isRussianVoice: true,
    });
  });

  it('is none where no voice of the device would do', () => {
    expect(choose('Ҷавоб', [voice('en-US')])).toBeUndefined();
    expect(choose('Ҷавоб', [voice('ru-RU', false)])).toBeUndefined();
    expect(choose('hello', [voice('ru-RU')])).toBeUndefined();
  });
});
