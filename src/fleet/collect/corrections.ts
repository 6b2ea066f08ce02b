import { jsonLine } from '../../core/json-lines.ts';
import type { Collection } from './collection.ts';

/** A line of the corrections: what `soro instruct` reads as a source of the form `corrections`. */
interface CorrectionLine {
  readonly question: string;
  readonly answer: string;
  /** Which school agreed, when, and under which key: so that it can be found again and taken out. */
  readonly provenance: { readonly school: string; readonly key: string; readonly agreedOn: string };
}

/** Every correction that schools have agreed to and not taken back, as JSON lines in a fixed order. */
export function correctionLines(collection: Collection): string {
  return collection
    .items()
    .map(({ school, item }) => {
      if (item.kind !== 'correction') return '';
      const { question, answer, agreedOn } = item.content;
      const line: CorrectionLine = { question, answer, provenance: { school, key: item.key, agreedOn } };
      return jsonLine(line);
    })
    .join('');
}
