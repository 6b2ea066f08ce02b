import { type Block, parseBlocks, type Span } from './text-blocks.ts';

/** An answer as paragraphs and lists. */
export function AnswerText({ text }: { text: string }) {
  return (
    <>
      {parseBlocks(text).map((block, index) => (
        <BlockView key={`${index}-${block.type}`} block={block} />
      ))}
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.type === 'paragraph') {
    return (
      <p>
        {block.lines.map((spans, index) => (
          <LineView key={String(index)} spans={spans} broken={index > 0} />
        ))}
      </p>
    );
  }
  const items = block.items.map((spans, index) => (
    <li key={String(index)}>
      <LineView spans={spans} broken={false} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function LineView({ spans, broken }: { spans: readonly Span[]; broken: boolean }) {
  return (
    <>
      {broken && <br />}
      {spans.map(({ text, strong }, index) =>
        strong ? <strong key={String(index)}>{text}</strong> : <span key={String(index)}>{text}</span>,
      )}
    </>
  );
}
