// Draws the icons of the installed page from web/public/rosette.svg: `node scripts/make-icons.mjs`.
// Needs playwright-core and a Chromium (SORO_CHROMIUM, or /usr/bin/chromium). Run it when the rosette changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { projectFolder } from './node-runtime.mjs';

const folder = `${projectFolder}web/public/`;
const rosette = readFileSync(`${folder}rosette.svg`, 'utf8');
const paper = '#faf5ec';
// A maskable icon may be cut to a circle of 80 %.
const icons = [
  { name: 'icon-192.png', size: 192, share: 0.82, radius: 40 },
  { name: 'icon-512.png', size: 512, share: 0.82, radius: 106 },
  { name: 'icon-maskable-512.png', size: 512, share: 0.6, radius: 0 },
];

const browser = await chromium.launch({
  executablePath: process.env.SORO_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, size, share, radius } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inside = Math.round(size * share);
  const frame = `width:${size}px;height:${size}px;background:${paper};border-radius:${radius}px;display:grid;place-items:center`;
  const drawing = rosette.replace('<svg ', `<svg width="${inside}" height="${inside}" `);
  await page.setContent(
    `<body style="margin:0;background:transparent"><div style="${frame}">${drawing}</div>`,
  );
  writeFileSync(`${folder}${name}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
