/** The little of a browser that a sign-in at a provider needs: it follows redirects by itself and keeps cookies. */
export class BrowserJar {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  get cookies(): readonly string[] {
    return [...this.#cookies.keys()];
  }

  forget(prefix: string): void {
    for (const name of this.cookies) if (name.startsWith(prefix)) this.#cookies.delete(name);
  }

  /** One request; redirects are not followed. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        accept: 'text/html',
        cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line, pathname);
    return response;
  }

  /** Goes where a page or an address leads, until `stop` says that it is there; returns that address. */
  async follow(url: string, stop: (address: string) => boolean): Promise<string> {
    let at = url;
    for (let hops = 0; hops < 20; hops++) {
      if (stop(at)) return at;
      const response = await this.ask(at);
      const location = response.headers.get('location');
      if (location === null) return at;
      at = new URL(location, at).href;
    }
    throw new Error('redirected without an end');
  }

  /**
   * Signs in on the provider's own pages, and agrees to what they ask; returns the address that the browser is sent to in
   * the end, which it does not go to.
   */
  async signInAt(url: string, login: string, stop: (address: string) => boolean): Promise<string> {
    const atLogin = await this.follow(url, stop);
    if (stop(atLogin)) return atLogin;
    const atConsent = await this.#post(atLogin, { prompt: 'login', login, password: 'x' }, stop);
    if (stop(atConsent)) return atConsent;
    return await this.#post(atConsent, { prompt: 'consent' }, stop);
  }

  async #post(page: string, fields: Record<string, string>, stop: (address: string) => boolean) {
    const response = await this.ask(page, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    const location = response.headers.get('location');
    if (location === null) throw new Error(`no way on from ${new URL(page).pathname}: ${response.status}`);
    return await this.follow(new URL(location, page).href, stop);
  }

  #keep(line: string, pathname: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = attributes.find((one) => one.toLowerCase().startsWith('path='))?.slice(5) ?? pathname;
    if (value === '' || attributes.some((one) => /^max-age=0$/i.test(one))) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}
