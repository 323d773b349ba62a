import type { FastifyReply, FastifyRequest } from 'fastify';
import { FLOW_SECONDS } from './flows.ts';

/** Below which the cookies of a sign-in are sent: to nothing else of the server. */
const PATH = '/auth/oidc';

export function cookieReader(request: FastifyRequest): (name: string) => string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return (name) => pairs.find(([key]) => key === name)?.[1];
}

/** `Lax`, for it must come back with the provider's redirect, which is another site's. */
export function setCookie(
  reply: FastifyReply,
  { name, value }: { name: string; value: string },
  secure: boolean,
): void {
  reply.header('set-cookie', attributes(`${name}=${value}; Max-Age=${FLOW_SECONDS}`, secure));
}

export function clearCookie(reply: FastifyReply, name: string, secure: boolean): void {
  reply.header('set-cookie', attributes(`${name}=; Max-Age=0`, secure));
}

function attributes(cookie: string, secure: boolean): string {
  return `${cookie}; Path=${PATH}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
