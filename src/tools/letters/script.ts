import { type Script, transliterate } from '../../language/index.ts';
import { defineWords, patterns } from '../reading/patterns.ts';
import { asTyped } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

defineWords(
  'persianScript',
  'форсӣ, ҳатти форсӣ, хатти форсӣ, алифбои форсӣ, ҳарфҳои форсӣ, хати форсӣ, хатти арабӣ, ҳарфҳои арабӣ, хатти ниёгон, алифбои арабӣ, ҳуруфи форсӣ',
);
defineWords(
  'latinScript',
  'латинӣ, лотинӣ, ҳарфи лотинӣ, ҳарфҳои лотинӣ, алифбои лотинӣ, хатти лотинӣ, хати лотинӣ, ҳарфи латинӣ, ҳарфҳои латинӣ, алифбои латинӣ',
);
defineWords(
  'cyrillicScript',
  'кириллӣ, кирилӣ, ҳарфҳои кириллӣ, хатти кириллӣ, алифбои кириллӣ, кириллитса, тоҷикии кириллӣ',
);
defineWords(
  'writeSo',
  'навис, нависед, чӣ тавр навишта мешавад, чӣ хел навишта мешавад, чӣ тавр менависанд, чӣ хел мешавад, чӣ мешавад, чӣ, гардон, гардонед, баргардон, чихел мешавад, навишта деҳ, чӣ тавр мешавад',
);

const targets: readonly (readonly [Script, ReturnType<typeof patterns>])[] = [
  [
    'Arab',
    patterns(
      '[калимаи] *t [ро] ба|бо|дар {persianScript} [{writeSo}]',
      'ба|бо {persianScript} {writeSo} : *t',
    ),
  ],
  [
    'Latn',
    patterns('[калимаи] *t [ро] ба|бо|дар {latinScript} [{writeSo}]', 'ба|бо {latinScript} {writeSo} : *t'),
  ],
  [
    'Cyrl',
    patterns(
      '[калимаи] *t [ро] ба|бо|дар {cyrillicScript} [{writeSo}]',
      'ба|бо {cyrillicScript} {writeSo} : *t',
    ),
  ],
];
const names: Readonly<Record<Script, string>> = {
  Arab: 'хатти форсӣ',
  Latn: 'ҳарфҳои лотинӣ',
  Cyrl: 'хатти кириллӣ',
};

/** Tajik from one script into another. */
export const script: Tool = {
  name: 'script',
  title: 'Хат',
  examples: ['китоб ба хатти форсӣ', 'Душанбе бо ҳарфҳои лотинӣ навис', 'بهار ба кириллӣ'],
  answer(reading) {
    const plain = { ...reading, text: reading.framed };
    for (const [to, list] of targets) {
      for (const pattern of list) {
        const match = pattern.match(plain);
        const text = match && asTyped(match.text('t'), reading).replace(/ ро$/u, '');
        const found = text === undefined ? undefined : written(text, to);
        if (found) return found;
      }
    }
    return undefined;
  },
};

function written(text: string, to: Script): Finding | undefined {
  const from = scriptOf(text);
  if (!from || from === to || /[№⟦]/u.test(text)) return undefined;
  // A few words; the style of a long text is for the library.
  if (text.split(' ').length > 12) return undefined;
  const value = transliterate(text, { from, to });
  const lower =
    text === text.toLowerCase() && to === 'Cyrl' && text.split(' ').length === 1
      ? value.toLowerCase()
      : value;
  return {
    text: `${text} — ${lower}`,
    value: lower,
    understood: `«${text}» бо ${names[to]}`,
    explanation:
      from === 'Arab' || to === 'Arab'
        ? 'Табдил аз рӯйи луғат ва қоида; калимаҳои нодирро аз рӯйи луғат санҷед.'
        : 'Табдил аз рӯйи қоида.',
  };
}

function scriptOf(text: string): Script | undefined {
  const found = (['Cyrl', 'Arab', 'Latn'] as const).filter((one) =>
    ({ Cyrl: /\p{Script=Cyrillic}/u, Arab: /\p{Script=Arabic}/u, Latn: /\p{Script=Latin}/u })[one].test(text),
  );
  return found.length === 1 ? found[0] : undefined;
}
