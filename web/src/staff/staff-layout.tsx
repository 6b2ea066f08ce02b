import type { ComponentChildren } from 'preact';
import './staff.css';
import './forms.css';

interface StaffLayoutProps {
  readonly title: string;
  /** The way back, above the title. */
  readonly back?: { readonly place: string; readonly label: string };
  readonly places: readonly { readonly place: string; readonly label: string }[];
  readonly current: string;
  readonly children: ComponentChildren;
}

/** A page of several sheets, with the names of the sheets above. */
export function StaffLayout({ title, back, places, current, children }: StaffLayoutProps) {
  return (
    <main id="main" tabIndex={-1} class="staff">
      <div class="staff-inside">
        {back && (
          <a class="link way-back" href={`/#/${back.place}`}>
            ← {back.label}
          </a>
        )}
        <h1>{title}</h1>
        {places.length > 0 && (
          <nav class="sheets" aria-label={title}>
            {places.map(({ place, label }) => (
              <a key={place} href={`/#/${place}`} aria-current={place === current ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
        )}
        {children}
      </div>
    </main>
  );
}
