import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderConfigError, readProviderConfig } from './config.ts';

const whole = {
  OIDC_ISSUER: 'https://sso.bank.example/realms/bank',
  OIDC_CLIENT_ID: 'branchline',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_PUBLIC_ORIGIN: 'https://crm.bank.example',
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-oidc-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the settings of a provider', () => {
  it('are none where nothing is said', async () => {
    expect(await readProviderConfig({ PATH: '/bin', OIDC_ISSUER: '' })).toBeUndefined();
  });

  it('are taken as they are, with what is built in', async () => {
    expect(await readProviderConfig(whole)).toMatchObject({
      issuer: new URL(whole.OIDC_ISSUER),
      publicOrigin: 'https://crm.bank.example',
      usernameClaim: 'preferred_username',
      scopes: 'openid profile',
      sessionDays: 7,
    });
  });

  it('may have the secret in a file', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, 'of the file\n');
    const { OIDC_CLIENT_SECRET: _, ...others } = whole;
    const config = await readProviderConfig({ ...others, OIDC_CLIENT_SECRET_FILE: file });
    expect(config?.clientSecret).toBe('of the file');
  });

  it.each([
    ['no issuer', { OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
    ['an issuer without TLS', { OIDC_ISSUER: 'http://sso.bank.example' }, 'OIDC_ISSUER'],
    ['no client', { OIDC_CLIENT_ID: undefined }, 'OIDC_CLIENT_ID'],
    ['no secret', { OIDC_CLIENT_SECRET: undefined }, 'OIDC_CLIENT_SECRET'],
    ['two secrets', { OIDC_CLIENT_SECRET_FILE: '/x' }, 'not both'],
    [
      'no such file',
      { OIDC_CLIENT_SECRET: undefined, OIDC_CLIENT_SECRET_FILE: '/nowhere' },
      'cannot be read',
    ],
    ['an origin with a path', { OIDC_PUBLIC_ORIGIN: 'https://crm.bank.example/x' }, 'OIDC_PUBLIC_ORIGIN'],
    ['scopes without openid', { OIDC_SCOPES: 'profile' }, 'openid'],
    ['a label of two lines', { OIDC_LABEL_ZH: 'a\nb' }, 'OIDC_LABEL_ZH'],
    ['a prompt that is none', { OIDC_PROMPT: 'none' }, 'OIDC_PROMPT'],
    ['sessions without an end', { OIDC_SESSION_DAYS: '365' }, 'OIDC_SESSION_DAYS'],
  ])('are refused with a sentence: %s', async (_what, wrong, word) => {
    const reading = readProviderConfig({ ...whole, ...wrong });
    await expect(reading).rejects.toThrow(ProviderConfigError);
    await expect(reading).rejects.toThrow(word);
  });

  it('never quote the secret', async () => {
    const reading = readProviderConfig({ ...whole, OIDC_CLIENT_SECRET: 'hunter2', OIDC_SCOPES: 'x' });
    await expect(reading).rejects.not.toThrow('hunter2');
  });
});
