import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { at } from '../../core/known.ts';
import { isReservedHeadword } from './dictionary.ts';

/** A Tajik word and what it is in English. */
export interface GlossaryEntry {
  readonly word: string;
  readonly english: string;
}

const rude = /vulgar|offensive|slur|idiot|stupid|derogatory|sexual|penis|vagina|whore/u;

/** Streams a Wiktionary word list: `word|forms<TAB><i>noun</i><br><ol><li>sense</li>…`. */
export async function* readGlossary(file: string): AsyncGenerator<GlossaryEntry> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const [forms = '', senses = ''] = line.split('\t');
    const word = at(forms.split('|'), 0);
    if (!/^[а-яёғӣқӯҳҷ -]{2,}$/u.test(word) || isReservedHeadword(word)) continue;
    if (!/<i>(?:noun|verb|adj|adv|num)<\/i>/u.test(senses) || rude.test(senses)) continue;
    const english = [...senses.matchAll(/<li>(.*?)<\/li>/gu)]
      .map(([, sense = '']) =>
        sense
          .replace(/<[^>]*>/gu, '')
          .replace(/\s*\([^)]*\)/gu, '')
          .trim(),
      )
      .filter((sense) => sense !== '' && sense.length < 50 && /^[a-z' ,;-]+$/iu.test(sense))
      .slice(0, 2)
      .join('; ');
    if (english !== '') yield { word, english };
  }
}
