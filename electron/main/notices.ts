import type { Notice, NoticeState } from '#shared/ipc/desktop-api.ts';

/** The part of Electron's `Notification` that is used. */
export interface SystemNotice {
  on(event: 'click' | 'close', listener: () => void): unknown;
  show(): void;
  close(): void;
}

/** What notices touch of the system. */
export interface NoticeHost {
  platform: NodeJS.Platform;
  isSupported(): boolean;
  create(options: { title: string; body: string; silent: boolean }): SystemNotice;
  /** Brings the window to the front and tells the page. */
  clicked(): void;
  /** The number on the dock's icon on macOS, on the launcher's on Linux desktops that have one. */
  setBadgeCount(count: number): void;
  /** The small picture on the taskbar's button, on Windows; `shown` false takes it away. */
  setOverlay(shown: boolean, description: string): void;
}

export interface Notices {
  show(notice: Notice): void;
  state(): NoticeState;
  setBadge(count: number): void;
}

/** Notices of the system and the count on the program's icon. */
export function createNotices(host: NoticeHost): Notices {
  // One that nobody refers to may be collected while it is shown, and its click with it.
  const shown = new Map<string, SystemNotice>();
  let badge = 0;
  return {
    state: () => (host.isSupported() ? 'on' : 'off'),
    show({ title, body, tag }) {
      if (!host.isSupported()) return;
      shown.get(tag)?.close();
      const notice = host.create({ title, body, silent: true });
      const gone = () => {
        if (shown.get(tag) === notice) shown.delete(tag);
      };
      notice.on('click', () => {
        gone();
        host.clicked();
      });
      notice.on('close', gone);
      shown.set(tag, notice);
      notice.show();
    },
    setBadge(count) {
      // Told every minute: the taskbar flickers when it is drawn anew.
      if (count === badge) return;
      badge = count;
      if (host.platform === 'win32') host.setOverlay(count > 0, count > 0 ? String(count) : '');
      else host.setBadgeCount(count);
    },
  };
}

/** Side of the overlay in pixels. */
export const DOT_SIZE = 16;

/** A round mark for the taskbar as Electron's bitmaps are: blue, green, red and alpha of each pixel. */
export function dotBitmap(): Buffer {
  const pixels = Buffer.alloc(DOT_SIZE * DOT_SIZE * 4);
  const middle = (DOT_SIZE - 1) / 2;
  for (let y = 0; y < DOT_SIZE; y += 1) {
    for (let x = 0; x < DOT_SIZE; x += 1) {
      if (Math.hypot(x - middle, y - middle) > middle) continue;
      pixels.set([0x31, 0x3d, 0xbd, 0xff], (y * DOT_SIZE + x) * 4);
    }
  }
  return pixels;
}
