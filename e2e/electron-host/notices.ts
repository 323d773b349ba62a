import { EventEmitter } from 'node:events';

interface Words {
  title: string;
  body: string;
}

/** `Notification`: keeps what main had the system say, and lets a test click it. */
export class NoticesStandIn {
  readonly shown: (Words & { click(): void })[] = [];

  readonly Notification: new (
    words: Words,
  ) => EventEmitter;

  constructor() {
    const { shown } = this;
    this.Notification = class extends EventEmitter {
      static isSupported(): boolean {
        return true;
      }
      readonly #words: Words;
      constructor(words: Words) {
        super();
        this.#words = words;
      }
      show(): void {
        shown.push({ ...this.#words, click: () => void this.emit('click') });
      }
      close(): void {
        this.emit('close');
      }
    };
  }
}
