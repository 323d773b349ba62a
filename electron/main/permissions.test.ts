import { describe, expect, it } from 'vitest';
import { mayUse } from './permissions.ts';

describe('a permission', () => {
  it.each(['local-network-access', 'local-network', 'loopback-network', 'clipboard-sanitized-write'])(
    'is granted to the client when it needs it: %s',
    (permission) => {
      expect(mayUse(permission, 'app://branchline/')).toBe(true);
    },
  );

  it.each(['media', 'geolocation', 'clipboard-read', 'usb', 'hid', 'serial', 'openExternal', 'unknown', ''])(
    'is denied to everybody when it is not needed: %s',
    (permission) => {
      expect(mayUse(permission, 'app://branchline/')).toBe(false);
    },
  );

  it.each(['https://crm.bank.example/', 'http://127.0.0.1/', 'app://other/', 'null', '', undefined])(
    'is denied to any other origin: %s',
    (origin) => {
      expect(mayUse('local-network-access', origin)).toBe(false);
    },
  );
});
