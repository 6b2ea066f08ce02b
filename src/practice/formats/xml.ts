import { SaxesParser } from 'saxes';
import { BadInputError } from '../../core/errors.ts';

/** An element of an XML file; names are without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
  readonly line: number;
}

const deepest = 100;

/**
 * Reads an XML file strictly. Declarations of entities, and with them every reference to one, are refused: question
 * files need none, and they are how a small file becomes a large one or reads others.
 * @throws BadInputError naming the line.
 */
export function readXml(text: string, file: string): XmlElement {
  const parser = new SaxesParser({ position: true });
  const root: XmlElement = { name: '', attributes: {}, children: [], line: 1 };
  const open: XmlElement[] = [root];
  const refuse = (message: string, remedy: string): never => {
    throw new BadInputError({ message, file, place: `line ${parser.line}`, remedy });
  };
  parser.on('error', (error) =>
    refuse(
      `Not valid XML: ${error.message.replace(/^\d+:\d+:\s*/u, '')}`,
      'Export the file again from the program that made it.',
    ),
  );
  parser.on('doctype', (doctype) => {
    if (/[[]|ENTITY|SYSTEM|PUBLIC/u.test(doctype))
      refuse(
        'The file declares entities or names another file.',
        'Remove the DOCTYPE: question files need none.',
      );
  });
  parser.on('opentag', (tag) => {
    if (open.length > deepest)
      refuse(`Elements are nested more than ${deepest} deep.`, 'Export the file again.');
    const element: XmlElement = {
      name: localName(tag.name),
      attributes: Object.fromEntries(
        Object.entries(tag.attributes).map(([name, value]) => [name, String(value)]),
      ),
      children: [],
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const onText = (part: string) => void open.at(-1)?.children.push(part);
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(text).close();
  const [element] = childrenOf(root);
  return element ?? refuse('The file is empty.', 'Name another file.');
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The child elements, all or those of a name. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first child element of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** Every element of a name below an element, in the order of the file. */
export function allBelow(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...allBelow(child, name),
  ]);
}

/** All text of an element and of what is in it. */
export function contentOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : contentOf(child))).join('');
}

/** A text as an XML name without colon (NCName), which identifiers have to be: «astronomy/sun/1» is `astronomy_sun_1`. */
export function xmlNameOf(text: string): string {
  const name = text.replace(/[^\p{L}\p{Nd}._-]/gu, '_');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}
