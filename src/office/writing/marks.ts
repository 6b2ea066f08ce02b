import { tajikLexicon } from '../../language/lexicon/lexicon.ts';
import type { TextChange } from './text-change.ts';

/** Parts of one word that were written apart: «ме хонам», «китоб ро», «китоб ҳо»; a word written twice. */
export function joinedWords(text: string): TextChange[] {
  const lexicon = tajikLexicon();
  const changes: TextChange[] = [];
  const weight = (word: string) => lexicon.weight(word.toLowerCase());
  for (const match of text.matchAll(/(?<![\p{L}-])(ме|наме) (\p{L}{3,})(?![\p{L}])/giu)) {
    const [before = '', prefix = '', verb = ''] = match;
    if (weight(prefix + verb) > 2)
      changes.push({
        offset: match.index,
        before,
        after: prefix + verb,
        kind: 'apart',
        reason: `«${prefix.toLowerCase()}-» якҷо бо феъл навишта мешавад.`,
      });
  }
  for (const match of text.matchAll(/(?<![\p{L}-])(\p{L}{3,}) (ро|[ҳх]о(?:и|ро)?)(?![\p{L}-])/gu)) {
    const [before = '', word = '', ending = ''] = match;
    const ours = ending.replace('хо', 'ҳо');
    // «ҳои» and «ҳоро» are no words of their own: after a known word they are its ending.
    if (weight(word + ours) > 2 || (/^(?:ро|ҳои|ҳоро)$/u.test(ours) && weight(word) > 4))
      changes.push({
        offset: match.index,
        before,
        after: word + ours,
        kind: 'apart',
        reason: `«-${ours}» якҷо бо калима навишта мешавад.`,
      });
  }
  for (const match of text.matchAll(
    /(?<![\p{L}-])(на) (?=(?:кунед|кун|равед|рав|гӯед|монед|шавед|бошед|хӯред|зан|занед|тарсед)(?![\p{L}]))/giu,
  )) {
    changes.push({
      offset: match.index,
      before: match[0],
      after: match[0].trimEnd(),
      kind: 'apart',
      reason: '«на-» якҷо бо феъли амрӣ навишта мешавад.',
    });
  }
  for (const match of text.matchAll(
    /(?<![\p{L}-])(аз|ба|дар|бо|барои|то|ва|ки|ин|он|ман|мо|аст|буд)( +)\1(?![\p{L}-])/gu,
  )) {
    changes.push({
      offset: match.index,
      before: match[0],
      after: match[1] ?? '',
      kind: 'repeated',
      reason: 'Калима ду бор навишта шудааст.',
    });
  }
  return changes;
}

/** Spaces around marks. */
export function markChanges(text: string): TextChange[] {
  const changes: TextChange[] = [];
  for (const match of text.matchAll(/(?<=[\p{L}\p{N}»]) +(?=[,;:!?](?:\s|$)|\.(?:\s|$)(?!\.))/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: '',
      kind: 'mark',
      reason: 'Пеш аз аломати китобат фосила гузошта намешавад.',
    });
  for (const match of text.matchAll(/(?<=\p{Ll}{2})([,;!?])(?=\p{L}{2})/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: `${match[0]} `,
      kind: 'mark',
      reason: 'Баъди аломати китобат фосила гузошта мешавад.',
    });
  // A sentence that begins without a space: «омад.Ӯ рафт», not «ш.Душанбе», «А.Қаҳҳорӣ» or an address.
  for (const match of text.matchAll(/(?<=\p{Ll}{3}|\p{Ll}{3}»)[.!?](?=\p{Lu}(?:\p{Ll}| ))/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: `${match[0]} `,
      kind: 'mark',
      reason: 'Баъди аломати китобат фосила гузошта мешавад.',
    });
  for (const match of text.matchAll(/»(?: - ?|- )(?=[иу](?![\p{L}]))/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: '»-',
      kind: 'mark',
      reason: 'Бандак бо дефис ва бе фосила навишта мешавад.',
    });
  for (const match of text.matchAll(/(?<=«[^«»“”"\n]{1,60})[”"](?=[^\p{L}]|$)/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: '»',
      kind: 'mark',
      reason: 'Нохунаке, ки бо « кушода шуд, бо » пӯшида мешавад.',
    });
  for (const match of text.matchAll(/(?<=(?<![\p{L}])(?:на)?ме\p{L}+(?:ад|ам|ем|анд)) (?=ки(?![\p{L}]))/gu))
    changes.push({
      offset: match.index,
      before: ' ',
      after: ', ',
      kind: 'mark',
      reason: 'Баъди феъл пеш аз «ки» вергул гузошта мешавад.',
    });
  for (const match of text.matchAll(/(?<=\p{L}) {2}(?=\p{L})/gu))
    changes.push({
      offset: match.index,
      before: match[0],
      after: ' ',
      kind: 'mark',
      reason: 'Як фосила кифоя аст.',
    });
  return changes;
}

const names = new Map(
  'Тоҷикистон Ӯзбекистон Қирғизистон Афғонистон Россия Хуҷанд Бохтар Хоруғ Панҷакент Истаравшан Рӯдакӣ Фирдавсӣ Суғд Бадахшон'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

/** Names of countries and towns that are written small, with Tajik letters or without. */
export function properNames(text: string): TextChange[] {
  return [...text.matchAll(/(?<![\p{L}-])(\p{Ll}\p{L}+?)(и|ро)?(?![\p{L}-])/gu)].flatMap(
    ({ 0: before, index }): TextChange[] => {
      for (const ending of ['', 'и', 'ро']) {
        if (!before.endsWith(ending)) continue;
        const bare = before.slice(0, before.length - ending.length).replace(/^точ/u, 'тоҷ');
        const name = names.get(bare);
        if (name !== undefined)
          return [
            {
              offset: index,
              before,
              after: name + ending,
              kind: 'capital',
              reason: 'Номи хос бо ҳарфи калон навишта мешавад.',
            },
          ];
      }
      return [];
    },
  );
}
