import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssistant, knowledgeOf } from '../../src/assistant/index.ts';
import { createApi, fakeEngine, listen, loadPage } from '../../src/chat/index.ts';
import { type Library, openLibrary } from '../../src/library/index.ts';
import { createHttpServer } from '../../src/school/running/http-server.ts';
import { launchBrowser, missingForBrowser, openPage, saySkipped } from './browser.ts';

describe.skipIf(saySkipped('the page over the bare API', missingForBrowser))('over /v1 alone', () => {
  let browser: Browser;
  let server: Server;
  let library: Library;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    [browser, folder] = await Promise.all([launchBrowser(), mkdtemp(join(tmpdir(), 'soro-bare-api-'))]);
    library = openLibrary(folder, { starter: false });
    const path = join(folder, 'river.txt');
    await writeFile(path, 'Дарёи Вахш дар ҷануб ҷорӣ мешавад. Дарозии дарёи Вахш 524 километр аст.');
    await library.add(path, { title: 'Дарёи Вахш' });
    const knowledge = knowledgeOf(library);
    const engine = createAssistant({ engine: fakeEngine(['Шояд.']), knowledge });
    server = createHttpServer(createApi({ engine, page: await loadPage() }));
    await listen(server, '127.0.0.1', 0);
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    library?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('an answer has its marks, and a tap shows the quote; kinds are told at a glance', async () => {
    const { page, foreign } = await openPage(browser, address);
    await page.goto(address);
    const ask = async (text: string) => {
      const field = page.getByRole('textbox', { name: 'Савол', exact: true });
      await field.fill(text);
      await field.press('Enter');
      const exchange = page.locator('.exchange').last();
      await exchange.locator('.question', { hasText: text }).waitFor();
      await exchange.and(page.locator('[aria-busy=false]')).waitFor();
      return exchange;
    };
    const exchange = await ask('Дарозии дарёи Вахш чанд километр аст?');
    expect(await exchange.locator('.kind').textContent()).toMatch(/аз китоб/iu);
    await exchange.locator('.source-mark').first().click();
    const reader = page.getByRole('dialog', { name: 'Дарёи Вахш' });
    await reader.locator('mark', { hasText: '524 километр' }).first().waitFor();
    await page.keyboard.press('Escape');
    expect(await (await ask('12 + 35')).locator('.kind').textContent()).toBe('Ҳисоб шуд');
    expect(await (await ask('Шеър нависед')).locator('.kind').textContent()).toBe('Аз худ, бе манбаъ');
    // A tab's conversation keeps its sources over a reload.
    await page.reload();
    await page.locator('.source-mark').first().waitFor();
    expect(await page.getByRole('link', { name: 'Китобҳо' }).count()).toBe(0);
    expect(foreign).toEqual([]);
    await page.context().close();
  }, 120_000);
});
