import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openBrowserSecrets } from './browser-secrets.ts';

it('a secret comes back as it was written, also after the program starts again', async () => {
  await openBrowserSecrets().write('refresh-token', '令牌-1');
  expect(await openBrowserSecrets().read('refresh-token')).toBe('令牌-1');
});

it('a secret that was never written or was removed is null', async () => {
  const secrets = openBrowserSecrets();
  await secrets.write('other', 'x');
  await secrets.remove('other');
  expect(await secrets.read('other')).toBeNull();
  expect(await secrets.read('never')).toBeNull();
});

it('the device key’s own name is no secret’s name', async () => {
  await expect(openBrowserSecrets().write('key:device', 'x')).rejects.toThrow();
});

it('a sealed value moved under another name does not open', async () => {
  const secrets = openBrowserSecrets();
  await secrets.write('mine', 'value');
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('branchline-device', 1);
    request.onsuccess = () => resolve(request.result);
  });
  await new Promise<void>((resolve) => {
    const store = db.transaction('secrets', 'readwrite').objectStore('secrets');
    const request = store.get('mine');
    request.onsuccess = () => {
      store.put(request.result, 'yours').onsuccess = () => resolve();
    };
  });
  expect(await secrets.read('yours')).toBeNull();
});
