import { Parser } from 'htmlparser2';

/** What is done at the elements of an XML text. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Usual prefixes of the namespaces that are read here, transitional and strict; writers may choose others. */
const usualPrefixes: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml(\/2006)?\/main$/, 'w'],
  [/\/officeDocument(\/2006)?\/math$/, 'm'],
  [/\/officeDocument(\/2006)?\/relationships$/, 'r'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/^http:\/\/purl\.org\/dc\/elements\/1\.1\/$/, 'dc'],
  [/^urn:oasis:names:tc:opendocument:xmlns:(office|text|table|style|draw|manifest)(:1\.0)?$/, '$1'],
  [/^http:\/\/openoffice\.org\/2001\/(manifest)$/, '$1'],
  [/^http:\/\/www\.w3\.org\/1999\/xlink$/, 'xlink'],
];

/**
 * Reads XML as events, by its names with the usual prefixes whatever the file calls them. Entities of a document
 * type are not expanded: a few lines of them can unpack to gigabytes.
 */
export function readXml(xml: Buffer | string, { open, close, text }: XmlHandler): void {
  const renamed = new Map<string, string>();
  const usual = (name: string) => {
    if (renamed.size === 0) return name;
    const colon = name.indexOf(':');
    const prefix = renamed.get(name.slice(0, Math.max(0, colon)));
    return prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`;
  };
  const handler = {
    onopentag(name: string, attributes: Record<string, string>) {
      for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith('xmlns')) learnPrefix(renamed, key.slice(6), value);
      }
      if (renamed.size === 0) open?.(name, attributes);
      else {
        const own = Object.entries(attributes).map(([key, value]) => [
          key.includes(':') ? usual(key) : key,
          value,
        ]);
        open?.(usual(name), Object.fromEntries(own));
      }
    },
    ...(close ? { onclosetag: (name: string) => close(usual(name)) } : {}),
    ...(text ? { ontext: text } : {}),
  };
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: true });
  parser.write(typeof xml === 'string' ? xml : xmlText(xml));
  parser.end();
}

function learnPrefix(renamed: Map<string, string>, prefix: string, address: string): void {
  for (const [pattern, usual] of usualPrefixes) {
    const match = address.match(pattern);
    if (!match) continue;
    const wanted = usual.replace('$1', match[1] ?? '');
    if (wanted !== prefix) renamed.set(prefix, wanted);
    return;
  }
}

function xmlText(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return new TextDecoder('utf-16be').decode(bytes);
  const stated = bytes.toString('latin1', 0, 200).match(/^\W*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/)?.[1];
  try {
    return new TextDecoder(/^utf-?16/i.test(stated ?? '') ? 'utf-8' : stated).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}
