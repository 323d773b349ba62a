import type { DesktopApi, NoticeState } from '#shared/ipc/desktop-api.ts';

type Notices = Pick<DesktopApi, 'notify' | 'noticeState' | 'allowNotices' | 'setBadge' | 'onNoticeClick'>;

/** Notices by the browser's own means. They end with the page: nothing is said while the client is closed. */
export function openBrowserNotices(): Notices {
  const listeners = new Set<() => void>();
  return {
    noticeState: async () => stateOf(),
    async allowNotices() {
      if (stateOf() === 'ask') await Notification.requestPermission();
      return stateOf();
    },
    async notify({ title, body, tag }) {
      if (stateOf() !== 'on') return;
      const notice = new Notification(title, { body, tag, silent: true });
      notice.onclick = () => {
        window.focus();
        notice.close();
        for (const listener of listeners) listener();
      };
    },
    async setBadge(count) {
      // Only an installed page has an icon to count on; Firefox knows no such thing.
      if (!('setAppBadge' in navigator)) return;
      await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
    },
    onNoticeClick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function stateOf(): NoticeState {
  if (!('Notification' in window)) return 'off';
  const { permission } = Notification;
  return permission === 'default' ? 'ask' : permission === 'granted' ? 'on' : 'off';
}
