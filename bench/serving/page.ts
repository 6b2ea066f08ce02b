// Time until the page can be used on a simulated slow phone: Chromium with a processor slowed down four times,
// 400 kbit/s, 300 ms of delay, nothing cached. Usable: the field can be written in and the letters are there.
// `npm run bench page`. Needs a built page and a Chromium (SORO_CHROMIUM, or /usr/bin/chromium).
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Person } from '../../src/school/people/person.ts';
import { launchBrowser, missingForBrowser } from '../../tests/browser/browser.ts';
import { type BrowserSchool, startBrowserSchool } from '../../tests/browser/school.ts';
import { fillSchoolDay } from '../../tests/browser/school-day.ts';

const runs = 5;
const kilobits = 400;
const delayMs = 300;
const slowdown = 4;
const betweenLooksMs = 4000;
const looks = 5;

if (missingForBrowser.length > 0) throw new Error(missingForBrowser.join('; '));

interface Case {
  readonly name: string;
  readonly school: BrowserSchool;
  readonly person?: Person | undefined;
  readonly usable: string;
}

const [fresh, filled] = await Promise.all([startBrowserSchool(), startBrowserSchool()]);
const { pupils } = await fillSchoolDay(filled);
const cases: readonly Case[] = [
  { name: 'chat, no accounts', school: fresh, usable: 'form.composer textarea' },
  { name: 'chat, a pupil', school: filled, person: pupils[0], usable: 'form.composer textarea' },
  { name: 'log-in of a pupil', school: filled, usable: '.code-input' },
];

const browser = await launchBrowser();
for (const one of cases) {
  const { name } = one;
  const results: { readonly usableMs: number; readonly bytes: number }[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure(one));
  const times = results.map(({ usableMs }) => usableMs).sort((a, b) => a - b);
  const median = times[Math.floor(runs / 2)] ?? 0;
  const bytes = Math.max(...results.map((result) => result.bytes));
  console.log(`${name}: usable after ${median} ms (median of ${times.join(', ')}), ${bytes} bytes received`);
}
await browser.close();
for (const school of [fresh, filled]) await school.close();

async function measure({ school, person, usable }: Case): Promise<{ usableMs: number; bytes: number }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    serviceWorkers: 'block',
  });
  if (person) await school.enter(context, person);
  const page: Page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: delayMs,
    downloadThroughput: (kilobits * 1000) / 8,
    uploadThroughput: (kilobits * 1000) / 8,
  });
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  let bytes = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  // Noted by the page itself, in its own clock, at the frame in which the field is there.
  await page.addInitScript(`
    const note = () => requestAnimationFrame(() => setTimeout(() => { globalThis.usableAt = performance.now(); }));
    const observer = new MutationObserver(() => {
      if (!document.querySelector('${usable}')) return;
      observer.disconnect();
      note();
    });
    observer.observe(document, { childList: true, subtree: true });
  `);
  await page.goto(school.address, { waitUntil: 'commit' });
  // Left alone while it loads: whoever asks a slowed-down page how far it is slows it down further.
  let usableAt: number | undefined;
  for (let look = 0; look < looks && usableAt === undefined; look += 1) {
    await sleep(betweenLooksMs);
    usableAt = await page.evaluate<number | undefined>('globalThis.usableAt');
  }
  if (usableAt === undefined) throw new Error(`${usable} did not come`);
  const usableMs = Math.round(usableAt);
  process.stderr.write(`  ${usableMs} ms\n`);
  await context.close();
  return { usableMs, bytes };
}
