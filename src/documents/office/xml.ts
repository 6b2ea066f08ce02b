import { Parser } from 'htmlparser2';

/** What is done at the elements of an XML text. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/**
 * Reads XML as events, by its names with their prefix. Entities of a document type are not expanded: a
 * few lines of them can unpack to gigabytes.
 */
export function readXml(xml: Buffer | string, { open, close, text }: XmlHandler): void {
  const handler = {
    ...(open ? { onopentag: open } : {}),
    ...(close ? { onclosetag: close } : {}),
    ...(text ? { ontext: text } : {}),
  };
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: true });
  parser.write(typeof xml === 'string' ? xml : xmlText(xml));
  parser.end();
}

function xmlText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
