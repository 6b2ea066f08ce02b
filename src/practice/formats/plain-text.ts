import { Parser } from 'htmlparser2';

const blocks = new Set(['p', 'br', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** The text of an HTML fragment: blocks on lines of their own, pictures as `[picture]`, nothing else of the layout. */
export function plainText(html: string): string {
  if (!/[<&]/u.test(html)) return html;
  const parts: string[] = [];
  let hidden = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'script' || name === 'style') hidden += 1;
        if (name === 'img') parts.push(attributes.alt ? `[${attributes.alt}]` : '[picture]');
        if (name === 'br') parts.push('\n');
      },
      onclosetag: (name) => {
        if (name === 'script' || name === 'style') hidden -= 1;
        else if (name !== 'br' && blocks.has(name)) parts.push('\n');
      },
      ontext: (text) => {
        if (hidden === 0) parts.push(text);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return parts
    .join('')
    .replace(/[ \t\u00A0]+/gu, ' ')
    .replace(/\s*\n\s*/gu, '\n')
    .trim();
}
