/** Where the steps are shown; `isTTY` lets one line be written over. */
export interface Screen {
  write(text: string): unknown;
  isTTY?: boolean;
}

const SECONDS_BETWEEN_LINES = 3;

/** Shows each step with the time it took, and how far a long one is. */
export class Steps {
  readonly #screen: Screen;
  readonly #now: () => number;

  constructor(screen: Screen, now: () => number = Date.now) {
    this.#screen = screen;
    this.#now = now;
  }

  say(text: string): void {
    this.#screen.write(`${text}\n`);
  }

  /**
   * Runs one step. `tell` replaces the text of the running line: on a terminal in place, else a line now and then.
   * What `work` resolves with becomes the step's last words when it is a text.
   */
  async run<T>(name: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T> {
    const from = this.#now();
    let lastLine = from;
    const show = (text: string) => {
      if (this.#screen.isTTY) {
        this.#screen.write(`\r\x1b[K  …      ${text.slice(0, 100)}`);
        return;
      }
      if (this.#now() - lastLine < SECONDS_BETWEEN_LINES * 1000) return;
      lastLine = this.#now();
      this.#screen.write(`  …      ${text}\n`);
    };
    if (this.#screen.isTTY) show(name);
    try {
      const result = await work((text) => show(`${name}: ${text}`));
      this.#end(from, name);
      return result;
    } catch (error) {
      if (this.#screen.isTTY) this.#screen.write('\r\x1b[K');
      throw error;
    }
  }

  #end(from: number, name: string): void {
    const seconds = ((this.#now() - from) / 1000).toFixed(1).padStart(5);
    this.#screen.write(`${this.#screen.isTTY ? '\r\x1b[K' : ''}${seconds} s  ${name}\n`);
  }
}
