import { describe, expect, it } from 'vitest';
import { mayNavigate, openOutside } from './navigation.ts';

describe('where a page may go', () => {
  it.each(['app://branchline/', 'app://branchline/customers/1#x'])('stays in the client: %s', (address) => {
    expect(mayNavigate(address)).toBe(true);
  });

  it.each([
    'https://branchline/',
    'app://branchline.evil/',
    'app://evil/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    '',
  ])('goes nowhere else: %s', (address) => {
    expect(mayNavigate(address)).toBe(false);
  });
});

describe('a link out of the client', () => {
  const hosts = ['help.bank.example'];
  const opened = (address: string) => {
    const calls: string[] = [];
    expect(openOutside(address, hosts, (url) => calls.push(url))).toEqual({ action: 'deny' });
    return calls;
  };

  it('opens in the system browser when its host is configured', () => {
    expect(opened('https://help.bank.example/a?b#c')).toEqual(['https://help.bank.example/a?b#c']);
  });

  it.each([
    'http://help.bank.example/',
    'https://evil.example/',
    'https://help.bank.example.evil.example/',
    'https://user:secret@help.bank.example/',
    'https://help.bank.example@evil.example/',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'smb://help.bank.example/share',
    'javascript:alert(1)',
    'app://branchline/',
  ])('is not opened at all: %s', (address) => {
    expect(opened(address)).toEqual([]);
  });
});
