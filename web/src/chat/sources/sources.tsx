import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { fill } from '../../language/plural.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';
import type { Citation, Grounding } from '../../server/types.ts';
import { MarkContext } from '../../text/citation-mark.tsx';
import { sourceTexts } from './texts.ts';

const Reader = lazyPage<{ citation: Citation; onClose: () => void }>(
  async () => (await import('./reader.tsx')).Reader,
);

/** What kind of answer it is, at a glance. What Soro says of itself needs no word. */
export function KindBadge({ grounding }: { grounding: Grounding | null }) {
  if (!grounding || (grounding.kind === 'own' && grounding.isModel === false)) return null;
  return <p class={`kind ${grounding.kind}`}>{sourceTexts.value.kinds[grounding.kind]}</p>;
}

interface WithSourcesProps {
  readonly grounding: Grounding | null;
  readonly children: ComponentChildren;
}

/** An answer's text, in which numbered marks open what they cite. */
export function WithSources({ grounding, children }: WithSourcesProps) {
  const open = useSignal<Citation | undefined>(undefined);
  const find = (number: number) => grounding?.citations.find((citation) => citation.number === number);
  const marks = {
    label(number: number) {
      const citation = find(number);
      return citation && fill(sourceTexts.value.mark, { n: String(number), title: citation.book.title });
    },
    open(number: number) {
      open.value = find(number);
    },
  };
  return (
    <>
      <MarkContext.Provider value={marks}>{children}</MarkContext.Provider>
      {open.value && (
        <Reader
          citation={open.value}
          onClose={() => {
            open.value = undefined;
          }}
        />
      )}
    </>
  );
}
