import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../../src/core/configuration.ts';
import { axeFindings, launchBrowser, missingForBrowser, openPage, saySkipped } from './browser.ts';

const textbook = join(sharedFolder(), 'data', 'documents', 'pdf', 'geography-grade-8-textbook.pdf');
const missing = [
  ...missingForBrowser,
  ...(existsSync(textbook) ? [] : [`no textbook at ${textbook} (set SORO_SHARED)`]),
];
const script = join(import.meta.dirname, '..', 'support', 'school-child.ts');
/** So slow that the server can be killed in the middle of a book of 2.6 MB. */
const slowLine = { offline: false, latency: 20, downloadThroughput: 4e6, uploadThroughput: 150_000 };

describe.skipIf(saySkipped('the upload of a textbook', missing))('a textbook of 208 pages', () => {
  let browser: Browser;
  let folder: string;
  let server: ChildProcess;
  let port: number;

  beforeAll(async () => {
    [browser, folder, port] = await Promise.all([
      launchBrowser(),
      mkdtemp(join(tmpdir(), 'soro-upload-')),
      freePort(),
    ]);
    await start();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    server = spawn(process.execPath, [script, folder, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SORO_TEST_PAGE: '1' },
    });
    await new Promise((resolve) => server.stdout?.once('data', resolve));
  }

  async function killAndStart(): Promise<void> {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
    await start();
  }

  async function openAddPage(width: number): Promise<Page> {
    const { page } = await openPage(browser, `http://127.0.0.1:${port}`, {
      viewport: { width, height: 740 },
    });
    page.on('dialog', (dialog) => void dialog.accept());
    page.setDefaultTimeout(200_000);
    await page.goto(`http://127.0.0.1:${port}/#/books/add`);
    await page.getByText('Интихоби файл').waitFor();
    return page;
  }

  async function slowDown(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slowLine);
  }

  async function choose(page: Page): Promise<void> {
    await page.locator('.add-book input[type=file]').setInputFiles(textbook);
    await page.getByRole('textbox', { name: 'Номи китоб' }).fill('География, синфи 8');
    await page.getByRole('button', { name: 'Илова кардан' }).click();
  }

  async function clean(page: Page): Promise<void> {
    expect(await axeFindings(page)).toEqual([]);
  }

  it('goes on after kills of the server and a reload, is read page by page, and can be cancelled', async () => {
    const page = await openAddPage(360);
    await slowDown(page);
    await choose(page);
    await page.getByText(/Фиристода мешавад: [1-9]\d? %/u).waitFor();
    await clean(page);
    // In the middle of its pieces.
    await killAndStart();
    await page.getByText(/Фиристода мешавад: [3-9]\d %/u).waitFor();
    // The page forgets the file, the server does not.
    await page.reload();
    await page.getByText(/Дар \d\d % монд/u).waitFor();
    await clean(page);
    await page.locator('.uploads input[type=file]').setInputFiles(textbook);
    await page.getByText(/Хонда мешавад: саҳифаи \d+ аз 208/u).waitFor();
    // In the middle of its reading.
    await killAndStart();
    await page.getByText('Илова шуд.').waitFor();
    await page.locator('.uploads').getByRole('link', { name: 'География, синфи 8' }).click();
    await page.getByText('208 саҳифа').waitFor();
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
    const [original = ''] = await readdir(join(folder, 'books'));
    expect((await readFile(join(folder, 'books', original))).equals(await readFile(textbook))).toBe(true);
    // The same once more is refused, and leads to the book that is there.
    await page.goto(`http://127.0.0.1:${port}/#/books/add`);
    await choose(page);
    await page.getByText('Ин китоб аллакай дар китобхона ҳаст.').waitFor();
    await page.context().close();
  }, 500_000);

  it('is cancelled in the middle, and nothing of it stays', async () => {
    const page = await openAddPage(1280);
    await slowDown(page);
    await choose(page);
    await page.getByText(/Фиристода мешавад: [1-9]\d? %/u).waitFor();
    await page.locator('.uploads li').first().getByRole('button', { name: 'Бекор кардан' }).click();
    await page.getByText(/Фиристода мешавад/u).waitFor({ state: 'detached' });
    expect((await readdir(join(folder, 'uploads'))).length).toBeLessThan(2);
    await page.context().close();
  }, 240_000);
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
