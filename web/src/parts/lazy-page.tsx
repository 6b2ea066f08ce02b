import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { texts } from '../language/language.ts';
import { Notice } from './notice.tsx';

/**
 * A part of the page that is loaded when it is first shown. When its file is gone, the page has been renewed
 * on the server, and only opening it again helps.
 */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failed = signal(false);
  let asked = false;
  return function LazyPage(props: Props) {
    if (!asked) {
      asked = true;
      load().then(
        (component) => {
          loaded.value = component;
        },
        () => {
          asked = false;
          failed.value = true;
        },
      );
    }
    const Loaded = loaded.value;
    if (Loaded) return <Loaded {...props} />;
    if (!failed.value) return <p class="loading">{texts.value.loading}</p>;
    return (
      <Notice text={texts.value.pageRenewed}>
        <button type="button" class="button" onClick={() => location.reload()}>
          {texts.value.reload}
        </button>
      </Notice>
    );
  };
}
