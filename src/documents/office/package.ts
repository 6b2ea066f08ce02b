import { posix } from 'node:path';
import { readXml } from './xml.ts';
import { type Zip, ZipError } from './zip/zip.ts';

/** What one part of an Office package says about another. */
export interface Relationship {
  /** The end of its type: `officeDocument`, `styles`, `aFChunk`. */
  readonly type: string;
  /** The other part's name in the package. */
  readonly part: string;
}

/** The relationships of a part by their ids; of the whole package for the empty name. */
export async function relationshipsOf(zip: Zip, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const folder = posix.dirname(part);
  const xml = await zip.entry(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  const found = new Map<string, Relationship>();
  if (!xml) return found;
  readXml(xml, {
    open(name, { Id, Type = '', Target = '', TargetMode }) {
      if (name.replace(/^.*:/, '') !== 'Relationship' || Id === undefined || TargetMode === 'External')
        return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.set(Id, { type: Type.replace(/^.*\//, ''), part: target });
    },
  });
  return found;
}

const otherDocuments: readonly (readonly [RegExp, string])[] = [
  [/spreadsheetml/, 'a spreadsheet (XLSX) under another name'],
  [/presentationml/, 'a presentation (PPTX) under another name'],
];

/**
 * The name of the part that holds a Word document's text: what the package's relationships name, what its
 * list of types names, else the usual name.
 * @throws ZipError when there is none, or when it is another sort of document.
 */
export async function mainPart(zip: Zip): Promise<string> {
  const types = await partTypes(zip);
  const main = [...(await relationshipsOf(zip, '')).values()].find(({ type }) => type === 'officeDocument');
  const typed = [...types].find(([, type]) =>
    /wordprocessingml.*main\+xml|ms-word.*main\+xml/.test(type),
  )?.[0];
  const usual = zip.names.find((name) => /(^|\/)word\/document\d*\.xml$/i.test(name));
  const names = [main?.part, typed, usual].filter((name) => name !== undefined);
  const known = new Set(zip.names.map((name) => name.toLowerCase()));
  const found = names.find((name) => known.has(name.toLowerCase()));
  const type = types.get(main?.part ?? '') ?? '';
  const other = otherDocuments.find(([pattern]) => pattern.test(type));
  if (other) throw new ZipError('unsupported-format', other[1]);
  if (found === undefined) throw new ZipError('damaged-file', 'the part with the text is not in the file');
  return found;
}

async function partTypes(zip: Zip): Promise<ReadonlyMap<string, string>> {
  const xml = await zip.entry('[Content_Types].xml');
  const types = new Map<string, string>();
  if (xml) {
    readXml(xml, {
      open(name, { PartName = '', ContentType = '' }) {
        if (name.replace(/^.*:/, '') === 'Override') types.set(PartName.replace(/^\//, ''), ContentType);
      },
    });
  }
  return types;
}
