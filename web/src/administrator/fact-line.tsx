import type { ComponentChildren } from 'preact';

interface FactLineProps {
  readonly title: string;
  readonly warning?: string | null | undefined;
  readonly children: ComponentChildren;
}

/** A line of a list of facts, with what is wrong about it. */
export function FactLine({ title, warning, children }: FactLineProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {children}
        {warning && <span class="warning">{warning}</span>}
      </dd>
    </div>
  );
}
