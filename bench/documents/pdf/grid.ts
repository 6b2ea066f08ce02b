import {
  boxPage,
  type ColumnsPage,
  columnsPage,
  figurePage,
  type MadePage,
  plainStyle,
  prosePage,
  tableInColumnPage,
} from '../../../src/documents/testing/made-pages/pages.ts';
import type { ColumnStyle } from '../../../src/documents/testing/made-pages/typeset.ts';

/** A text of the grid: enough paragraphs for a page. */
export interface GridText {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const aligns = ['justified', 'ragged'] as const;

/** Two columns: each text in both alignments, common and shifted baselines, two sizes, two gutters, heading or none. */
export function* twoColumns(texts: readonly GridText[]): Generator<MadePage> {
  for (const [index, { title, paragraphs }] of texts.entries())
    for (const align of aligns)
      for (const shift of [0, 6])
        for (const size of [9, 11])
          for (const gutter of [16, 24])
            for (const heading of [title, '']) {
              const pieces = align === 'justified' ? 'words' : 'lines';
              const style: ColumnStyle = { ...plainStyle, align, size, leading: size * 1.25, pieces };
              const page: ColumnsPage = {
                paragraphs,
                heading,
                columns: 2,
                gutter,
                shift,
                drawn: 'columns',
                style,
              };
              const name = `${index} ${align} shift ${shift} size ${size} gutter ${gutter} ${heading === '' ? 'plain' : 'headed'}`;
              yield columnsPage(name, page);
            }
}

/** The other layouts: more columns, boxes, figures, tables, narrow gutters, broken words, drawn by rows. */
export function* mixedLayouts(texts: readonly GridText[]): Generator<MadePage> {
  for (const [index, { title, paragraphs }] of texts.entries()) {
    const other = texts[(index + 1) % texts.length]?.paragraphs ?? [];
    for (const align of aligns) {
      const style: ColumnStyle = { ...plainStyle, align, pieces: align === 'ragged' ? 'lines' : 'words' };
      const words: ColumnStyle = { ...style, pieces: 'words' };
      const page: ColumnsPage = {
        paragraphs,
        heading: title,
        columns: 2,
        gutter: 18,
        shift: 0,
        drawn: 'columns',
        style,
      };
      const named = (kind: string) => `${index} ${align} ${kind}`;
      yield columnsPage(named('three columns'), {
        ...page,
        columns: 3,
        style: { ...style, size: 8.5, leading: 10.5 },
      });
      yield columnsPage(named('three shifted columns'), {
        ...page,
        columns: 3,
        shift: 4,
        style: { ...style, size: 8.5, leading: 10.5 },
      });
      yield columnsPage(named('narrow gutter'), { ...page, gutter: 11 });
      yield columnsPage(named('broken words, set in'), {
        ...page,
        style: { ...style, hyphenation: true, indent: 14 },
      });
      yield columnsPage(named('drawn by rows'), { ...page, drawn: 'rows' });
      yield columnsPage(named('drawn by rows, word by word'), { ...page, drawn: 'rows', style: words });
      yield columnsPage(named('shifted by 2, drawn by rows'), { ...page, shift: 2, drawn: 'rows' });
      yield columnsPage(named('one short column'), {
        ...page,
        paragraphs: paragraphs.slice(0, Math.ceil(paragraphs.length / 3)),
      });
      yield boxPage(named('box on the right'), { main: paragraphs, box: other }, style);
      yield boxPage(
        named('box on the left'),
        { main: paragraphs, box: other },
        { ...style, indent: 14 },
        'left',
      );
      yield figurePage(
        named('figure between'),
        page,
        ['шимол', 'ҷануб', 'дарёи Вахш', '0 км', '50'],
        'Расми 3. Нақшаи деҳа ва роҳҳои он',
      );
      yield tableInColumnPage(named('table in a column'), page, marks);
      for (const measure of [170, 200, 260]) {
        yield prosePage(
          named(`one column of ${measure}`),
          paragraphs,
          { ...words, size: 12, leading: 14 },
          measure,
        );
      }
      yield prosePage(named('one wide column'), paragraphs, words);
    }
  }
}

const marks = [
  ['Ному насаб', 'Алгебра', 'Забон'],
  ['Каримов А.', '4', '5'],
  ['Раҳимова З.', '5', '5'],
  ['Саидов Ф.', '3', '4'],
];
