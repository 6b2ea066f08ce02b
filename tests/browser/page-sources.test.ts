import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addBooks } from '../../src/school/testing/test-books.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

const sizes = [
  ['a telephone', { width: 360, height: 640 }],
  ['a computer', { width: 1280, height: 800 }],
] as const;

describe.skipIf(saySkipped('the page with sources', missingForBrowser))('the source of an answer', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage | undefined;

  beforeAll(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startBrowserSchool({ grounded: true })]);
    await addBooks(school.inside);
  });

  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  afterEach(async () => {
    await watched?.page.context().close();
    expect(watched?.foreign).toEqual([]);
    expect(watched?.complaints).toEqual([]);
  });

  const ask = async (page: Page, text: string) => {
    const field = page.getByRole('textbox', { name: 'Савол', exact: true });
    await field.fill(text);
    await field.press('Enter');
    const exchange = page.locator('.exchange').last();
    await exchange.locator('.question', { hasText: text }).waitFor();
    await exchange.and(page.locator('[aria-busy=false]')).waitFor();
    return exchange;
  };

  it.each(sizes)('is read on %s by the keyboard, and the reader comes back', async (_name, viewport) => {
    watched = await openPage(browser, school.address, { viewport });
    const { page } = watched;
    await page.goto(school.address);
    const exchange = await ask(page, 'Дарозии дарёи Вахш чанд километр аст?');
    expect(await exchange.locator('.kind').textContent()).toMatch(/аз китоб/iu);
    const mark = exchange.locator('.source-mark').first();
    expect(await mark.getAttribute('aria-label')).toBe('Манбаи 1: Дарёи Вахш');
    expect(await axeFindings(page)).toEqual([]);
    await mark.focus();
    await page.keyboard.press('Enter');
    const reader = page.getByRole('dialog', { name: 'Дарёи Вахш' });
    await reader.locator('mark.answer').first().waitFor();
    expect((await reader.locator('mark').allTextContents()).join('')).toContain('524 километр');
    expect(await reader.textContent()).toContain('Дар дарёи Вахш неругоҳи Норак сохта шудааст.');
    expect(await axeFindings(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth > innerWidth';
    expect(await page.evaluate(overflow)).toBe(false);
    await page.keyboard.press('Escape');
    await reader.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).toBe('source-mark');
  });

  it('is kept over a reload, and a sum says that it was computed', async () => {
    watched = await openPage(browser, school.address);
    const { page } = watched;
    await page.goto(school.address);
    const exchange = await ask(page, '12 + 35');
    expect(await exchange.locator('.kind').textContent()).toBe('Ҳисоб шуд');
    await page.reload();
    await page.locator('.kind', { hasText: 'Ҳисоб шуд' }).waitFor();
  });

  it('is only text, whatever a book holds', async () => {
    watched = await openPage(browser, school.address);
    const { page } = watched;
    await page.goto(school.address);
    const exchange = await ask(page, 'Кӯли Искандаркӯл дар кадом баландӣ ҷойгир аст?');
    await exchange.locator('.source-mark').first().click();
    const reader = page.getByRole('dialog', { name: 'Искандаркӯл' });
    await reader.getByText('<script>').waitFor();
    expect(await reader.locator('script, img').count()).toBe(0);
    expect(await page.title()).not.toContain('ҳамла');
  });
});
