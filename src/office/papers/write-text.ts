import { blank, type Paper } from './paper.ts';

/** A paper as plain text, a label a line. */
export function writeText({ title, note, parts }: Paper): string {
  const lines = parts.map((part) =>
    part.kind === 'field' ? `${part.label}: ${part.value ?? blank}` : part.text,
  );
  return `${[...(note === null ? [] : [note, '']), title, '', ...lines].join('\n')}\n`;
}
