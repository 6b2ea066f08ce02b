import { exists } from '../../core/files.ts';
import { type Item, type ItemBank, itemBankOf } from '../../practice/index.ts';
import { dataFolder, openStore } from '../../school/index.ts';
import type { Applied, Keep } from './applied.ts';
import { itemsIn } from './content-pack.ts';

/** Writes the exercises of a release; one that a teacher has changed stays as the teacher has it. */
export function applyItems(data: string, folder: string, applied: Applied, keep: Keep): Promise<void> {
  return inBank(data, async (bank) => {
    for (const item of await itemsIn(folder)) put(bank, applied, item);
    await keep(applied);
  });
}

/**
 * Goes back from a release: what it has changed is as the release before has it, what is new with it is retired. Every
 * version stays in the bank, so that pupils' results keep the exercise that they answered.
 */
export function returnItems(
  data: string,
  leftFolder: string,
  folder: string | null,
  applied: Applied,
  keep: Keep,
): Promise<void> {
  return inBank(data, async (bank) => {
    const kept = new Set(folder === null ? [] : (await itemsIn(folder)).map(({ id }) => id));
    // Cleared away already: then nothing of it is known any more.
    if (!(await exists(leftFolder))) return;
    for (const { id } of await itemsIn(leftFolder)) {
      const known = bank.get(id);
      if (!known || kept.has(id) || known.version !== applied.items[id]) continue;
      bank.put([{ ...known, status: 'retired' }]);
    }
    await keep(applied);
  });
}

function put(bank: ItemBank, applied: Applied, item: Item): void {
  const known = bank.get(item.id);
  const isSame = known !== undefined && sameItem(known, item);
  // What is the same was written before a power cut, or is nobody's loss.
  const isOurs = isSame || known?.version === applied.items[item.id];
  if (known && !isOurs) return;
  const version =
    known && !isSame ? Math.max(item.version, known.version + 1) : (known?.version ?? item.version);
  bank.put([{ ...item, version }]);
  applied.items[item.id] = version;
}

function sameItem(one: Item, other: Item): boolean {
  const content = (item: Item) => JSON.stringify({ ...item, status: '', version: 0 });
  return content(one) === content(other);
}

async function inBank(data: string, perform: (bank: ItemBank) => Promise<void>): Promise<void> {
  const store = openStore(dataFolder(data).database);
  try {
    await perform(itemBankOf(store));
  } finally {
    store.close();
  }
}
