import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFolder } from '../../src/chat/api/page.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { type RunningSchool, startSchool } from '../../src/school/server.ts';

const chromiumPath = process.env.SORO_CHROMIUM ?? '/usr/bin/chromium';
const sharedModel = join(sharedFolder(), 'models', 'soro-270m-first.gguf');
const hasEmbeddedModel = existsSync(join(projectFolder, 'models', 'embedded.json'));

const missing = [
  !existsSync(chromiumPath) &&
    `no browser at ${chromiumPath} (apt-get install chromium, or set SORO_CHROMIUM)`,
  !existsSync(pageFolder) && 'the page is not built (npm run setup)',
  !hasEmbeddedModel && !existsSync(sharedModel) && 'no model',
].filter(Boolean);
if (missing.length > 0) process.stderr.write(`Skipped the browser test: ${missing.join('; ')}.\n`);

const capital = 'Пойтахти Тоҷикистон кадом шаҳр аст?';

/** Runs in the page (so it is text: the test itself knows no DOM): notes every text the answer ever had. */
const collectStages = `
  globalThis.seen = new Set();
  new MutationObserver(() => {
    const text = document.querySelector('.answer')?.textContent;
    if (text) globalThis.seen.add(text);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
`;

describe.skipIf(missing.length > 0)('the chat page in a browser', () => {
  let server: RunningSchool;
  let data: string;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const modelFile = hasEmbeddedModel ? await assembleEmbeddedModel() : sharedModel;
    data = await mkdtemp(join(tmpdir(), 'soro-chat-page-'));
    server = await startSchool({
      modelFile,
      port: 0,
      data,
      grounding: { mode: 'off' },
      progress: silentProgress,
    });
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== server.address) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(server.address);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(data, { recursive: true, force: true });
  });

  const newConversation = () => page.getByRole('button', { name: 'Суҳбати нав' }).click();
  const lastAnswer = () => page.locator('.exchange').last();
  const answered = () => lastAnswer().and(page.locator('[aria-busy=false]')).waitFor({ timeout: 30_000 });

  it('speaks Tajik and offers example questions', async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe('tg');
    expect(await page.getByRole('heading', { name: 'Салом! Ман Соро ҳастам.' }).isVisible()).toBe(true);
    expect(await page.locator('.examples button').count()).toBe(3);
  });

  it('fits a phone of 360 pixels', async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('puts the Tajik letters at the cursor, capitals with shift', async () => {
    const field = page.getByRole('textbox', { name: 'Савол' });
    await field.fill('да');
    await field.press('ArrowLeft');
    await page.getByRole('button', { name: 'ғ', exact: true }).click();
    expect(await field.inputValue()).toBe('дға');
    await page.getByRole('button', { name: 'Ҳарфи калон' }).click();
    await page.getByRole('button', { name: 'Ҷ', exact: true }).click();
    await page.getByRole('button', { name: 'ӯ', exact: true }).click();
    expect(await field.inputValue()).toBe('дғҶӯа');
    expect(await page.locator('textarea:focus').count()).toBe(1);
    await field.fill('');
  });

  it('shows an answer as it is written', async () => {
    await page.evaluate(collectStages);
    await page.getByRole('textbox', { name: 'Савол' }).fill(capital);
    await page.keyboard.press('Enter');
    await answered();
    expect(await lastAnswer().locator('.question').textContent()).toBe(capital);
    // What a model knows is not the page's: only that its words are there.
    expect((await lastAnswer().locator('.answer').textContent())?.trim().length).toBeGreaterThan(5);
    const stages = await page.evaluate<string[]>('[...globalThis.seen]');
    expect(stages.length).toBeGreaterThan(2);
  });

  it('keeps the conversation over a reload', async () => {
    await page.reload();
    expect(await lastAnswer().locator('.question').textContent()).toBe(capital);
    await newConversation();
    expect(await page.locator('.exchange').count()).toBe(0);
  });

  it('stops an answer and offers to try again', async () => {
    await page.getByRole('textbox', { name: 'Савол' }).fill('Дар бораи баҳор нависед.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Қатъ кардан' }).click();
    await answered();
    expect(await lastAnswer().textContent()).toContain('Ҷавоб қатъ карда шуд.');
    await page.getByRole('button', { name: 'Аз нав кӯшиш кардан' }).click();
    await expect.poll(() => lastAnswer().locator('.answer').count(), { timeout: 30_000 }).toBe(1);
    await answered();
    await newConversation();
  });

  it('says in Tajik that a question is too long', async () => {
    const field = page.getByRole('textbox', { name: 'Савол' });
    await field.fill('Тоҷикистон кишвари кӯҳсор аст. '.repeat(400));
    await page.keyboard.press('Enter');
    await answered();
    expect(await page.getByRole('alert').textContent()).toBe(
      'Савол хеле дароз аст. Лутфан онро кӯтоҳтар кунед.',
    );
  });

  it('asks nothing of any other address and breaks no rule of the browser', () => {
    expect(foreign).toEqual([]);
    // The refusal above is told by the browser itself.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });
});
