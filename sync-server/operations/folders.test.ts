import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tellUnwritable } from './folders.ts';

it('a folder that is missing, or is a file, is named by its setting at the start', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-folders-'));
  const named: unknown[] = [];
  try {
    await writeFile(path.join(folder, 'file'), '');
    await tellUnwritable(
      {
        AUDIT_HEADS_DIR: folder,
        DEVICE_ORDERS_DIR: path.join(folder, 'missing'),
        OTHER_DIR: path.join(folder, 'file'),
        UNSET_DIR: undefined,
      },
      { error: (fields: unknown) => named.push(fields) },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(named).toEqual([{ setting: 'DEVICE_ORDERS_DIR' }, { setting: 'OTHER_DIR' }]);
});
