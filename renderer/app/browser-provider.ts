import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import { ANSWER_PATH, type ProviderAnswer, providerAnswer } from '#shared/protocol/provider.ts';

/** Between the window that waits and the one that comes back. Only pages of this origin hear it. */
const CHANNEL = 'branchline.sign-in-answer';
/** Milliseconds, as for the desktop's listener. */
const PATIENCE = 5 * 60_000;

type ProviderApi = Pick<DesktopApi, 'openAnswerPlace' | 'askProvider' | 'leaveProvider'>;

/**
 * Signing in at the provider from a page: in a window of its own, so that what is behind a lock stays. The window comes
 * back to this origin with the answer and hands it over; it has no hold on this one, nor this one on it.
 */
export function openBrowserProvider(): ProviderApi {
  let leave: () => void = () => undefined;
  return {
    openAnswerPlace: () => Promise.resolve(new URL(ANSWER_PATH, location.origin).href),
    askProvider: (url) =>
      new Promise((resolve, reject) => {
        leave();
        const channel = new BroadcastChannel(CHANNEL);
        const end = (answer: ProviderAnswer | null) => {
          clearTimeout(timer);
          channel.close();
          leave = () => undefined;
          resolve(answer);
        };
        const timer = setTimeout(() => end(null), PATIENCE);
        leave = () => end(null);
        channel.onmessage = ({ data }) => {
          const answer = providerAnswer.safeParse(data);
          if (answer.success) end(answer.data);
        };
        if (window.open(url, '_blank', 'popup,width=520,height=720') === null) {
          reject(new Error('blocked'));
          end(null);
        }
      }),
    leaveProvider: () => {
      leave();
      return Promise.resolve();
    },
  };
}

/**
 * Hands the answer in this page's address over to the window that waits for it, and takes it out of the address. Returns
 * whether somebody has signed in.
 */
export function handOverAnswer(): boolean {
  const answer = providerAnswer.safeParse(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
  history.replaceState(null, '', ANSWER_PATH);
  if (!answer.success) return false;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(answer.data);
  channel.close();
  window.close();
  return 'ticket' in answer.data;
}
