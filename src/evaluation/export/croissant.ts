import type { TaskDescription } from '../tasks/format/description.ts';
import type { Column } from './columns.ts';

/** A table of the data set. */
export interface PublishedTable {
  readonly description: TaskDescription;
  readonly columns: readonly Column[];
  readonly items: number;
  /** Inside the data set. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The keys of croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html). */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

/** Describes the tables in croissant's JSON-LD, which search engines and loaders of data sets read. */
export function croissant(
  name: string,
  about: string,
  tables: readonly PublishedTable[],
  published: string,
): object {
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name,
    description: about,
    inLanguage: 'tg',
    keywords: ['Tajik', 'benchmark', 'evaluation', 'language model'],
    license: [...new Set(tables.map(({ description }) => description.licence))],
    creator: { '@type': 'Organization', name: 'Soro' },
    datePublished: published,
    version: '1.0.0',
    url: '.',
    citeAs: 'Soro: Tajik benchmarks',
    distribution: tables.map(({ description, path, sha256, sizeBytes }) => ({
      '@type': 'cr:FileObject',
      '@id': `${description.id}-file`,
      name: `${description.id}.parquet`,
      description: description.title,
      contentUrl: path,
      contentSize: `${sizeBytes} B`,
      encodingFormat: 'application/x-parquet',
      sha256,
    })),
    recordSet: tables.map(({ description: { id, title }, columns }) => ({
      '@type': 'cr:RecordSet',
      '@id': id,
      name: id,
      description: title,
      field: columns.map((column) => fieldOf(id, column)),
    })),
  };
}

function fieldOf(task: string, { name, type, about }: Column): object {
  return {
    '@type': 'cr:Field',
    '@id': `${task}/${name}`,
    name,
    description: about,
    dataType: type === 'BIGINT' ? 'sc:Integer' : 'sc:Text',
    ...(type === 'VARCHAR[]' ? { repeated: true } : {}),
    source: { fileObject: { '@id': `${task}-file` }, extract: { column: name } },
  };
}
