import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotices, DOT_SIZE, dotBitmap, type NoticeHost } from './notices.ts';

function setUp(change: Partial<NoticeHost> = {}) {
  const log: string[] = [];
  const made: (EventEmitter & { show(): void; close(): void })[] = [];
  const notices = createNotices({
    platform: 'linux',
    isSupported: () => true,
    create: ({ title, body }) => {
      const notice = Object.assign(new EventEmitter(), {
        show: () => log.push(`show ${title}: ${body}`),
        close: () => {
          log.push(`close ${title}`);
          notice.emit('close');
        },
      });
      made.push(notice);
      return notice;
    },
    clicked: () => log.push('clicked'),
    setBadgeCount: (count) => log.push(`badge ${count}`),
    setOverlay: (shown, description) => log.push(`overlay ${shown} ${description}`),
    ...change,
  });
  return { notices, log, made };
}

const due = (count: number) => ({ title: 'Branchline', body: `${count} due`, tag: 'reminders' });

describe('notices of the desktop', () => {
  it('one takes the place of the one before it with the same tag', () => {
    const { notices, log } = setUp();
    notices.show(due(1));
    notices.show(due(2));
    expect(log).toEqual(['show Branchline: 1 due', 'close Branchline', 'show Branchline: 2 due']);
  });

  it('a click brings the client to the front', () => {
    const { notices, log, made } = setUp();
    notices.show(due(1));
    made[0]?.emit('click');
    expect(log.at(-1)).toBe('clicked');
  });

  it('a system that has none is asked for none', () => {
    const { notices, log } = setUp({ isSupported: () => false });
    notices.show(due(1));
    expect([notices.state(), log]).toEqual(['off', []]);
  });

  it('the icon counts, and is touched only when the count changes', () => {
    const { notices, log } = setUp();
    for (const count of [0, 3, 3, 0]) notices.setBadge(count);
    expect(log).toEqual(['badge 3', 'badge 0']);
  });

  it('on Windows a mark on the taskbar says how many to whoever reads it out', () => {
    const { notices, log } = setUp({ platform: 'win32' });
    for (const count of [3, 0]) notices.setBadge(count);
    expect(log).toEqual(['overlay true 3', 'overlay false ']);
  });

  it('the mark is round: its corners are empty, its middle is not', () => {
    const dot = dotBitmap();
    const alpha = (x: number, y: number) => dot[(y * DOT_SIZE + x) * 4 + 3];
    expect([alpha(0, 0), alpha(15, 15), alpha(8, 8)]).toEqual([0, 0, 255]);
  });
});
