import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

/**
 * What it costs the screen to watch one list of 50 rows while the Worker stores 20,000 documents: RxDB's
 * storage-remote as it comes, beside a channel that carries results only. See docs/adr/0002.
 */
const here = new URL('.', import.meta.url).pathname;
const entries = ['worker', 'page-remote', 'page-results'];
const built = await build({
  entryPoints: entries.map((name) => `${here}${name}.ts`),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2024',
  write: false,
  outdir: '/out',
});
const files = new Map(built.outputFiles.map((file) => [file.path.replace('/out', ''), file.text]));
const server = createServer((request, response) => {
  const text = files.get(request.url ?? '');
  const page = request.url?.endsWith('.html')
    ? `<script type=module src=${request.url.replace('.html', '.js')}></script>`
    : undefined;
  response.setHeader('content-type', page === undefined ? 'text/javascript' : 'text/html');
  response.statusCode = text === undefined && page === undefined ? 404 : 200;
  response.end(page ?? text ?? '');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  for (const name of ['page-remote', 'page-results', 'page-remote', 'page-results']) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/${name}.html`);
    await page.waitForFunction(() => 'figures' in globalThis, undefined, { timeout: 120_000 });
    const figures = await page.evaluate(() => (globalThis as unknown as { figures: object }).figures);
    const kilobytes = Math.round(gzipSync(files.get(`/${name}.js`) ?? '').length / 1024);
    console.log(
      JSON.stringify({ bench: 'worker-channel', subject: name, scriptKilobytesGzip: kilobytes, ...figures }),
    );
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
