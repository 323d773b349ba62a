import { expect, it } from 'vitest';
import { memorySecrets } from '../test/device.ts';
import { createAttempts } from './attempts.ts';

const SECOND = 1_000;

function counter() {
  const time = { now: 1_000_000 };
  const secrets = memorySecrets();
  const clock = { now: () => time.now, after: () => () => undefined };
  // Each time as a program that has just started.
  const begin = () => createAttempts(secrets, clock).begin('rm001');
  const waits = () =>
    begin().then(
      () => 0,
      (error: { retryAfterSeconds: number }) => error.retryAfterSeconds,
    );
  return { time, waits, begin, passed: () => createAttempts(secrets, clock).passed('rm001'), secrets };
}

it('[O4] after three wrong passwords each further one costs more time, up to a quarter of an hour', async () => {
  const { time, begin, waits } = counter();
  await begin();
  await begin();
  for (const wait of [5, 15, 60, 300, 900, 900]) {
    await begin();
    expect(await waits()).toBe(wait);
    time.now += wait * SECOND - 1;
    expect(await waits()).toBe(1);
    time.now += 1;
  }
});

it('[O4] a right password clears the count', async () => {
  const { begin, passed, waits } = counter();
  for (const _ of [1, 2, 3]) await begin();
  expect(await waits()).toBe(5);
  await passed();
  expect(await waits()).toBe(0);
});

it('[O4] a clock that is set back does not shorten the wait', async () => {
  const { time, begin, waits } = counter();
  for (const _ of [1, 2, 3]) await begin();
  time.now -= 3_600 * SECOND;
  expect(await waits()).toBe(5);
  time.now += 4 * SECOND;
  expect(await waits()).toBe(1);
  time.now += SECOND;
  expect(await waits()).toBe(0);
});

it('[O4] the name of the user is not in what is kept', async () => {
  const { begin, secrets } = counter();
  await begin();
  expect(JSON.stringify([...secrets.stored])).not.toContain('rm001');
});
