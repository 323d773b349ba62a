import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './csp.ts';

const directives = new Map(
  contentSecurityPolicy(['https://crm.bank.example:8443/', 'https://crm-b.bank.example'])
    .split('; ')
    .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
);

describe('the policy of every page', () => {
  it('denies what it does not name', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('object-src')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    expect(directives.get('form-action')).toEqual(["'none'"]);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('lets pages talk to the sync servers and to nobody else', () => {
    expect(directives.get('connect-src')).toEqual([
      "'self'",
      'https://crm.bank.example:8443',
      'https://crm-b.bank.example',
    ]);
  });

  it('runs scripts of the package only: no eval, nothing inline', () => {
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  });
});
