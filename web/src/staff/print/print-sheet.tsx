import { type ComponentChildren, createElement, Fragment, render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import './print.css';

/**
 * What is printed in the place of the page, while this is shown. It is beside the page and not in it: a window's
 * height and scrolling would cut it off.
 */
export function PrintSheet({ children }: { children: ComponentChildren }) {
  const place = useRef<HTMLElement | undefined>(undefined);
  useLayoutEffect(() => {
    const element = document.createElement('div');
    element.className = 'print-sheet';
    document.body.append(element);
    document.documentElement.classList.add('prints-sheet');
    place.current = element;
    return () => {
      render(null, element);
      element.remove();
      if (!document.querySelector('.print-sheet')) document.documentElement.classList.remove('prints-sheet');
    };
  }, []);
  useLayoutEffect(() => {
    if (place.current) render(createElement(Fragment, null, children), place.current);
  });
  return null;
}
