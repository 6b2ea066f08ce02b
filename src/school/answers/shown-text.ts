import { transliterate } from '../../language/index.ts';
import type { AnswerScript } from '../contract/people.ts';

// A sentence or a line is over: what follows cannot change how it is written in another script.
const sentenceEnd = /[.!?…]["»”)\]]*\s+|\n/gu;
/** Stays as it is: formulas, code, addresses, the numbers of citations. */
const untouched =
  /(\$\$[^$]*\$\$|\$[^$\n]*\$|\\\([^\n]*?\\\)|\\\[[\s\S]*?\\\]|`[^`]*`|\[\d+\]|https?:\/\/\S+)/u;

/** Writes an answer in the person's script while it grows: what has been given is never changed afterwards. */
export class ShownText {
  readonly #script: AnswerScript;
  #pending = '';

  constructor(script: AnswerScript) {
    this.#script = script;
  }

  /** Takes more of the model's text and returns what can be shown of it: in Cyrillic all, else whole sentences. */
  push(text: string): string {
    if (this.#script === 'Cyrl') return text;
    this.#pending += text;
    let end = 0;
    for (const match of this.#pending.matchAll(sentenceEnd)) end = match.index + match[0].length;
    const ready = this.#pending.slice(0, end);
    this.#pending = this.#pending.slice(end);
    return inScript(ready, this.#script);
  }

  /** The rest, when nothing more comes. */
  flush(): string {
    const rest = this.#pending;
    this.#pending = '';
    return inScript(rest, this.#script);
  }
}

/** A text of the model in another script, line by line; spaces at the ends stay. */
export function inScript(text: string, script: AnswerScript): string {
  if (script === 'Cyrl' || text === '') return text;
  return text
    .split(untouched)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[^\n]+/gu, (line) => convert(line, script)),
    )
    .join('');
}

function convert(line: string, script: 'Arab' | 'Latn'): string {
  const body = line.trim();
  if (body === '') return line;
  const start = line.indexOf(body);
  const shown = transliterate(body, { from: 'Cyrl', to: script });
  return line.slice(0, start) + shown + line.slice(start + body.length);
}
