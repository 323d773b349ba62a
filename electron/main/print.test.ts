import { expect, it } from 'vitest';
import { printToPdf } from './print.ts';

const page = new Uint8Array([37, 80, 68, 70]);

async function save(chosen: string | null) {
  const proposed: string[] = [];
  const written: [string, Uint8Array][] = [];
  const path = await printToPdf({
    print: async () => page,
    choose: async (name) => {
      proposed.push(name);
      return chosen;
    },
    write: async (...file) => void written.push(file),
    documents: '/home/x/Documents',
    now: new Date(2026, 10, 5, 9, 7),
  });
  return { path, proposed, written };
}

it('a PDF goes where the user chooses, and the answer says where that is', async () => {
  const { path, written } = await save('/tmp/a.pdf');
  expect(path).toBe('/tmp/a.pdf');
  expect(written).toEqual([['/tmp/a.pdf', page]]);
});

it('the proposed name says when it was made and nothing else', async () => {
  expect((await save(null)).proposed).toEqual(['/home/x/Documents/branchline-20261105-0907.pdf']);
});

it('nothing is written when the user thinks better of it', async () => {
  expect(await save(null)).toMatchObject({ path: null, written: [] });
});

it('a name without an ending gets one', async () => {
  expect((await save('/tmp/a')).path).toBe('/tmp/a.pdf');
});
