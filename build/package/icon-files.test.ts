import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { icnsOf, icoOf } from './icon-files.ts';

const resources = join(import.meta.dirname, 'resources');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const pictures = new Map<number, Buffer>();
for (const size of SIZES) pictures.set(size, await readFile(join(resources, 'icons', `${size}x${size}.png`)));

it('every picture is a PNG of its size', () => {
  for (const [size, png] of pictures) {
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
});

it('the containers for Windows and macOS hold these very pictures', async () => {
  expect(icoOf(pictures).equals(await readFile(join(resources, 'icon.ico')))).toBe(true);
  expect(icnsOf(pictures).equals(await readFile(join(resources, 'icon.icns')))).toBe(true);
});

it('a directory of Windows says where each picture lies', () => {
  const ico = icoOf(pictures);
  const count = ico.readUInt16LE(4);
  expect(count).toBe(7);
  for (let index = 0; index < count; index++) {
    const at = 6 + 16 * index;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    const size = ico.readUInt8(at) || 256;
    expect(ico.subarray(offset, offset + length).equals(pictures.get(size) ?? Buffer.alloc(0))).toBe(true);
  }
});

it('the length of macOS’s container is that of all its blocks', () => {
  const icns = icnsOf(pictures);
  expect(icns.readUInt32BE(4)).toBe(icns.length);
});
