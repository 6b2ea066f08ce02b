import type { PaperFormat } from '../contract/shared.ts';
import type { Form } from '../forms/form.ts';
import type { Paper } from './paper.ts';
import { writeDocx } from './write-docx.ts';
import { writeHtml } from './write-html.ts';
import { writeText } from './write-text.ts';

/** A paper in the format that is asked for. */
export function writePaper(paper: Paper, format: PaperFormat): Uint8Array {
  if (format === 'docx') return writeDocx(paper);
  return Buffer.from(format === 'html' ? writeHtml(paper) : writeText(paper));
}

/** A form with its values; while fields are empty it says so in its first line. */
export function formPaper(form: Form, values: Readonly<Record<string, string | null>>): Paper {
  const parts = form.fields.map(({ key, label }) => {
    const value = values[key]?.trim() ?? '';
    return { kind: 'field', label, value: value === '' ? null : value } as const;
  });
  const empty = parts.filter(({ value }) => value === null).map(({ label }) => label);
  return {
    title: form.title,
    note: empty.length === 0 ? null : `ЛОИҲА. Пур нашудааст: ${empty.join(', ')}`,
    parts: [...parts, { kind: 'text', text: 'Сана: ____________    Имзо: ____________' }],
  };
}
