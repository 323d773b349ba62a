import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import postcssPresetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { guidePlugin } from './build/guide/plugin.ts';

const root = fileURLToPath(new URL('./renderer', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** Paths of the sync server, for the development proxy. */
const serverPaths = [
  '/auth',
  '/sync',
  '/device',
  '/overview',
  '/operations',
  '/parked',
  '/change-requests',
  '/lookup',
  '/admin',
  '/audit/',
  '/files',
  '/healthz',
  '/readyz',
  '/openapi.json',
];
const server = process.env.BRANCHLINE_SERVER ?? 'http://127.0.0.1:8710';

export default defineConfig({
  root,
  base: '/',
  define: { __APP_VERSION__: JSON.stringify(version) },
  css: { postcss: { plugins: [postcssPresetMantine()] } },
  plugins: [
    react(),
    guidePlugin(),
    VitePWA({
      // The worker is registered by renderer/app/service-worker.ts: in a browser only, never inside Electron.
      injectRegister: false,
      registerType: 'prompt',
      filename: 'sw.js',
      manifestFilename: 'branchline.webmanifest',
      manifest: {
        name: 'Branchline',
        short_name: 'Branchline',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#faf9f7',
        theme_color: '#0b3439',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,wasm,webmanifest}'],
        // The app alone is cached. Answers of the server never are: they hold customers' data.
        runtimeCaching: [],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [
          /^\/(auth|sync|device|operations|healthz|readyz|metrics|openapi\.json|docs)/,
        ],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        inlineWorkboxRuntime: true,
        sourcemap: false,
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('./dist/renderer', import.meta.url)),
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2023',
    // An inlined asset is a data: address, which the content security policy refuses for everything but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file for a screen and few for what they share: the service worker fetches files one after the other.
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 3 },
            { name: 'pinyin', test: /node_modules[\\/]pinyin-pro[\\/]/, priority: 3 },
            { name: 'vendor', test: /node_modules/, priority: 2 },
            { name: 'common', minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: server, ws: false }])),
  },
});
