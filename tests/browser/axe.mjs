// usage: node axe.mjs PAGE.html: exits 1 if axe-core finds a violation, or the page loads or runs anything.
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const page_file = path.resolve(process.argv[2]);
const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const browser = await puppeteer.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox'], headless: true});
const page = await browser.newPage();
const problems = [];
page.on('dialog', async dialog => {
  problems.push('a dialog: ' + dialog.message());
  await dialog.dismiss();
});
page.on('request', request => {
  if (request.url() !== 'file://' + page_file)
    problems.push('loads ' + request.url());
});
await page.goto('file://' + page_file);
if (await page.evaluate(() => document.scripts.length > 0 ||
    [...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))))
  problems.push('a script, or an attribute that runs one');
await page.evaluate(axe);
const result = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
for (const v of result.violations)
  problems.push(v.id + ' (' + v.impact + '): ' + v.nodes[0].html.slice(0, 200));
if (result.passes.length < 10)
  problems.push('axe looked at next to nothing');
console.log(problems.join('\n'));
await browser.close();
process.exit(problems.length ? 1 : 0);
