import { ANSWER_PATH, type ProviderAnswer } from '#shared/protocol/provider.ts';

/** `loopback`: a listener of the desktop on its own machine; `page`: an origin that serves the client. */
export type ReturnKind = 'loopback' | 'page';

/**
 * Where an answer may be sent, and nowhere else: a ticket must not reach a machine that is not the client's. Loopback is
 * an address literal, for a name can be made to mean another machine.
 */
export function kindOfReturn(address: string, origins: readonly string[]): ReturnKind | undefined {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '' || address.includes('#') || address.includes('?'))
    return undefined;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (isWeb && url.pathname === ANSWER_PATH && origins.includes(url.origin)) return 'page';
  const isLoopback = url.protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(url.hostname);
  return isLoopback && url.port !== '' ? 'loopback' : undefined;
}

/** The address with the answer: for a page in the fragment, which no server and no log sees. */
export function addressWith(
  returnTo: string,
  origins: readonly string[],
  answer: ProviderAnswer,
): string | undefined {
  const kind = kindOfReturn(returnTo, origins);
  if (kind === undefined) return undefined;
  return `${returnTo}${kind === 'page' ? '#' : '?'}${new URLSearchParams(answer)}`;
}
