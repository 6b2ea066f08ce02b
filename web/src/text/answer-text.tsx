import { type ComponentChildren, Fragment } from 'preact';
import { MarkedText } from './citation-mark.tsx';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import type { Inline } from './inline.ts';
import { ownAddress } from './own-address.ts';
import type { Table } from './table.ts';
import { type Block, type List, parseBlocks } from './text-blocks.ts';

/** An answer with its headings, lists, tables, code and formulas; `open` while it is being written. */
export function AnswerText({ text, open = false }: { text: string; open?: boolean }) {
  return <Blocks blocks={parseBlocks(text, open)} />;
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  const levels = blocks.map((block) => (block.type === 'heading' ? block.level : 6));
  const highest = Math.min(...levels);
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={`${index}-${block.type}`} block={block} highest={highest} />
      ))}
    </>
  );
}

function BlockView({ block, highest }: { block: Block; highest: number }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          {block.lines.map((line, index) => (
            <Fragment key={String(index)}>
              {index > 0 && <br />}
              <Line content={line} />
            </Fragment>
          ))}
        </p>
      );
    case 'heading':
      return <Heading depth={block.level - highest} content={block.content} />;
    case 'code':
      return <CodeBlock text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'formula':
      return <Formula tex={block.tex} source={block.source} display={true} />;
    case 'rule':
      return <hr />;
    case 'table':
      return <TableView table={block} />;
    case 'list':
      return <ListView list={block} />;
  }
}

/** Below the page's own headings (h1 the page, h2 who speaks), whatever level the answer begins with. */
function Heading({ depth, content }: { depth: number; content: readonly Inline[] }) {
  const line = <Line content={content} />;
  if (depth <= 0) return <h3>{line}</h3>;
  return depth === 1 ? <h4>{line}</h4> : <h5>{line}</h5>;
}

function ListView({ list }: { list: List }) {
  const items = list.items.map(({ content, lists }, index) => (
    <li key={String(index)}>
      <Line content={content} />
      {lists.map((inner, place) => (
        <ListView key={String(place)} list={inner} />
      ))}
    </li>
  ));
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>;
}

function TableView({ table }: { table: Table }) {
  const alignment = (index: number) => table.alignments[index];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div class="scrolling" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.header.map((cell, index) => (
              <th key={String(index)} scope="col" class={alignment(index)}>
                <Line content={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, place) => (
            <tr key={String(place)}>
              {row.map((cell, index) => (
                <td key={String(index)} class={alignment(index)}>
                  <Line content={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ content }: { content: readonly Inline[] }) {
  return (
    <>
      {content.map((item, index) => (
        <InlineView key={`${index}-${item.type}`} item={item} />
      ))}
    </>
  );
}

function InlineView({ item }: { item: Inline }): ComponentChildren {
  switch (item.type) {
    case 'text':
      return <MarkedText text={item.text} />;
    case 'code':
      return <code>{item.text}</code>;
    case 'formula':
      return <Formula tex={item.tex} source={item.source} display={item.display} />;
    case 'strong':
      return (
        <strong>
          <Line content={item.content} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Line content={item.content} />
        </em>
      );
    case 'struck':
      return (
        <s>
          <Line content={item.content} />
        </s>
      );
    case 'link': {
      const address = ownAddress(item.address, location.origin);
      if (address)
        return (
          <a href={address}>
            <Line content={item.content} />
          </a>
        );
      return (
        <>
          <Line content={item.content} /> ({item.address})
        </>
      );
    }
  }
}
