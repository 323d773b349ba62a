import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { TypedApp } from './typed-app.ts';

/**
 * Cuts connections that have sent nothing when the server closes. Browsers and other clients open some ahead of their
 * requests; Node takes them for requests under way and would wait a minute for each.
 */
export function cutUnusedOnClose(app: TypedApp): void {
  const open = new Set<Socket>();
  // Over TLS bytes came in before any request did: what counts there is that one was understood.
  const asked = new WeakSet<Socket>();
  const tls = app.server instanceof TlsServer;
  let closing = false;
  if (tls) app.server.on('request', ({ socket }) => asked.add(socket));
  app.server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of open) {
      if (tls ? !asked.has(socket) : socket.bytesRead === 0) socket.destroy();
    }
  });
}
