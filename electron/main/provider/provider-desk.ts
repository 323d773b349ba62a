import { GO_PATH, type ProviderAnswer } from '#shared/protocol/provider.ts';
import type { AnswerPlace } from './answer-place.ts';

/** What the page asks of the machine for a sign-in at the bank's provider. */
export interface ProviderDesk {
  open(): Promise<string>;
  ask(url: string): Promise<ProviderAnswer | null>;
  leave(): Promise<void>;
}

export interface DeskParts {
  /** Origins of the bank's sync servers. */
  servers(): readonly string[];
  openPlace(): Promise<AnswerPlace>;
  openBrowser(url: string): Promise<void>;
  /** The person is back: the program comes to the front. */
  answered(): void;
}

/** One sign-in at a time: a new one closes the place of the one before. */
export function createProviderDesk(parts: DeskParts): ProviderDesk {
  let place: AnswerPlace | undefined;

  function leave(): void {
    place?.close();
    place = undefined;
  }

  return {
    async open() {
      leave();
      place = await parts.openPlace();
      return place.address;
    },
    async ask(url) {
      if (!mayAsk(url, parts.servers())) throw new Error('not an address of the sync server');
      const asked = place;
      if (asked === undefined) return null;
      await parts.openBrowser(new URL(url).href);
      const answer = await asked.answer;
      if (answer !== null) parts.answered();
      return answer;
    },
    leave: async () => leave(),
  };
}

/** An address with which one of the bank's own servers begins a sign-in; anything else could start another program. */
export function mayAsk(address: string, servers: readonly string[]): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  return (
    servers.includes(url.origin) && url.pathname.startsWith(GO_PATH) && url.search === '' && url.hash === ''
  );
}
