import { expect, it } from 'vitest';
import { nameForWindows } from './windows-identity.ts';

it('on Windows the program goes by the id of its installed shortcut, elsewhere the system knows by itself', () => {
  const ids: string[] = [];
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    nameForWindows(platform, (id) => ids.push(id));
  expect(ids).toEqual(['com.branchline.desktop']);
});
