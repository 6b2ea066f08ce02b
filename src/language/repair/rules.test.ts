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

/** UTF-8 read in this encoding. */
function misreadAs(encoding: string, text: string): string {
  return new TextDecoder(encoding).decode(new TextEncoder().encode(text));
}

describe('repair', () => {
  it.each([
    ['legacy font', 'љумњурии Тољикистон', 'ҷумҳурии Тоҷикистон'],
    ['the word ӯ', 'ў', 'ӯ'],
    ['second family of fonts', 'іуѕуѕии', 'ҳуқуқии'],
    ['transcription font', 'Раћм‹ни', 'Раҳмони'],
    ['ѐ', 'меъѐрњои', 'меъёрҳои'],
    ['Latin ȳ', 'дȳст', 'дӯст'],
    ['Latin ī', 'тоҷикī ва Īсо', 'тоҷикӣ ва Ӣсо'],
    ['i with a combining macron', 'забони тоҷикi\u0304', 'забони тоҷикӣ'],
    ['ѝ', 'илмѝ', 'илмӣ'],
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

  it.each(['windows-1251', 'windows-1252', 'ibm866', 'koi8-r', 'x-mac-cyrillic'])(
    'decodes UTF-8 that was read as %s, short words and signs among it',
    (encoding) => {
      for (const right of [
        'Забони тоҷикӣ',
        'И ман бо ту ба кӯҳ меравам — «мо» № 5…',
        'мо ва ту',
        'ба',
        'Рустам ва ӯ — Я и ты',
      ]) {
        const misread = misreadAs(encoding, right);
        expect(repairText(misread).text).toBe(right);
      }
    },
  );

  it('decodes what was misread twice', () => {
    const twice = misreadAs('windows-1251', misreadAs('windows-1251', 'Забони тоҷикӣ — ба'));
    expect(repairText(twice).text).toBe('Забони тоҷикӣ — ба');
  });

  it.each([
    ['the no-break space in Р made a plain one', '\u00A0', ' '],
    ['the byte without a sign dropped', '\u0098', ''],
    ['the byte without a sign replaced', '\u0098', '\uFFFD'],
  ])('decodes misread text with %s', (_, sign, lost) => {
    const right = 'И ман бо Рустам рафтам, Иди низ';
    expect(repairText(misreadAs('windows-1251', right).replaceAll(sign, lost)).text).toBe(right);
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
    ['Russian with signs beside letters', 'Температура 25 С°, в «Правде» и В·В, рёв Рёрих'],
    ['Latvian with macrons', 'Rīga ir Latvijas galvaspilsēta, ūdens'],
    ['Serbian names in capitals', 'ЉУБЉАНА И ЊУЈОРК СУ ГРАДОВИ'],
  ])('leaves %s as it is', (_, line) => {
    expect(repairText(line)).toEqual({ text: line, changes: [] });
  });

  it('has rules with names of their own', () => {
    expect(new Set(repairRules.map(({ name }) => name)).size).toBe(repairRules.length);
  });
});

describe('letters set apart', () => {
  it.each([
    ['М У Қ А Д Д И М А', 'МУҚАДДИМА'],
    ['Д и қ қ а т  д и ҳ е д : китобро кушоед.', 'Диққат диҳед: китобро кушоед.'],
    ['Д и қ қ а т д и ҳ е д !', 'Диққат диҳед!'],
    ['м а к т а б и  м о  к а л о н', 'мактаби мо калон'],
    ['Ин д а р а х т баланд аст.', 'Ин дарахт баланд аст.'],
    ['M У Қ А Д Д И M А', 'МУҚАДДИМА'],
    ['П Р Е Д И С Л О В И Е', 'ПРЕДИСЛОВИЕ'],
    ['М.А. Т У Р С У Н З О Д А', 'М.А. ТУРСУНЗОДА'],
  ])('%s are words', (text, words) => {
    expect(repairText(text).text).toBe(words);
  });

  it.each([
    'А Б В Г Ғ Д Е Ё',
    'Ҷавобҳо: А Б В Г',
    'синфҳои А Б Г Д',
    'а е ё и о у ӯ',
    'у ё ӯ',
    'x y a b c',
    '+ а - б',
  ])('%s stays: a list is no word', (text) => {
    expect(repairText(text).text).toBe(text);
  });
});
