import { createContext, Fragment } from 'preact';
import { useContext } from 'preact/hooks';

/** The marks of an answer that lead to a source: by number, what it is called and what a tap does. */
export interface Marks {
  label(number: number): string | undefined;
  open(number: number): void;
}

export const MarkContext = createContext<Marks | undefined>(undefined);

const mark = /\[(\d{1,3})\]/u;

/** Text in which [1] is a button, where the answer has such a source; elsewhere it stays text. */
export function MarkedText({ text }: { text: string }) {
  const marks = useContext(MarkContext);
  if (!marks || !mark.test(text)) return <>{text}</>;
  return (
    <>
      {text.split(/\[(\d{1,3})\]/u).map((part, index) => {
        const label = index % 2 === 1 ? marks.label(Number(part)) : undefined;
        return (
          <Fragment key={String(index)}>
            {index % 2 === 0 ? (
              part
            ) : label === undefined ? (
              `[${part}]`
            ) : (
              <button
                type="button"
                class="source-mark"
                aria-label={label}
                title={label}
                onClick={() => marks.open(Number(part))}
              >
                {part}
              </button>
            )}
          </Fragment>
        );
      })}
    </>
  );
}
