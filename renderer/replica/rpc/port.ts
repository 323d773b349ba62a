/** What a peer talks through: a Worker, the inside of one, or a MessagePort; Node's ports as well. */
export interface Port {
  post(message: unknown): void;
  /** Sets the one listener for messages that arrive. */
  receive(listener: (message: unknown) => void): void;
  close(): void;
}

interface MessageTarget {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
}

/** Wraps anything with the DOM's message interface. */
export function portOf(target: MessageTarget, close: () => void): Port {
  return {
    post: (message) => target.postMessage(message),
    receive: (listener) => {
      target.addEventListener('message', (event) => listener(event.data));
      target.start?.();
    },
    close,
  };
}
