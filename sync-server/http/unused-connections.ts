import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { TypedApp } from './typed-app.ts';

/**
 * When the server closes, cuts every connection on which nothing is being answered, and each other one after its
 * answer. Node cuts only those that are idle at that moment: one that was opened ahead of a request counts as busy, and
 * one whose answer ends a moment later, a stream among them, would be kept for as long as its client may send another
 * request.
 */
export function cutUnusedOnClose(app: TypedApp): void {
  const open = new Set<Socket>();
  const answering = new Map<Socket, number>();
  let closing = false;
  // Over TLS there is a connection below, which no request names.
  app.server.on(app.server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (answering.get(socket) ?? 1) - 1;
      if (left > 0) {
        answering.set(socket, left);
        return;
      }
      answering.delete(socket);
      // What was written is sent first.
      if (closing) socket.destroySoon();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of open) if (!answering.has(socket)) socket.destroy();
  });
}
