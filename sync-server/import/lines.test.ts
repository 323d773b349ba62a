import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from './delimited.ts';
import { type Line, readLines } from './lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-lines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function linesOf(content: string | Buffer): Promise<Line[]> {
  const file = path.join(folder, 'lines.txt');
  await writeFile(file, content);
  const lines: Line[] = [];
  for await (const batch of readLines(file)) lines.push(...batch);
  return lines;
}

async function tableOf(content: string | Buffer) {
  await writeFile(path.join(folder, 'table.csv'), content);
  const shape = { file: 'table.csv', delimiter: ';', columns: ['id', 'name'] };
  const rejects: string[] = [];
  const rows: string[] = [];
  const reject = (_: string, line: number, reason: string) => rejects.push(`${line}: ${reason}`);
  for await (const batch of readTable(folder, shape, reject)) {
    rows.push(...batch.map(({ line, values }) => `${line}: ${values.id}=${values.name}`));
  }
  return { rows, rejects };
}

describe('reading lines', () => {
  it('numbers them from one, whatever ends them, and takes off a byte order mark', async () => {
    expect(await linesOf('\ufeffa\r\nb\n\nd\r\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
      { number: 3, text: '' },
      { number: 4, text: 'd' },
    ]);
  });

  it('finds the same lines wherever the chunks of the file are cut, also inside a character', async () => {
    const texts = Array.from({ length: 60_000 }, (_, i) => `${i};Němec 𠮷`);
    const lines = await linesOf(`${texts.join('\r\n')}\r\n`);
    expect(lines.map(({ text }) => text)).toEqual(texts);
    expect(lines.at(-1)?.number).toBe(60_000);
    expect(lines.some(({ fault }) => fault !== undefined)).toBe(false);
  });

  it('says of a last line without an end that the file was cut off', async () => {
    const [, cut] = await linesOf('a\nb');
    expect(cut).toMatchObject({ number: 2, text: 'b', fault: expect.stringContaining('cut off') });
  });

  it('faults a line that is no text or has no end in sight, and goes on with the next', async () => {
    const lines = await linesOf(
      Buffer.concat([
        Buffer.from('a\n'),
        Buffer.from([0xff, 0xfe, 10]),
        Buffer.alloc(500_000, 65),
        Buffer.from('\nz\n'),
      ]),
    );
    expect(lines.map(({ number, fault }) => [number, fault])).toEqual([
      [1, undefined],
      [2, 'not UTF-8 text'],
      [3, 'longer than 65536 bytes'],
      [4, undefined],
    ]);
  });
});

describe('reading a table', () => {
  it('keeps an open quote from swallowing the lines after it', async () => {
    const { rows, rejects } = await tableOf('id;name\n1;"a"\n2;"b\n3;c"\n4;"d ""e"""\n5;x"y";"z\n6;f\n');
    expect(rows).toEqual(['2: 1=a', '5: 4=d "e"', '7: 6=f']);
    expect(rejects).toHaveLength(3);
    expect(rejects[0]).toBe('3: a quote is not closed');
  });

  it('takes only lines with the columns of the header', async () => {
    const { rows, rejects } = await tableOf('id;name\n1;a;b\n2\n\n3;c\n');
    expect(rows).toEqual(['5: 3=c']);
    expect(rejects).toEqual(['2: 3 columns instead of 2', '3: 1 columns instead of 2', '4: empty line']);
  });
});
