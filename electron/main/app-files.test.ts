import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mimeTypeOf, resolveAppFile } from './app-files.ts';

const root = join('/', 'opt', 'branchline', 'renderer');

describe('the file that an address of the client names', () => {
  it('is below the root', () => {
    expect(resolveAppFile(root, 'app://branchline/assets/main.js')).toBe(join(root, 'assets', 'main.js'));
  });

  it('is the start page for the bare address', () => {
    expect(resolveAppFile(root, 'app://branchline/')).toBe(join(root, 'index.html'));
  });

  it.each([
    'app://branchline/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://branchline/..%2fsecret',
    'app://branchline/assets/..%2f..%2fsecret',
    'app://branchline/..%5c..%5csecret',
    'app://branchline/%00',
    'app://branchline/%ff',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'https://branchline/index.html',
    'app://user@branchline/index.html',
    'nonsense',
  ])('is none for %s', (address) => {
    expect(resolveAppFile(root, address)).toBeNull();
  });

  it('never leaves the root, whatever the path', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', '~', '%00', '%25');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = resolveAppFile(root, `app://branchline/${pieces.join('')}`);
        expect(file === null || file.startsWith(`${root}/`)).toBe(true);
      }),
    );
  });
});

it('gives scripts, styles and WebAssembly the types that Chromium insists on', () => {
  expect(mimeTypeOf('a.js')).toBe('text/javascript; charset=utf-8');
  expect(mimeTypeOf('a.CSS')).toBe('text/css; charset=utf-8');
  expect(mimeTypeOf('a.wasm')).toBe('application/wasm');
  expect(mimeTypeOf('a.exe')).toBe('application/octet-stream');
});
