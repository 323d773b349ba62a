import type { Socket } from 'node:net';
import type { TypedApp } from './typed-app.ts';

/**
 * Cuts connections that have sent nothing when the server closes. Browsers and other clients open some ahead of their
 * requests; Node takes them for requests under way and would wait a minute for each.
 */
export function cutUnusedOnClose(app: TypedApp): void {
  const open = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  });
}
