// The search and the menu of the docs: they work from a server, a folder and a stick, so the index comes as a
// script and not by a request.
import MiniSearch from 'minisearch';
import { indexSettings, searchSettings } from './search-words.ts';

declare global {
  var soroDocsIndex: string;
}

const mostResults = 20;
const input = document.querySelector<HTMLInputElement>('#search');
const list = document.querySelector<HTMLElement>('#results');

const menu = document.querySelector<HTMLDetailsElement>('.menu');
if (menu && matchMedia('(max-width: 50rem)').matches) menu.open = false;

if (input && list) {
  const index = MiniSearch.loadJSON(globalThis.soroDocsIndex, indexSettings);
  const root = document.documentElement.dataset.root ?? '';
  const show = () => {
    const found = index.search(input.value, searchSettings).slice(0, mostResults);
    list.hidden = input.value.trim() === '';
    list.replaceChildren(...(found.length > 0 ? found.map((result) => entry(result, root)) : [nothing()]));
  };
  input.addEventListener('input', show);
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') list.querySelector('a')?.click();
    if (key === 'Escape') {
      input.value = '';
      show();
    }
  });
  list.addEventListener('click', () => {
    list.hidden = true;
  });
}

function entry(result: Record<string, unknown>, root: string): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `${root}${String(result.id)}`;
  link.textContent = String(result.title);
  const page = document.createElement('small');
  page.textContent = String(result.page);
  link.append(page);
  item.append(link);
  return item;
}

function nothing(): HTMLElement {
  const item = document.createElement('li');
  item.textContent = 'Чизе ёфт нашуд · Ничего не найдено · Nothing found';
  return item;
}
