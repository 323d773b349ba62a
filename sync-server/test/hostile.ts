/** A seeded source of numbers in [0, 1), so that a failing round can be run again. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A value that has broken a server somewhere. */
export function hostileValue(random: () => number): unknown {
  return pick<() => unknown>(random, [
    () => '\u0000',
    () => `a\u0000b`,
    () => '\ud800',
    () => '\udc00x',
    () => '',
    () => 'x'.repeat(30_000),
    () => '00000000-0000-0000-0000-000000000000',
    () => '{00000000-0000-7000-8000-000000000000}',
    () => 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    () => "'; drop table customers; --",
    () => -1,
    () => 1e308,
    () => Number.MAX_SAFE_INTEGER + 2,
    () => 0.1,
    () => 2 ** 31,
    () => null,
    () => true,
    () => [],
    () => ({}),
    () => deep(60),
    () => deep(3000),
    () => Array.from({ length: 5000 }, () => 0),
    () => JSON.parse('{"constructor":{"prototype":{"x":1}}}'),
    () => ({ toString: 'x', valueOf: 'y', hasOwnProperty: 1, length: -1 }),
    () => '9999-99-99T99:99:99Z',
    () => '2026-01-01T00:00:00.000Z'.repeat(3),
    () => '\u202e\ufeff\uffff',
  ])();
}

/** The body of a request, spoilt in one of many ways. */
export function mutilate(random: () => number, good: Record<string, unknown>): string {
  const keys = Object.keys(good);
  const key = keys[Math.floor(random() * keys.length)] ?? 'x';
  const whole = JSON.stringify(good);
  return pick<() => string>(random, [
    () => JSON.stringify({ ...good, [key]: hostileValue(random) }),
    () => JSON.stringify({ ...good, [key]: hostileValue(random) }),
    () => JSON.stringify({ ...good, [key]: hostileValue(random) }),
    () => JSON.stringify({ ...good, [`${key}\u0000`]: 1 }),
    () => JSON.stringify(Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))),
    () => whole.slice(0, Math.floor(random() * whole.length)),
    () => whole.replace('{', '{"__proto__":{"admin":true},'),
    () => whole.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
    () => whole.replace(/"[^"]*"\s*}$/, '1e999}'),
    () => whole.replace(/:1[,}]/, ':1e400,'),
    () => '['.repeat(20_000),
    () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    () => JSON.stringify(hostileValue(random)) ?? '',
    () => `\ufeff${whole}`,
  ])();
}
