import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it, vi } from 'vitest';
import { readAccessToken, signAccessToken } from './access-token.ts';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import { makeRefreshToken, sessionOfToken } from './refresh-token.ts';
import { seal, unseal } from './seal.ts';
import { SignInThrottle } from './throttle.ts';

const key = randomBytes(32);

describe('an access token', () => {
  const who = { userId: v7(), sessionId: v7(), deviceId: v7() };

  it('names person, session and device until it ends', async () => {
    const token = await signAccessToken(key, who, 1_000_000);
    expect(await readAccessToken(key, token, 1_000_000)).toEqual({ ...who, expiresAt: 1_600_000 });
    expect(await readAccessToken(key, token, 1_600_001)).toBeUndefined();
  });

  it('of another key, or without a signature, is none', async () => {
    const token = await signAccessToken(randomBytes(32), who, 1_000_000);
    expect(await readAccessToken(key, token, 1_000_000)).toBeUndefined();
    const [, payload] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(await readAccessToken(key, unsigned, 1_000_000)).toBeUndefined();
  });
});

describe('a refresh token', () => {
  it('tells its session to the server that made it, and is told from a forged one', () => {
    const session = v7();
    const token = makeRefreshToken(key, session);
    expect(sessionOfToken(key, token)).toBe(session);
    expect(sessionOfToken(randomBytes(32), token)).toBeUndefined();
    for (const bad of ['', token.slice(1), `${token}=`, ` ${token}`, token.replace(/.$/, '!')]) {
      expect(sessionOfToken(key, bad)).toBeUndefined();
    }
  });

  it('sealed for one session cannot be opened for another', () => {
    const sealed = seal(key, 'successor', 'one');
    expect(unseal(key, sealed, 'one')).toBe('successor');
    expect(() => unseal(key, sealed, 'two')).toThrow();
  });
});

describe('loopback', () => {
  it('is the address of this machine and a Host header that names it', () => {
    for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
      expect(isLoopbackAddress(address)).toBe(true);
    }
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '', undefined, '127.0.0.1.evil.example']) {
      expect(isLoopbackAddress(address)).toBe(false);
    }
    for (const host of ['localhost', 'localhost:8710', '127.0.0.1:1', '[::1]:8710']) {
      expect(isLoopbackHost(host)).toBe(true);
    }
    for (const host of ['bank.example', 'localhost.evil.example', '127.0.0.1.nip.io:80', undefined]) {
      expect(isLoopbackHost(host)).toBe(false);
    }
  });
});

describe('the throttle', () => {
  it('[A6] doubles the wait with each failure, by name, and forgets it after a success', () => {
    let now = 0;
    const throttle = new SignInThrottle(() => now);
    const waits = () => {
      try {
        throttle.check('someone', 'here');
        return 0;
      } catch (error) {
        return (error as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds;
      }
    };
    for (let i = 0; i < 4; i++) throttle.failed('someone', 'here');
    expect(waits()).toBe(0);
    throttle.failed('someone', 'here');
    expect(waits()).toBe(1);
    throttle.failed('someone', 'here');
    expect(waits()).toBe(2);
    now += 2001;
    expect(waits()).toBe(0);
    throttle.succeeded('someone', 'here');
    throttle.failed('someone', 'here');
    expect(waits()).toBe(0);
  });

  it('[A6] counts an address over many names, and holds those behind it up for seconds only', () => {
    let now = 0;
    const throttle = new SignInThrottle(() => now);
    for (let i = 0; i < 30; i++) throttle.failed(`name${i}`, 'here');
    expect(() => throttle.check('another', 'here')).toThrow();
    expect(() => throttle.check('another', 'elsewhere')).not.toThrow();
    for (let i = 0; i < 300; i++) throttle.failed(`name${i}`, 'here');
    now += 4000;
    expect(() => throttle.check('another', 'here')).not.toThrow();
  });

  it('[A6] takes failures off an address with each sign-in from there', () => {
    const throttle = new SignInThrottle(() => 0);
    for (let i = 0; i < 40; i++) throttle.failed(`name${i}`, 'here');
    throttle.succeeded('somebody', 'here');
    for (let i = 0; i < 9; i++) throttle.failed(`other${i}`, 'here');
    expect(() => throttle.check('another', 'here')).not.toThrow();
    throttle.failed('other9', 'here');
    expect(() => throttle.check('another', 'here')).toThrow();
  });

  it('[A6] has no more attempts of a name judged at once than one after the other', async () => {
    let now = 0;
    const throttle = new SignInThrottle(() => now);
    const burst = async (outcome: 'right' | 'wrong') => {
      const judge = vi.fn(async () => {
        await Promise.resolve();
        if (outcome === 'wrong') throttle.failed('someone', 'here');
      });
      await Promise.allSettled(Array.from({ length: 50 }, () => throttle.attempt('someone', 'here', judge)));
      return judge.mock.calls.length;
    };
    expect(await burst('right')).toBe(5);
    expect(await burst('right')).toBe(5);
    expect(await burst('wrong')).toBe(5);
    expect(await burst('wrong')).toBe(0);
    now += 1001;
    expect(await burst('wrong')).toBe(1);
  });
});
