import { describe, expect, it } from 'vitest';
import { repairText } from './repair-text.ts';
import { repairRules } from './rules.ts';

const sentence = 'Мардуми кишвари мо дар ин рӯз ба кор рафтанд';

/** Damage inside a Tajik sentence, and what it must become. */
function inSentence(word: string): string {
  const line = `${sentence}, ${word} ва дигарон ҳам буданд.`;
  const { text } = repairText(line);
  return text.slice(sentence.length + 2, text.length - ' ва дигарон ҳам буданд.'.length);
}

describe('repair', () => {
  it.each([
    ['legacy font', 'љумњурии Тољикистон', 'ҷумҳурии Тоҷикистон'],
    ['the word ӯ', 'ў', 'ӯ'],
    ['second family of fonts', 'іуѕуѕии', 'ҳуқуқии'],
    ['transcription font', 'Раћм‹ни', 'Раҳмони'],
    ['ѐ', 'меъѐрњои', 'меъёрҳои'],
    ['Latin ȳ', 'дȳст', 'дӯст'],
    ['Latin letters', 'дap Baтан', 'дар Ватан'],
    ['Roman numerals', 'асри ХIХ', 'асри XIX'],
    ['letters of other alphabets', 'даⱪиⱪа', 'дақиқа'],
    ['й for ӣ', 'илмй ва Айнй', 'илмӣ ва Айнӣ'],
    ['soft hyphens', 'за\u00ADмин', 'замин'],
    ['not signs', 'за¬мин', 'замин'],
    ['accelerators', 'Кӯ~мак', 'Кӯмак'],
    ['accelerators before a word', '_Кӯмак', 'Кӯмак'],
    ['signs for letters', 'и^тимой', 'иҷтимоӣ'],
    ['a sign beside its letter', 'Ч^умхурии', 'Ҷумҳурии'],
    ['a bracket for a letter', 'он[оро', 'онҳоро'],
    ['a broken line', 'китоб-\nхона', 'китобхона'],
    ['glyphs without an encoding', 'замин\uF024\uF074', 'замин'],
  ])('mends %s', (_, damaged, right) => {
    expect(inSentence(damaged)).toBe(right);
  });

  it('decodes UTF-8 that was read as Windows-1251 or Latin-1', () => {
    const right = 'Забони тоҷикӣ';
    for (const encoding of ['windows-1251', 'windows-1252']) {
      const misread = new TextDecoder(encoding).decode(new TextEncoder().encode(right));
      expect(repairText(misread).text).toBe(right);
    }
  });

  it('decodes Windows-1251 that was read as Latin-1', () => {
    expect(repairText('Äàð áîðàè ìàêòàáèìîí').text).toBe('Дар бораи мактабимон');
  });

  it.each(['ваҳй', 'наҳй', 'чой', 'рӯй', 'ҷой', 'мӯй', 'пой', 'май', 'сарой', 'бад-он', 'ном_файл'])(
    'leaves %s',
    (word) => {
      expect(inSentence(word)).toBe(word);
    },
  );

  it.each([
    ['Ukrainian', 'Її діти приїхали до Києва, щоб побачити Україну'],
    ['Uzbek', 'Ўзбекистонда бўлган бу йўл жуда қийин эди, ўғлим'],
    ['Serbian', 'Њихова љубав је била већа од свега што су имали'],
    ['Macedonian', 'Ќе дојде ѓаволот и ќе ја земе неговата љубов'],
    ['Belarusian', 'Ён быў у Мінску і гаварыў пра свой сад'],
    ['Russian', 'Чай, край и мой герой стояли в файл_сертификата'],
    ['spoken Tajik', 'Ман намефаҳмам, чиба омадай, бра бачем, меравем хай'],
    ['Serbian names in capitals', 'ЉУБЉАНА И ЊУЈОРК СУ ГРАДОВИ'],
  ])('leaves %s as it is', (_, line) => {
    expect(repairText(line)).toEqual({ text: line, changes: [] });
  });

  it('has rules with names of their own', () => {
    expect(new Set(repairRules.map(({ name }) => name)).size).toBe(repairRules.length);
  });
});
