// Time until the page can be used on a simulated slow phone: Chromium with a processor slowed down four times,
// 400 kbit/s, 300 ms of delay, nothing cached. Usable: the field can be written in and the letters are there.
// `npm run bench page`. Needs a built page and a Chromium (SORO_CHROMIUM, or /usr/bin/chromium).
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, missingForBrowser } from '../tests/browser/browser.ts';
import { startFakeSchool, type Who } from '../tests/browser/fake-school/fake-school.ts';

const runs = 5;
const kilobits = 400;
const delayMs = 300;
const slowdown = 4;
const betweenLooksMs = 4000;
const looks = 5;

if (missingForBrowser.length > 0) throw new Error(missingForBrowser.join('; '));

const cases: readonly { readonly name: string; readonly who: Who; readonly usable: string }[] = [
  { name: 'chat, no accounts', who: 'local', usable: 'form.composer textarea' },
  { name: 'chat, a pupil', who: 'pupil', usable: 'form.composer textarea' },
  { name: 'log-in of a pupil', who: 'nobody', usable: '.code-input' },
];

const school = await startFakeSchool();
const browser = await launchBrowser();
for (const { name, who, usable } of cases) {
  school.become(who);
  const results: { readonly usableMs: number; readonly bytes: number }[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure(usable));
  const times = results.map(({ usableMs }) => usableMs).sort((a, b) => a - b);
  const median = times[Math.floor(runs / 2)] ?? 0;
  const bytes = Math.max(...results.map((result) => result.bytes));
  console.log(`${name}: usable after ${median} ms (median of ${times.join(', ')}), ${bytes} bytes received`);
}
await browser.close();
await school.close();

async function measure(usable: string): Promise<{ usableMs: number; bytes: number }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    serviceWorkers: 'block',
  });
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
