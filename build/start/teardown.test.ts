import { expect, it } from 'vitest';
import { Teardown } from './teardown.ts';

it('what was started last is stopped first, once, however often it is asked', async () => {
  const stopped: string[] = [];
  const teardown = new Teardown();
  for (const name of ['lock', 'database', 'server']) teardown.add(name, async () => stopped.push(name));
  await Promise.all([teardown.stop(), teardown.stop()]);
  expect(stopped).toEqual(['server', 'database', 'lock']);
});

it('a part that fails to stop is named and keeps none of the others running', async () => {
  const stopped: string[] = [];
  const teardown = new Teardown();
  teardown.add('database', async () => stopped.push('database'));
  teardown.add('server', () => Promise.reject(new Error('stuck')));
  expect(await teardown.stop()).toEqual(['server']);
  expect(stopped).toEqual(['database']);
});

it('a part added while others stop is stopped too', async () => {
  const stopped: string[] = [];
  const teardown = new Teardown();
  teardown.add('step', async () => teardown.add('late', async () => stopped.push('late')));
  await teardown.stop();
  expect(stopped).toEqual(['late']);
});
